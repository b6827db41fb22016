using System.ComponentModel;
using System.Diagnostics;
using Npgsql;

namespace Briefings.EventStore.PrivatePostgres;

/// <summary>
/// A PostgreSQL of the program's own: made in a data folder, listening on a Unix socket only, started once, shared by
/// every command that names the folder, and left running when they end.
/// </summary>
public static class PrivateServer
{
    const string Superuser = "briefings";

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(20);

    /// <summary>The folder `briefings` under the user's data folder; for root, /var/lib/briefings, which other users can reach.</summary>
    public static string DefaultDataDirectory => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess
        ? "/var/lib/briefings"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "briefings");

    /// <summary>The connection string of the running server of a data folder; null if it does not run.</summary>
    /// <exception cref="PrivateServerException">The folder cannot be read.</exception>
    public static string? Find(string? dataDirectory = null) => Explain(() => Running(Full(dataDirectory)));

    /// <summary>Starts the server of a data folder unless it runs, and makes its cluster the first time.</summary>
    /// <param name="dataDirectory">Defaults to <see cref="DefaultDataDirectory"/>.</param>
    /// <param name="talk">Hears what takes longer than a moment.</param>
    /// <returns>A connection string.</returns>
    /// <exception cref="PostgresNotFoundException">There is no PostgreSQL on this machine, and no npm to fetch one.</exception>
    /// <exception cref="PrivateServerException">It could not be made or started; the message holds the end of its log.</exception>
    public static Task<string> Start(
        string? dataDirectory = null, IProgress<string>? talk = null, CancellationToken cancellation = default)
    {
        var data = Full(dataDirectory);
        return Explain(async () =>
        {
            if (Running(data) is { } running)
                return running;
            Directory.CreateDirectory(data);
            await using var turn = await Lock(data, cancellation);
            return Running(data) ?? await StartAlone(data, talk, cancellation);
        });
    }

    /// <summary>Starts the server of a data folder again if it was killed. One that was stopped in good order stays so.</summary>
    /// <returns>Whether it was started.</returns>
    /// <exception cref="PrivateServerException">It could not be started.</exception>
    public static Task<bool> Revive(string? dataDirectory = null, CancellationToken cancellation = default)
    {
        var data = Full(dataDirectory);
        return Explain(async () =>
        {
            if (PostmasterFile.Read(ServerHome.Of(data).Cluster) is not { } postmaster || postmaster.IsAlive())
                return false;
            await Start(data, cancellation: cancellation);
            return true;
        });
    }

    /// <summary>Stops the server of a data folder.</summary>
    /// <returns>Whether it ran.</returns>
    /// <exception cref="PrivateServerException">It could not be stopped.</exception>
    public static Task<bool> Stop(string? dataDirectory = null, CancellationToken cancellation = default)
    {
        var data = Full(dataDirectory);
        return Explain(async () =>
        {
            if (!Directory.Exists(data))
                return false;
            await using var turn = await Lock(data, cancellation);
            var home = ServerHome.Of(data);
            if (PostmasterFile.Read(home.Cluster) is not { } postmaster || !postmaster.IsAlive())
                return false;
            var binaries = await PostgresBinaries.Find(home.Major, home.Package, null, cancellation);
            var (exitCode, output) = await ServerAccount.Find().Run(
                binaries.Program("pg_ctl"), ["stop", "-D", "cluster", "-m", "fast", "-w"], home.Folder, cancellation);
            if (exitCode != 0)
                throw new PrivateServerException($"Expected the PostgreSQL in {home.Cluster} to stop: {output}");
            ServerHome.ForgetSocketFolder(postmaster.SocketFolder);
            return true;
        });
    }

    static string Full(string? dataDirectory) => Path.GetFullPath(dataDirectory ?? DefaultDataDirectory);

    static string? Running(string data) =>
        PostmasterFile.Read(ServerHome.Of(data).Cluster) is { } postmaster && postmaster.Answers() ? ConnectionString(postmaster) : null;

    static string ConnectionString(PostmasterFile postmaster) => new NpgsqlConnectionStringBuilder
    {
        Host = postmaster.SocketFolder,
        Port = postmaster.Port,
        Username = Superuser,
        Database = "postgres",
    }.ConnectionString;

    /// <summary>Waits until no other command is starting or stopping this server. The system ends the lock of a killed one.</summary>
    static async Task<FileStream> Lock(string data, CancellationToken cancellation)
    {
        var waited = Stopwatch.StartNew();
        var path = Path.Combine(data, "postgres.lock");
        while (true)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path) && waited.Elapsed < Patience)
            {
                await Task.Delay(LockPoll, cancellation);
            }
        }
    }

    static async Task<string> StartAlone(string data, IProgress<string>? talk, CancellationToken cancellation)
    {
        var account = ServerAccount.Find();
        var home = await ServerHome.Make(data, account, cancellation);
        var binaries = await PostgresBinaries.Find(home.Major, home.Package, talk, cancellation);
        var cluster = new Cluster(home, binaries, account);
        if (home.Major is null)
        {
            talk?.Report($"Making a private PostgreSQL {binaries.Major} in {home.Folder}.");
            await cluster.Initialize(Superuser, cancellation);
        }

        return ConnectionString(await cluster.Launch(Patience, cancellation));
    }

    static T Explain<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or Win32Exception)
        {
            throw new PrivateServerException($"The private PostgreSQL could not be used: {cause.Message}", cause);
        }
    }

    static async Task<T> Explain<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or Win32Exception)
        {
            throw new PrivateServerException($"The private PostgreSQL could not be used: {cause.Message}", cause);
        }
    }
}
