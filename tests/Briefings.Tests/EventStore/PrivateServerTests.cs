using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Briefings.EventStore.PrivatePostgres;
using Briefings.Tests.Databases;
using Npgsql;
using Xunit;

namespace Briefings.Tests.EventStore;

[UnsupportedOSPlatform("windows")]
public sealed class PrivateServerTests(TestServer server) : IAsyncLifetime
{
    readonly string data = Directory.CreateTempSubdirectory("briefings-private-").FullName;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    string Home => File.Exists(Path.Combine(data, "postgres.location"))
        ? File.ReadAllText(Path.Combine(data, "postgres.location")).Trim()
        : Path.Combine(data, "postgres");

    public ValueTask InitializeAsync()
    {
        server.Require();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await PrivateServer.Stop(data, CancellationToken.None);
        if (Directory.Exists(Home))
            Directory.Delete(Home, recursive: true);
        if (Directory.Exists(data))
            Directory.Delete(data, recursive: true);
    }

    static async Task<object?> Ask(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancellation);
    }

    static long? RunningProcess(string home) =>
        File.Exists(Path.Combine(home, "cluster", "postmaster.pid"))
            ? long.Parse(File.ReadLines(Path.Combine(home, "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture)
            : null;

    [Fact]
    public async Task Start_by_several_commands_at_once_starts_one_server()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PrivateServer.Start(data, cancellation: Cancellation)));
        Assert.Single(answers.Distinct(StringComparer.Ordinal));
        Assert.Equal("UTF8", await Ask(answers[0], "show server_encoding"));
        Assert.Equal("on", await Ask(answers[0], "show fsync"));
        Assert.Equal("", await Ask(answers[0], "show listen_addresses"));
        Assert.Equal(answers[0], PrivateServer.Find(data));

        var watch = Stopwatch.StartNew();
        await PrivateServer.Start(data, cancellation: Cancellation);
        Assert.True(watch.ElapsedMilliseconds < 100, $"Finding a running server took {watch.ElapsedMilliseconds} ms.");
    }

    [Fact]
    public async Task Start_recovers_a_server_that_was_killed()
    {
        var first = await PrivateServer.Start(data, cancellation: Cancellation);
        await Ask(first, "create table kept as select 42 as number");
        using (var postmaster = Process.GetProcessById((int)RunningProcess(Home)!.Value))
        {
            postmaster.Kill();
            await postmaster.WaitForExitAsync(Cancellation);
        }

        var second = await PrivateServer.Start(data, cancellation: Cancellation);
        Assert.Equal(42, await Ask(second, "select number from kept"));
    }

    [Fact]
    public async Task Start_is_not_deceived_by_the_file_of_a_dead_server()
    {
        var first = await PrivateServer.Start(data, cancellation: Cancellation);
        var file = Path.Combine(Home, "cluster", "postmaster.pid");
        var lines = await File.ReadAllLinesAsync(file, Cancellation);
        Assert.True(await PrivateServer.Stop(data, Cancellation));
        Assert.False(await PrivateServer.Stop(data, Cancellation));
        Assert.Null(PrivateServer.Find(data));

        // The number of this very process stands for one that was given out again.
        lines[0] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllLinesAsync(file, lines, Cancellation);
        Assert.Equal(1, await Ask(await PrivateServer.Start(data, cancellation: Cancellation), "select 1"));
        Assert.NotEmpty(first);
    }

    [Fact]
    public async Task Start_passes_by_an_initdb_that_was_cut_off()
    {
        await PrivateServer.Start(data, cancellation: Cancellation);
        await PrivateServer.Stop(data, Cancellation);
        Directory.Move(Path.Combine(Home, "cluster"), Path.Combine(Home, "cluster.new-cut"));
        File.Delete(Path.Combine(Home, "cluster.new-cut", "PG_VERSION"));

        Assert.Equal(1, await Ask(await PrivateServer.Start(data, cancellation: Cancellation), "select 1"));
        Assert.Empty(Directory.GetDirectories(Home, "cluster.new-*"));
    }

    [Fact]
    public async Task Start_says_what_the_server_said_when_it_cannot_start()
    {
        await PrivateServer.Start(data, cancellation: Cancellation);
        await PrivateServer.Stop(data, Cancellation);
        await File.AppendAllTextAsync(Path.Combine(Home, "cluster", "postgresql.conf"), "\nno_such_setting = 1\n", Cancellation);

        var refused = await Assert.ThrowsAsync<PrivateServerException>(() => PrivateServer.Start(data, cancellation: Cancellation));
        Assert.Contains("no_such_setting", refused.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(Home, "server.log"), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_names_the_version_a_cluster_needs()
    {
        await PrivateServer.Start(data, cancellation: Cancellation);
        await PrivateServer.Stop(data, Cancellation);
        await File.WriteAllTextAsync(Path.Combine(Home, "cluster", "PG_VERSION"), "9", Cancellation);

        var refused = await Assert.ThrowsAsync<PrivateServerException>(() => PrivateServer.Start(data, cancellation: Cancellation));
        Assert.StartsWith("Expected the binaries of PostgreSQL 9, which made this cluster, found ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_in_a_folder_deeper_than_a_socket_path_may_be()
    {
        File.SetUnixFileMode(data, File.GetUnixFileMode(data) | UnixFileMode.OtherExecute);
        var deep = Path.Combine(data, new string('d', 120));
        var running = await PrivateServer.Start(deep, cancellation: Cancellation);
        var socket = new NpgsqlConnectionStringBuilder(running).Host!;
        Assert.Equal(1, await Ask(running, "select 1"));
        Assert.StartsWith("/tmp/briefings-", socket, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(socket));

        await PrivateServer.Stop(deep, Cancellation);
        Assert.False(Directory.Exists(socket));
    }

    [Fact]
    public async Task Start_as_root_below_a_folder_others_cannot_pass_keeps_the_cluster_elsewhere()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root lends itself to another user.");
        var closed = Path.Combine(data, "closed");
        var running = await PrivateServer.Start(closed, cancellation: Cancellation);
        var home = (await File.ReadAllTextAsync(Path.Combine(closed, "postgres.location"), Cancellation)).Trim();
        Assert.Equal(1, await Ask(running, "select 1"));
        Assert.Equal(running, PrivateServer.Find(closed));
        Assert.StartsWith("/var/lib/briefings/clusters/", home, StringComparison.Ordinal);

        await PrivateServer.Stop(closed, Cancellation);
        Directory.Delete(home, recursive: true);
    }

    [Fact]
    public async Task Start_where_a_file_stands_says_so()
    {
        var file = Path.Combine(data, "file");
        await File.WriteAllTextAsync(file, "", Cancellation);
        await Assert.ThrowsAsync<PrivateServerException>(() => PrivateServer.Start(Path.Combine(file, "below"), cancellation: Cancellation));
    }
}
