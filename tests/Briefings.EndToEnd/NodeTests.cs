using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Briefings.EventStore.PrivatePostgres;
using Npgsql;
using Xunit;

namespace Briefings.EndToEnd;

/// <summary>Several real programs on one database, and what becomes of the work of one that dies, freezes or is cut off.</summary>
public sealed class NodeTests : EndToEndTest
{
    static readonly TimeSpan AfterKill = TimeSpan.FromSeconds(15), AfterSilence = TimeSpan.FromSeconds(45);

    NpgsqlDataSource? database;
    int articles;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    string ConnectionString => PrivateServer.Find(Briefings.Folder) ?? throw new InvalidOperationException("The private server does not run.");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Briefings.Run("migrate");
        database = NpgsqlDataSource.Create(ConnectionString);
    }

    public override async ValueTask DisposeAsync()
    {
        if (database is not null)
            await database.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact(Timeout = 300_000)]
    public async Task Shards_of_a_node_that_is_killed_are_taken_over_within_15_seconds()
    {
        await using var first = await ServeProcess.Start(Briefings);
        await using var second = await ServeProcess.Start(Briefings);
        await UntilBothWork(first, second);

        await first.Kill();
        Assert.InRange(await UntilAllAre(second), TimeSpan.Zero, AfterKill);
        await Ingest();
        await AssertCaughtUp();

        Assert.Equal(0, await second.Stop());
        Assert.All(await Holders(), Assert.Null);
    }

    [Fact(Timeout = 300_000)]
    public async Task Commit_of_a_node_that_froze_in_a_step_is_refused_and_nothing_is_applied_twice()
    {
        Briefings.Environment["BRIEFINGS_FAULT"] = "step.applied:1:stop";
        await using var frozen = await ServeProcess.Start(Briefings);
        Briefings.Environment.Remove("BRIEFINGS_FAULT");
        await using var other = await ServeProcess.Start(Briefings);
        await WriteArticle();
        while (!frozen.IsFrozen)
            await Task.Delay(50, Cancellation);

        Assert.InRange(await UntilAllAre(other), TimeSpan.Zero, AfterSilence);
        await AssertCaughtUp();
        await frozen.Wake();
        await UntilBothWork(frozen, other);
        Assert.Contains("wait", frozen.Said, StringComparison.Ordinal);
        await Ingest();
        await AssertCaughtUp();
    }

    [Fact(Timeout = 300_000)]
    public async Task Shards_of_a_node_that_is_cut_off_are_taken_over_within_45_seconds()
    {
        var server = new NpgsqlConnectionStringBuilder(ConnectionString);
        await using var network = new FaultyNetwork(Path.Combine(server.Host!, FormattableString.Invariant($".s.PGSQL.{server.Port}")));
        server.Host = "127.0.0.1";
        server.Port = network.Port;
        await using var far = await ServeProcess.Start(Briefings, "--database", server.ConnectionString);
        await using var near = await ServeProcess.Start(Briefings);
        await UntilBothWork(far, near);

        network.IsSilent = true;
        Assert.InRange(await UntilAllAre(near), TimeSpan.Zero, AfterSilence);
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, await far.Ready());
        await Ingest();
        await AssertCaughtUp();

        network.IsSilent = false;
        Assert.InRange(await far.UntilReady(System.Net.HttpStatusCode.OK), TimeSpan.Zero, TimeSpan.FromSeconds(15));
        await UntilBothWork(far, near);
        await AssertCaughtUp();
    }

    [Fact(Timeout = 300_000)]
    public async Task Node_whose_connections_are_all_ended_works_on()
    {
        await using var only = await ServeProcess.Start(Briefings);
        await UntilAllAre(only);
        for (var round = 0; round < 5; round++)
        {
            await Execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'briefings-%'");
            await WriteArticle();
            await UntilAllAre(only);
            await AssertCaughtUp();
        }
    }

    /// <summary>Appends an article and does not catch up: that is for the nodes to do.</summary>
    async Task WriteArticle()
    {
        Briefings.Environment["BRIEFINGS_FAULT"] = "append.committed:1";
        await Ingest();
        Briefings.Environment.Remove("BRIEFINGS_FAULT");
    }

    Task<Finished> Ingest()
    {
        articles++;
        var article = Briefings.Write(
            string.Create(CultureInfo.InvariantCulture, $"article-{articles}.md"),
            string.Create(CultureInfo.InvariantCulture, $"---\npublished: 2026-02-02\nsource: Wire {articles}\n---\nPresident Gustavo Petro criticised President Donald Trump on Monday. Dispatch {articles}.\n"));
        return Briefings.Run("ingest", article);
    }

    /// <summary>Waits until the nodes have applied everything, and proves that they did so once.</summary>
    async Task AssertCaughtUp()
    {
        while ((await Projections()).Any(p => p.GetProperty("lag").GetInt64() > 0))
            await Task.Delay(50, Cancellation);
        var verified = await Briefings.Run("replay", "--all", "--verify");
        Assert.Equal("", verified.ExitCode == 0 ? "" : verified.Output + verified.Error);
    }

    async Task<IEnumerable<JsonElement>> Projections()
    {
        var run = await Briefings.Run("projections", "--json");
        Assert.Equal("", run.ExitCode == 0 ? "" : run.Output + run.Error);
        return run.Lines.Select(l => JsonDocument.Parse(l).RootElement);
    }

    /// <summary>The process that holds each shard.</summary>
    async Task<List<string?>> Holders() => [.. (await Projections())
        .Where(p => p.GetProperty("mode").GetString() is "asynchronous" or "Asynchronous")
        .Select(p => p.TryGetProperty("holder", out var h) && h.ValueKind == JsonValueKind.Object ? h.GetProperty("node").GetString()?.Split(':')[^1] : null)];

    async Task<TimeSpan> UntilAllAre(ServeProcess node)
    {
        var waited = Stopwatch.StartNew();
        var id = node.Id.ToString(CultureInfo.InvariantCulture);
        while (await Shards(id) is var (held, all) && (held < all || all == 0))
        {
            Assert.False(node.HasEnded, node.Said);
            await Task.Delay(50, Cancellation);
        }

        return waited.Elapsed;
    }

    async Task UntilBothWork(ServeProcess one, ServeProcess other)
    {
        while ((await Shards(one.Id.ToString(CultureInfo.InvariantCulture))).Held == 0 || (await Shards(other.Id.ToString(CultureInfo.InvariantCulture))).Held == 0)
            await Task.Delay(50, Cancellation);
    }

    // language=sql
    const string CountShards = """
        select count(*) filter (where split_part(n.name, ':', 2) = $1), count(*)
        from briefings.shards s left join briefings.live_nodes() n on n.id = s.node
        """;

    async Task<(long Held, long All)> Shards(string process)
    {
        await using var command = database!.CreateCommand(CountShards);
        command.Parameters.Add(new() { Value = process });
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        await reader.ReadAsync(Cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    async Task Execute(string sql)
    {
#pragma warning disable CA2100 // The test's own text.
        await using var command = database!.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
