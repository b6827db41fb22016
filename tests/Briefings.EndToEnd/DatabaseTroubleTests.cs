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
    public async Task Serve_whose_statements_time_out_refuses_what_it_cannot_record_and_records_it_once_later()
    {
        await Briefings.Run("migrate");
        var key = (await Briefings.Run("keys", "create", "--scope", "ingest")).Lines.Single();
        var server = new NpgsqlConnectionStringBuilder(ConnectionString) { CommandTimeout = 2 };
        await using var serve = await ServeProcess.Start(Briefings, "--database", server.ConnectionString);
        await serve.UntilReady(HttpStatusCode.OK);
        await using var database = NpgsqlDataSource.Create(ConnectionString);
        await using (var connection = await database.OpenConnectionAsync(Cancellation))
        {
            await using var transaction = await connection.BeginTransactionAsync(Cancellation);
            await using var hold = new NpgsqlCommand("lock table briefings.events in exclusive mode", connection);
            await hold.ExecuteNonQueryAsync(Cancellation);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await serve.Post(key, Article(1, "Dispatch 1.")));
            Assert.Equal(HttpStatusCode.OK, await serve.Live());
        }

        Assert.InRange(await serve.UntilReady(HttpStatusCode.OK), TimeSpan.Zero, Recovery);
        Assert.Contains(await serve.Post(key, Article(1, "Dispatch 1.")), new[] { HttpStatusCode.Created, HttpStatusCode.OK });
        Assert.Equal(HttpStatusCode.OK, await serve.Post(key, Article(1, "Dispatch 1.")));
        await AssertArticles(1);
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
}
