using System.Globalization;
using System.Text.Json;
using Briefings.EventStore.PrivatePostgres;
using Npgsql;
using Xunit;

namespace Briefings.EndToEnd;

/// <summary>
/// BRIEFINGS_FAULT_ROUNDS says how many rounds to run, 10 if it is not set; BRIEFINGS_FAULT_SEED repeats a run.
/// </summary>
public sealed class FaultTests : EndToEndTest
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Log_and_projections_are_whole_after_programs_and_servers_were_killed()
    {
        var seed = Number("BRIEFINGS_FAULT_SEED") ?? Random.Shared.Next();
        var rounds = Number("BRIEFINGS_FAULT_ROUNDS") ?? 10;
        Say($"seed {seed}, {rounds} rounds");
        var runner = new FaultRunner(Briefings, seed);
        for (var round = 0; round < rounds; round++)
            Say($"round {round}: {await runner.Round(round)}");

        await AssertWhole(runner);
        Say($"seed {seed}: {rounds} rounds, {runner.Hits} kills that hit, {runner.Acknowledged.Count} articles acknowledged, all whole");
    }

    async Task AssertWhole(FaultRunner runner)
    {
        if (runner.Files.Count > 0)
            await Succeed(["ingest", .. runner.Files]);

        // Before anything is rebuilt for good, which would mend what the kills had broken.
        await Succeed("replay", "--all", "--verify");
        var events = (await Succeed("events", "--json")).Lines.Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var ingested = events.Where(e => e.GetProperty("type").GetString() == "ArticleIngested").Select(e => e.GetProperty("stream").GetString()).ToList();
        Assert.Equal(ingested.Count, ingested.Distinct(StringComparer.Ordinal).Count());
        Assert.Subset(ingested.ToHashSet(StringComparer.Ordinal)!, runner.Acknowledged.ToHashSet(StringComparer.Ordinal));
        Assert.Equal(events.Count, events.Select(e => e.GetProperty("id").GetGuid()).Distinct().Count());
        Assert.Equal(events.Count, events.Select(e => e.GetProperty("position").GetInt64()).Distinct().Count());
        Assert.All(
            events.GroupBy(e => e.GetProperty("stream").GetString(), StringComparer.Ordinal),
            stream => Assert.Equal(Enumerable.Range(1, stream.Count()).Select(v => (long)v), stream.Select(e => e.GetProperty("version").GetInt64())));

        await Succeed("verify-log");
        await Succeed("replay", "--all");
        var projections = (await Succeed("projections", "--json")).Lines.Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.All(projections, p => Assert.Equal((0L, "running"), (p.GetProperty("lag").GetInt64(), p.GetProperty("state").GetString())));
        await AssertNothingIsLeft();
    }

    // language=sql
    const string Left = """
        select format('lock of session %s', pid) from pg_locks where locktype = 'advisory'
        union all
        select format('transaction of session %s: %s', pid, query) from pg_stat_activity where state like 'idle in transaction%'
        union all
        select format('shard %s held by %s', s.shard, n.name) from briefings.shards s join briefings.live_nodes() n on n.id = s.node
        union all
        select format('%s of %s v%s', slot, name, version) from briefings.projections where slot <> 'live'
        """;

    async Task AssertNothingIsLeft()
    {
        await using var database = NpgsqlDataSource.Create(PrivateServer.Find(Briefings.Folder)!);
        await using var command = database.CreateCommand(Left);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var left = new List<string>();
        while (await reader.ReadAsync(Cancellation))
            left.Add(reader.GetString(0));
        Assert.Empty(left);
    }

    async Task<Finished> Succeed(params string[] arguments)
    {
        var run = await Briefings.Run(arguments);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', arguments)}: exit code {run.ExitCode}\n{run.Output}\n{run.Error}");
        return run;
    }

    static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;

    static void Say(FormattableString text)
    {
        var line = FormattableString.Invariant(text);
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (Environment.GetEnvironmentVariable("BRIEFINGS_FAULT_LOG") is { Length: > 0 } log)
            File.AppendAllText(log, line + "\n");
    }
}
