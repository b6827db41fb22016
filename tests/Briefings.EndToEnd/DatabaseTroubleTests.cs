using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Briefings.EventStore.PrivatePostgres;
using Npgsql;
using Xunit;

namespace Briefings.EndToEnd;

/// <summary>The service beside a database that ends, hangs, fills up and is cut off. It stays up and says so.</summary>
public sealed class DatabaseTroubleTests : EndToEndTest
{
    static readonly TimeSpan Recovery = TimeSpan.FromSeconds(5);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    string ConnectionString => PrivateServer.Find(Briefings.Folder) ?? throw new InvalidOperationException("The private server does not run.");

    [Fact(Timeout = 300_000)]
    public async Task Serve_starts_a_server_that_was_killed_and_recovers_and_no_acknowledged_article_is_lost()
    {
        await using var serve = await ServeProcess.Start(Briefings);
        for (var round = 1; round <= 3; round++)
        {
            Assert.Equal(0, (await Ingest(round)).ExitCode);
            KillServer();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await serve.Ready());
            await UntilServerAnswers();
            Assert.InRange(await serve.UntilReady(HttpStatusCode.OK), TimeSpan.Zero, Recovery);
        }

        await AssertArticles(3);
    }

    [Fact(Timeout = 300_000)]
    public async Task Serve_waits_for_a_server_that_was_stopped_in_good_order_and_recovers()
    {
        await using var serve = await ServeProcess.Start(Briefings);
        await serve.UntilReady(HttpStatusCode.OK);
        await Briefings.Run("stop");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await serve.Ready());

        await PrivateServer.Start(Briefings.Folder, cancellation: Cancellation);
        Assert.InRange(await serve.UntilReady(HttpStatusCode.OK), TimeSpan.Zero, Recovery);
        await Ingest(1);
        await AssertArticles(1);
    }

    [Fact(Timeout = 300_000)]
    public async Task Serve_whose_pool_is_exhausted_says_503_and_recovers()
    {
        await Briefings.Run("migrate");
        var server = new NpgsqlConnectionStringBuilder(ConnectionString) { MaxPoolSize = 12 };
        await using var serve = await ServeProcess.Start(Briefings, "--database", server.ConnectionString);
        await serve.UntilReady(HttpStatusCode.OK);
        await using var database = NpgsqlDataSource.Create(ConnectionString);
        await using (var connection = await database.OpenConnectionAsync(Cancellation))
        {
            await using var transaction = await connection.BeginTransactionAsync(Cancellation);
            await using var hold = new NpgsqlCommand("lock table briefings.projections in access exclusive mode", connection);
            await hold.ExecuteNonQueryAsync(Cancellation);
            Assert.All(await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => serve.Ready())), answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer));
            Assert.Equal(HttpStatusCode.OK, await serve.Live());
        }

        Assert.InRange(await serve.UntilReady(HttpStatusCode.OK), TimeSpan.Zero, Recovery);
    }

    [Fact(Timeout = 300_000)]
    public async Task Serve_whose_connections_are_reset_or_that_hears_nothing_recovers()
    {
        await Briefings.Run("migrate");
        var server = new NpgsqlConnectionStringBuilder(ConnectionString);
        await using var network = new FaultyNetwork(Path.Combine(server.Host!, FormattableString.Invariant($".s.PGSQL.{server.Port}")));
        (server.Host, server.Port) = ("127.0.0.1", network.Port);
        await using var serve = await ServeProcess.Start(Briefings, "--database", server.ConnectionString);
        await serve.UntilReady(HttpStatusCode.OK);

        network.Reset();
        Assert.InRange(await serve.UntilReady(HttpStatusCode.OK), TimeSpan.Zero, Recovery);

        network.IsSilent = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await serve.Ready());
        Assert.Equal(HttpStatusCode.OK, await serve.Live());
        network.IsSilent = false;
        Assert.InRange(await serve.UntilReady(HttpStatusCode.OK), TimeSpan.Zero, 2 * Recovery);
        await Ingest(1);
        await AssertArticles(1);
    }

    [Fact(Timeout = 300_000)]
    public async Task Ingest_on_a_full_disk_is_exit_code_3_and_completes_once_there_is_room()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "A disk small enough to fill takes root on Linux to mount.");
        await Briefings.Run("migrate");
        var disk = Path.Combine("/tmp", $"briefings-disk-{Guid.NewGuid():N}");
        Directory.CreateDirectory(disk);
        Assert.SkipUnless(await Shell("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk) == 0, "No tmpfs may be mounted here.");
        try
        {
            await Shell("chown", "--reference", Path.GetDirectoryName(Directory.GetFiles(Briefings.Folder, "postmaster.pid", SearchOption.AllDirectories).Single())!, disk);
            var connection = await DatabaseOn(disk);
            var import = Briefings.Write("import.ndjson", string.Join('\n', Enumerable.Range(1, 40).Select(n => Article(n, new string('x', 100) + RandomWords(n)))));
            await File.WriteAllBytesAsync(Path.Combine(disk, "filler"), new byte[Free(disk) - 200_000], Cancellation);
            var full = await Briefings.Run("ingest", import, "--database", connection, "--json");
            Assert.Equal(3, full.ExitCode);
            Assert.Contains("No space left", full.Error, StringComparison.Ordinal);

            await using var application = await BriefingsApplication.Open(connection, TimeProvider.System, Cancellation);
            application.Log.Room.RanOut();
            Assert.Contains("the disk of the database is full", await application.Projections.Problems(Cancellation));

            File.Delete(Path.Combine(disk, "filler"));
            Assert.Empty(await application.Projections.Problems(Cancellation));
            var again = await Briefings.Run("ingest", import, "--database", connection);
            Assert.Equal((0, ""), (again.ExitCode, again.ExitCode == 0 ? "" : again.Error));
            Assert.Contains(FormattableString.Invariant($"{full.Lines.Count} known"), again.Output, StringComparison.Ordinal);
            Assert.Equal(0, (await Briefings.Run("replay", "--all", "--verify", "--database", connection)).ExitCode);
        }
        finally
        {
            await Briefings.Run("stop");
            await Shell("umount", "-l", disk);
            Directory.Delete(disk);
        }
    }

    async Task<string> DatabaseOn(string disk)
    {
        await using var database = NpgsqlDataSource.Create(ConnectionString);
        foreach (var sql in new[] { $"create tablespace small location '{disk}'", "create database small tablespace small" })
        {
#pragma warning disable CA2100 // The test's own text.
            await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        var connection = new NpgsqlConnectionStringBuilder(ConnectionString) { Database = "small" }.ConnectionString;
        Assert.Equal(0, (await Briefings.Run("migrate", "--database", connection)).ExitCode);
        return connection;
    }

    static long Free(string disk) => new DriveInfo(disk).AvailableFreeSpace;

    /// <summary>Text that does not compress, the same for the same number.</summary>
    static string RandomWords(int seed)
    {
        var random = new Random(seed);
        return string.Concat(Enumerable.Range(0, 6000).Select(_ => (char)random.Next('a', 'z' + 1)));
    }

    static string Article(int number, string rest) => JsonSerializer.Serialize(new
    {
        title = $"Dispatch {number}",
        source = "Wire",
        published = "2026-02-02",
        url = $"https://wire.example/{number}",
        text = $"President Gustavo Petro criticised President Donald Trump on Monday. {rest}",
    });

    Task<Finished> Ingest(int number) =>
        Briefings.Run("ingest", Briefings.Write(string.Create(CultureInfo.InvariantCulture, $"article-{number}.json"), Article(number, $"Dispatch {number}.")));

    async Task AssertArticles(int count)
    {
        var events = (await Briefings.Run("events", "--type", "ArticleIngested", "--json")).Lines;
        Assert.Equal(count, events.Count);
        var verified = await Briefings.Run("replay", "--all", "--verify");
        Assert.Equal("", verified.ExitCode == 0 ? "" : verified.Output + verified.Error);
    }

    void KillServer()
    {
        var pidFile = Directory.GetFiles(Briefings.Folder, "postmaster.pid", SearchOption.AllDirectories).Single();
        using var server = Process.GetProcessById(int.Parse(File.ReadLines(pidFile).First(), CultureInfo.InvariantCulture));
        server.Kill();
        server.WaitForExit();
    }

    async Task UntilServerAnswers()
    {
        while (PrivateServer.Find(Briefings.Folder) is null)
            await Task.Delay(20, Cancellation);
    }

    static async Task<int> Shell(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        await process.WaitForExitAsync(Cancellation);
        return process.ExitCode;
    }
}
