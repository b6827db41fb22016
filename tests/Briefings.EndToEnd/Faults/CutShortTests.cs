using System.Text.Json;
using Briefings.EventStore.PrivatePostgres;
using Npgsql;
using Xunit;

namespace Briefings.EndToEnd.Faults;

/// <summary>What a kill once left undone for good, each for itself.</summary>
public sealed class CutShortTests : EndToEndTest
{
    const string Article = "---\nsource: Wire\npublished: 2026-02-02\nurl: https://wire.example/1\n---\nPresident Gustavo Petro criticised President Donald Trump on Monday.\n";

    readonly Outside outside = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Briefings.Environment["BRIEFINGS_OUTBOUND_ALLOW"] = "127.0.0.1/32";
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await outside.DisposeAsync();
    }

    [Theory(Timeout = 300_000)]
    [InlineData("redact.begun")]
    [InlineData("redact.cleared")]
    public async Task Redaction_is_ended_by_whoever_serves(string point)
    {
        await Done("ingest", Briefings.Write("a.md", Article));
        await Die(point, "redact", "https://wire.example/1", "--reason", "a court order", "--by", "ana");
        await using (var serve = await ServeProcess.Start(Briefings))
        {
            await Until("select not exists (select from briefings.begun_redactions)");
            Assert.Equal(0, await serve.Stop());
        }

        Assert.DoesNotContain("Petro", (await Done("events", "--json")).Output, StringComparison.Ordinal);
        await Done("replay", "--all", "--verify");
        await Done("verify-log");
        Assert.Contains("redacted before", (await Done("redact", "https://wire.example/1", "--reason", "a court order", "--by", "ana")).Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Feed_that_was_added_to_the_log_only_is_polled_and_one_that_was_removed_there_is_not()
    {
        await Die("feed.added", "feeds", "add", outside.Address + "/added.xml");
        await Done("feeds", "add", outside.Address + "/removed.xml");
        await Die("feed.removed", "feeds", "remove", outside.Address + "/removed.xml");
        await using (await ServeProcess.Start(Briefings))
            await Until("select count(*) = 1 and bool_and(last_poll_at is not null) from briefings.feed_fetches");

        var ingested = Assert.Single((await Done("events", "--type", "ArticleIngested", "--json")).Lines);
        Assert.Contains("/added.xml", JsonDocument.Parse(ingested).RootElement.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Event_that_was_skipped_stays_so_when_its_retry_is_killed()
    {
        // The second rebuild of an odd year is that of the retry.
        Assert.True(await Ledger.Die(Briefings, 2027, "rebuild.begun:2"));
        Assert.True(await Ledger.Die(Briefings, 2029, "rebuild.applied:2"));
    }

    async Task Die(string point, params string[] arguments)
    {
        Briefings.Environment["BRIEFINGS_FAULT"] = point + ":1";
        var died = await Briefings.Run(arguments);
        Briefings.Environment.Remove("BRIEFINGS_FAULT");
        Assert.True(died.ExitCode == 137, $"{point}: exit code {died.ExitCode}\n{died.Error}");
    }

    async Task<Finished> Done(params string[] arguments)
    {
        var run = await Briefings.Run(arguments);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', arguments)}: exit code {run.ExitCode}\n{run.Output}\n{run.Error}");
        return run;
    }

    async Task Until(string sql)
    {
        await using var database = NpgsqlDataSource.Create(await PrivateServer.Start(Briefings.Folder, cancellation: Cancellation));
        while (!(await WholeDatabase.Rows(database, sql, r => r.GetBoolean(0), Cancellation))[0])
            await Task.Delay(50, Cancellation);
    }
}
