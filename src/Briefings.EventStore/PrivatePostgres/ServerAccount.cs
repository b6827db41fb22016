using System.Diagnostics;
using System.Text;

namespace Briefings.EventStore.PrivatePostgres;

/// <summary>Who the server runs as: PostgreSQL refuses root, so root lends itself to an unprivileged user.</summary>
sealed class ServerAccount
{
    static readonly string[] Users = ["postgres", "nobody"];

    readonly string[] prefix;

    ServerAccount(string? user, string[] prefix)
    {
        User = user;
        this.prefix = prefix;
    }

    /// <summary>The user, if it is another one than the program's.</summary>
    public string? User { get; }

    /// <exception cref="PrivateServerException">The program runs as root and there is no way to be somebody else.</exception>
    public static ServerAccount Find()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return new(null, []);

        var known = File.ReadLines("/etc/passwd").Select(l => l.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        var user = Users.FirstOrDefault(known.Contains)
            ?? throw new PrivateServerException("Expected a user postgres or nobody to run PostgreSQL as, since root may not; found neither in /etc/passwd.");
        if (Executables.OnPath("setpriv") is { } setpriv)
            return new(user, [setpriv, "--reuid", user, "--regid", Group(user), "--init-groups", "--"]);
        if (Executables.OnPath("runuser") is { } runuser)
            return new(user, [runuser, "-u", user, "--"]);
        throw new PrivateServerException($"Expected setpriv or runuser to run PostgreSQL as {user}, since root may not; found neither on PATH.");
    }

    static string Group(string user) =>
        File.ReadLines("/etc/passwd").Select(l => l.Split(':')).First(l => string.Equals(l[0], user, StringComparison.Ordinal))[3];

    /// <summary>Runs a program as the server's user and waits for its end.</summary>
    public Task<(int ExitCode, string Output)> Run(string program, string[] arguments, string folder, CancellationToken cancellation) =>
        prefix is [var first, .. var rest]
            ? Executables.Run(first, [.. rest, program, .. arguments], folder, cancellation)
            : Executables.Run(program, arguments, folder, cancellation);

    /// <summary>Makes a folder only the server's user can look into; root can anyway.</summary>
    public async Task MakeFolder(string path, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (User is null)
            return;
        var (exitCode, output) = await Executables.Run("chown", [User + ":", path], "/", cancellation);
        if (exitCode != 0)
            throw new PrivateServerException($"Expected {path} to become a folder of {User}: {output}");
    }
}

/// <summary>Programs on this machine.</summary>
static class Executables
{
    static readonly string Suffix = OperatingSystem.IsWindows() ? ".exe" : "";

    public static IEnumerable<string> PathFolders =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    public static string In(string folder, string name) => Path.Combine(folder, name + Suffix);

    public static string? OnPath(string name) => PathFolders.Select(f => In(f, name)).FirstOrDefault(File.Exists);

    /// <summary>Runs a program and waits for its end; its input is empty, its output and errors come back together.</summary>
    public static async Task<(int ExitCode, string Output)> Run(
        string program, string[] arguments, string folder, CancellationToken cancellation)
    {
        using var process = new Process
        {
            StartInfo = new(program, arguments)
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        var output = new StringBuilder();
        void Collect(object sender, DataReceivedEventArgs line)
        {
            lock (output)
                output.AppendLine(line.Data);
        }

        process.OutputDataReceived += Collect;
        process.ErrorDataReceived += Collect;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync(cancellation);
        lock (output)
            return (process.ExitCode, output.ToString().Trim());
    }
}
