using System.Globalization;
using System.Text.Json;
using Briefings.EventStore.PrivatePostgres;
using Briefings.Webhooks;
using Npgsql;
using Xunit;

namespace Briefings.EndToEnd.Faults;

/// <summary>
/// BRIEFINGS_FAULT_ROUNDS says how many rounds to run, 10 if it is not set; BRIEFINGS_FAULT_SEED repeats a run.
/// </summary>
public sealed class FaultTests : EndToEndTest
{
    readonly Outside outside = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Log_projections_and_all_work_are_whole_after_programs_and_servers_were_killed()
    {
        var seed = Number("BRIEFINGS_FAULT_SEED") ?? Random.Shared.Next();
        var rounds = Number("BRIEFINGS_FAULT_ROUNDS") ?? 10;
        Say($"seed {seed}, {rounds} rounds");
        using var runner = new FaultRunner(Briefings, outside, seed);
        await runner.Arrange();
        for (var round = 0; round < rounds; round++)
            Say($"round {round}: {await runner.Round(round)}");

        await AssertWhole(runner);
        Tell(runner);
        Say($"seed {seed}: {rounds} rounds, {runner.Kills} kills that hit, {runner.Acknowledged.Count} articles acknowledged, all whole");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await outside.DisposeAsync();
    }

    static void Tell(FaultRunner runner)
    {
        foreach (var (point, (aimed, hit)) in runner.Points.OrderBy(p => p.Key, StringComparer.Ordinal))
            Say($"{point}: died there {hit} times of {aimed}");
        var never = FaultScenes.All.Select(s => s.Point).Distinct(StringComparer.Ordinal).Where(p => runner.Points.GetValueOrDefault(p).Hit == 0).Order(StringComparer.Ordinal);
        Say($"never died at: {string.Join(", ", never)}");
    }

    async Task AssertWhole(FaultRunner runner)
    {
        if (runner.Files.Count > 0)
            await runner.Done(["ingest", .. runner.Files, "--json"]);
        await using var database = NpgsqlDataSource.Create(await PrivateServer.Start(Briefings.Folder, cancellation: Cancellation));
        await AssertNothingIsStuck(runner, database);

        // Before anything is rebuilt for good, which would mend what the kills had broken.
        await runner.Done("replay", "--all", "--verify");
        await AssertEvents(runner);
        await runner.Done("verify-log");
        Assert.Empty(await WholeDatabase.Torn(database, Cancellation));
        Assert.Empty(await WholeDatabase.Disagreeing(database, Cancellation));
        await AssertDelivered(runner, database);
        await AssertMailed(runner, database);
        await runner.Done("replay", "--all");
        var projections = (await runner.Done("projections", "--json")).Lines.Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.All(projections, p => Assert.Equal((0L, "running"), (p.GetProperty("lag").GetInt64(), p.GetProperty("state").GetString())));
        Assert.Empty(await WholeDatabase.Left(database, Cancellation));
    }

    /// <summary>A server with nothing in its way does all that is left, and clients get their answers.</summary>
    async Task AssertNothingIsStuck(FaultRunner runner, NpgsqlDataSource database)
    {
        // As if the hours had passed after which leases of killed programs end, and feeds are due again.
        await WholeDatabase.Rows(database, "update briefings.idempotent_answers set begun_at = begun_at - interval '3 minutes' where status is null returning key", r => r.GetString(0), Cancellation);
        await WholeDatabase.Rows(database, "update briefings.feed_fetches set leased_until = null, not_before = null, next_poll_at = next_poll_at - greatest(next_poll_at - now(), '0') - interval '1 minute' returning url", r => r.GetString(0), Cancellation);
        await using var serve = await ServeProcess.Start(Briefings);
        foreach (var post in runner.Posts)
        {
            int? answered;
            while ((answered = await runner.Send(serve.Address, post)) is null or 503)
                await Task.Delay(100, Cancellation);
            Assert.True(answered is 200 or 201, string.Create(CultureInfo.InvariantCulture, $"{post.Key} was answered {answered}"));
        }

        var until = DateTimeOffset.UtcNow.AddMinutes(3);
        List<string> left;
        do
        {
            await Task.Delay(100, Cancellation);
            left = await WholeDatabase.Unfinished(database, Cancellation);
        }
        while ((left.Count > 0 || await IsOverdue()) && DateTimeOffset.UtcNow < until);
        Assert.Empty(left);
        Assert.Equal(0, await serve.Stop());
    }

