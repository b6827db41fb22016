using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Briefings.EventStore.PrivatePostgres;
using Npgsql;
using Xunit;

namespace Briefings.EndToEnd.Faults;

/// <summary>A PostgreSQL of a test on a TCP port of loopback, which can be copied, followed by a standby, killed and promoted.</summary>
sealed class PostgresCluster : IAsyncDisposable
{
    static readonly ServerAccount Account = ServerAccount.Find();

    static readonly string[] Programs = ["initdb", "pg_ctl", "postgres", "pg_basebackup"];

    readonly string binaries;

    PostgresCluster(string binaries, string folder, int port) => (this.binaries, Folder, Port) = (binaries, folder, port);

    public string Folder { get; }

    public int Port { get; }

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=briefings;Database=postgres");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Makes and starts a primary in a folder; skips the test where PostgreSQL lacks pg_basebackup.</summary>
    public static async Task<PostgresCluster> Primary(string folder)
    {
        var folders = Executables.PathFolders.Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")) : []);
        var found = folders.FirstOrDefault(f => Array.TrueForAll(Programs, p => File.Exists(Path.Combine(f, p))));
        Assert.SkipUnless(found is not null, $"No PostgreSQL here has all of {string.Join(", ", Programs)}.");
        await Account.MakeFolder(Path.Combine(folder, "clusters"), Cancellation);
        await Run("chmod", "go+x", folder);
        var primary = new PostgresCluster(found, Path.Combine(folder, "clusters", "primary"), FreePort());
        await primary.Program("initdb", "-D", primary.Folder, "-U", "briefings", "-E", "UTF8", "--locale=C", "--auth=trust", "--no-sync");
        await primary.Start();
        return primary;
    }

    /// <summary>A base backup of this server, not started. Its settings are those of this one but for the port.</summary>
    /// <param name="follows">Whether it is to follow this server as a standby.</param>
    public async Task<PostgresCluster> Copy(string name, bool follows)
    {
        var copy = new PostgresCluster(binaries, Path.Combine(Path.GetDirectoryName(Folder)!, name), FreePort());
        string[] further = follows ? ["-R"] : [];
        await Program("pg_basebackup", ["-D", copy.Folder, "-X", "stream", "-c", "fast", "--no-sync", .. further, "-d", string.Create(CultureInfo.InvariantCulture, $"host=127.0.0.1 port={Port} user=briefings application_name={name}")]);
        return copy;
    }

    public Task Start() => Program(
        "pg_ctl", "start", "-D", Folder, "-l", Path.Combine(Folder, "server.log"), "-w", "-t", "60", "-o",
        string.Create(CultureInfo.InvariantCulture, $"-c port={Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c timezone=UTC -c shared_buffers=64MB"));

    public Task Promote() => Program("pg_ctl", "promote", "-D", Folder, "-w");

    public Task Stop() => Program("pg_ctl", "stop", "-D", Folder, "-m", "fast", "-w");

    /// <summary>The machine loses its power: the server and all its processes at once.</summary>
    public async Task Kill()
    {
        var server = int.Parse((await File.ReadAllLinesAsync(Path.Combine(Folder, "postmaster.pid"), Cancellation))[0], CultureInfo.InvariantCulture);
        var children = await File.ReadAllTextAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{server}/task/{server}/children"), Cancellation);
        foreach (var id in children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(c => int.Parse(c, CultureInfo.InvariantCulture)).Prepend(server))
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
                await process.WaitForExitAsync(Cancellation);
            }
            catch (ArgumentException)
            {
                // Ended by itself.
            }
        }
    }

    public async Task<T> Ask<T>(string sql)
    {
        await using var database = NpgsqlDataSource.Create(ConnectionString);
        return (await WholeDatabase.Rows(database, sql, r => r.GetFieldValue<T>(0), Cancellation))[0];
    }

    public async Task Say(string sql)
    {
        await using var database = NpgsqlDataSource.Create(ConnectionString);
        await WholeDatabase.Rows(database, sql, _ => 0, Cancellation);
    }

    async Task Program(string name, params string[] arguments)
    {
        // Started without a pipe that it would keep open: the server inherits what pg_ctl has.
        var (exitCode, output) = name == "pg_ctl" && arguments[0] == "start"
            ? (await Run("sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", .. As(Path.Combine(binaries, name)), .. arguments]), "")
            : await Account.Run(Path.Combine(binaries, name), arguments, "/", Cancellation);
        Assert.True(exitCode == 0, $"{name} {string.Join(' ', arguments)}: {exitCode} {output}");
    }

    static string[] As(string program) => Account.User is { } user ? ["setpriv", "--reuid", user, "--regid", user, "--init-groups", "--", program] : [program];

    static async Task<int> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false })!;
        await process.WaitForExitAsync(Cancellation);
        return process.ExitCode;
    }

    static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Folder, "postmaster.pid")))
            await Account.Run(Path.Combine(binaries, "pg_ctl"), ["stop", "-D", Folder, "-m", "immediate", "-w"], "/", CancellationToken.None);
    }
}
