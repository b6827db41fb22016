using System.Diagnostics;
using System.Security.Cryptography;

namespace Briefings.EventStore.PrivatePostgres;

/// <summary>The cluster of a private server. Its caller holds the lock of the data folder.</summary>
sealed class Cluster(ServerHome home, PostgresBinaries binaries, ServerAccount account)
{
    const string Unfinished = "cluster.new-";

    static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    /// <summary>Makes the cluster under another name first: a folder called `cluster` is always a whole one.</summary>
    public async Task Initialize(string superuser, CancellationToken cancellation)
    {
        foreach (var left in Directory.GetDirectories(home.Folder, Unfinished + "*"))
            Forget(left);

        // Relative paths, because pg_ctl passes them through a shell.
        var unfinished = Unfinished + RandomNumberGenerator.GetHexString(8, lowercase: true);
        var (exitCode, output) = await account.Run(
            binaries.Program("initdb"),
            ["-D", unfinished, "-U", superuser, "-E", "UTF8", "--locale=C", "--auth-local=trust", "--auth-host=reject", "--data-checksums"],
            home.Folder, cancellation);
        if (exitCode != 0)
            throw new PrivateServerException($"Expected initdb to make a cluster in {home.Folder}: {output}");
        Directory.Move(Path.Combine(home.Folder, unfinished), home.Cluster);
    }

    /// <summary>Starts the server, or waits for one that is starting, through the recovery of one that was killed.</summary>
    public async Task<PostmasterFile> Launch(TimeSpan patience, CancellationToken cancellation)
    {
        var waited = Stopwatch.StartNew();
        var failure = "";
        while (waited.Elapsed < patience)
        {
            var postmaster = PostmasterFile.Read(home.Cluster);
            if (postmaster is not null && postmaster.Answers())
                return postmaster;
            if (postmaster is null ? IsBeingWritten(waited.Elapsed) : postmaster.IsAlive())
                await Task.Delay(Poll, cancellation);
            else
                failure = await Start(postmaster, cancellation) ?? failure;
        }

        throw new PrivateServerException($"Expected the PostgreSQL in {home.Cluster} to answer within {patience.TotalMinutes:0} minutes. {failure}{LogSince(0)}");
    }

    /// <summary>A server that is only just starting has an empty file for a moment; one that was killed then, for ever.</summary>
    bool IsBeingWritten(TimeSpan waited) => File.Exists(PostmasterFile.PathIn(home.Cluster)) && waited < Moment;

    /// <summary>Null if it started; what pg_ctl said if another try can help.</summary>
    async Task<string?> Start(PostmasterFile? stale, CancellationToken cancellation)
    {
        File.Delete(PostmasterFile.PathIn(home.Cluster));
        var socket = await home.MakeSocketFolder(account, stale?.SocketFolder, cancellation);
        await File.WriteAllTextAsync(Path.Combine(home.Cluster, "postgresql.auto.conf"), Settings(socket), cancellation);
        var before = File.Exists(home.Log) ? new FileInfo(home.Log).Length : 0;
        var (exitCode, output) = await account.Run(
            binaries.Program("pg_ctl"), ["start", "-D", "cluster", "-l", "server.log", "-w", "-t", "30"], home.Folder, cancellation);
        if (exitCode == 0 || PostmasterFile.Read(home.Cluster) is { } slow && slow.IsAlive())
            return null;

        // The children of a server that was killed leave its shared memory a moment after it.
        var log = LogSince(before);
        if (log.Contains("pre-existing shared memory", StringComparison.Ordinal))
        {
            await Task.Delay(Poll, cancellation);
            return output;
        }

        throw new PrivateServerException($"Expected the PostgreSQL in {home.Cluster} to start: {output}{log}");
    }

    static string Settings(string socketFolder) => $"""
        listen_addresses = ''
        unix_socket_directories = '"{socketFolder.Replace("'", "''", StringComparison.Ordinal)}"'
        unix_socket_permissions = 0700
        shared_buffers = 128MB
        max_wal_size = 1GB
        jit = off
        timezone = UTC
        log_timezone = UTC
        log_checkpoints = off

        """;

    const int TailLines = 12;

    string LogSince(long offset)
    {
        if (!File.Exists(home.Log))
            return "";
        using var stream = new FileStream(home.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(offset, SeekOrigin.Begin);
        using var reader = new StreamReader(stream);
        var tail = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(TailLines);
        return $"\nThe end of {home.Log}:\n{string.Join('\n', tail)}";
    }

    static void Forget(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // An initdb whose program was killed still writes there; the next start removes it.
        }
    }
}