    async Task<bool> IsOverdue() => (await Briefings.Run("editions", "next", "--json")).Output.Contains("overdue", StringComparison.Ordinal);

    async Task AssertEvents(FaultRunner runner)
    {
        var events = (await runner.Done("events", "--json")).Lines.Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var ingested = events.Where(e => e.GetProperty("type").GetString() == "ArticleIngested").ToList();
        var streams = ingested.Select(e => e.GetProperty("stream").GetString()!).ToList();
        Assert.Equal(streams.Count, streams.Distinct(StringComparer.Ordinal).Count());
        Assert.Subset(streams.ToHashSet(StringComparer.Ordinal), runner.Acknowledged.ToHashSet(StringComparer.Ordinal));
        Assert.Equal(events.Count, events.Select(e => e.GetProperty("id").GetGuid()).Distinct().Count());
        Assert.Equal(events.Count, events.Select(e => e.GetProperty("position").GetInt64()).Distinct().Count());
        Assert.All(
            events.GroupBy(e => e.GetProperty("stream").GetString(), StringComparer.Ordinal),
            stream => Assert.Equal(Enumerable.Range(1, stream.Count()).Select(v => (long)v), stream.Select(e => e.GetProperty("version").GetInt64())));
        if (streams.Count > 0 && outside.Links.Count > 0)
            Assert.All(outside.Links, link => Assert.Single(streams, Articles.ArticleStream.NameFor(new Uri(link), "")));
        var disabled = events.Where(e => e.GetProperty("type").GetString() == "webhook.disabled").Select(e => e.GetProperty("stream").GetString()!["webhook-".Length..]);
        Assert.Equal(runner.GoneWebhooks.Order(StringComparer.Ordinal), disabled.Order(StringComparer.Ordinal));
    }

    async Task AssertDelivered(FaultRunner runner, NpgsqlDataSource database)
    {
        var wanted = (await WholeDatabase.Deliverable(database, Cancellation)).ConvertAll(WebhookMessage.IdOf);
        Assert.NotEmpty(wanted);
        Assert.Subset(outside.FirstReceived("/parallel").ToHashSet(StringComparer.Ordinal), wanted.ToHashSet(StringComparer.Ordinal));
        var known = wanted.ToHashSet(StringComparer.Ordinal);
        Assert.Equal(wanted, outside.FirstReceived("/strict").Where(known.Contains));
        Assert.All(runner.GoneWebhooks, name => Assert.NotEmpty(outside.FirstReceived("/" + name)));
    }

    async Task AssertMailed(FaultRunner runner, NpgsqlDataSource database)
    {
        var mails = await WholeDatabase.Rows(
            database, "select message_id, state, kind from briefings.mails", r => (Id: r.GetString(0), State: r.GetInt16(1), Kind: r.GetString(2)), Cancellation);
        var taken = outside.Mails.GroupBy(m => m.Header("Message-ID"), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        Assert.All(taken, one => Assert.Equal(1, one.Value));
        Assert.All(mails.Where(m => m.State == 1), m => Assert.True(taken.ContainsKey(m.Id), m.Id));
        Assert.Subset(mails.Select(m => m.Id).ToHashSet(StringComparer.Ordinal), taken.Keys.ToHashSet(StringComparer.Ordinal));
        Assert.Equal(runner.GoneWebhooks.Count, mails.Count(m => m.Kind == "notice"));
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
