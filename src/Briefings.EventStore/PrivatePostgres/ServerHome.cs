using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Briefings.EventStore.PrivatePostgres;

/// <summary>Where the private server of a data folder keeps its cluster, log, socket and, if need be, binaries.</summary>
sealed record ServerHome(string Folder)
{
    /// <summary>With the name of the socket, its path must stay below 104 bytes on every system (sun_path).</summary>
    const int LongestSocketFolder = 86;

    /// <summary>The file in a data folder that names a home elsewhere.</summary>
    const string Pointer = "postgres.location";

    /// <summary>Homes of data folders the server's user cannot reach.</summary>
    const string Elsewhere = "/var/lib/briefings/clusters";

    public string Cluster => Path.Combine(Folder, "cluster");

    public string Log => Path.Combine(Folder, "server.log");

    public string Package => Path.Combine(Folder, "npm");

    /// <summary>The major version that made the cluster; null if there is no cluster yet.</summary>
    public int? Major
    {
        get
        {
            if (!Directory.Exists(Cluster))
                return null;
            var file = Path.Combine(Cluster, "PG_VERSION");
            return File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture, out var major)
                ? major
                : throw new PrivateServerException($"Expected a PostgreSQL cluster in {Cluster}, found a folder without a PG_VERSION. Remove it, or name another --data folder.");
        }
    }

    /// <summary>Where the home of a data folder is, if it is there.</summary>
    public static ServerHome Of(string data)
    {
        var pointer = Path.Combine(data, Pointer);
        return new(File.Exists(pointer) ? File.ReadAllText(pointer).Trim() : Path.Combine(data, "postgres"));
    }

    /// <summary>Makes the home of a data folder, where the server's user can reach it.</summary>
    public static async Task<ServerHome> Make(string data, ServerAccount account, CancellationToken cancellation)
    {
        var home = Of(data);
        var own = string.Equals(Path.GetDirectoryName(home.Folder), data, StringComparison.Ordinal);
        if (own && account.User is not null && !Reachable(data) && !Directory.Exists(home.Cluster))
        {
            home = new(Path.Combine(Elsewhere, RandomNumberGenerator.GetHexString(16, lowercase: true)));
            Directory.CreateDirectory(Elsewhere);
            await File.WriteAllTextAsync(Path.Combine(data, Pointer), home.Folder + "\n", cancellation);
        }

        await account.MakeFolder(home.Folder, cancellation);
        return home;
    }

    /// <summary>Whether every folder above can be passed by anybody; the data folder itself is made so.</summary>
    static bool Reachable(string data)
    {
        if (OperatingSystem.IsWindows())
            return true;
        for (var folder = Directory.GetParent(data); folder is not null; folder = folder.Parent)
        {
            if (!folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                return false;
        }

        File.SetUnixFileMode(data, File.GetUnixFileMode(data) | UnixFileMode.OtherExecute);
        return true;
    }

    /// <summary>A folder for the socket whose path is short enough, without the socket of a server that was killed.</summary>
    /// <param name="before">That of the server that was killed: programs that run on know no other.</param>
    public async Task<string> MakeSocketFolder(ServerAccount account, string? before, CancellationToken cancellation)
    {
        if (before is not null && IsElsewhere(before) && Directory.Exists(before))
        {
            foreach (var socket in Directory.GetFiles(before))
                File.Delete(socket);
            return before;
        }

        var folder = Path.Combine(Folder, "socket");
        if (Encoding.UTF8.GetByteCount(folder) > LongestSocketFolder)
            folder = $"/tmp/briefings-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        await account.MakeFolder(folder, cancellation);
        return folder;
    }

    /// <summary>Removes a socket folder that was made outside the home.</summary>
    public static void ForgetSocketFolder(string folder)
    {
        if (IsElsewhere(folder) && Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    static bool IsElsewhere(string folder) => folder.StartsWith("/tmp/briefings-", StringComparison.Ordinal);
}
