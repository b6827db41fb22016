using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Briefings.EndToEnd.Faults;

/// <summary>The primary loses its power and a standby takes its place; or a backup does.</summary>
public sealed partial class FailoverTests : EndToEndTest
{
    static readonly TimeSpan Recovery = TimeSpan.FromSeconds(5);

    readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(30) };
    readonly List<PostgresCluster> clusters = [];
    string? key;
    int articles;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public override async ValueTask DisposeAsync()
    {
        foreach (var cluster in clusters)
            await cluster.DisposeAsync();
        client.Dispose();
        await base.DisposeAsync();
    }

    [Fact(Timeout = 300_000)]
    public async Task No_acknowledged_article_is_lost_when_a_synchronous_standby_is_promoted_and_serve_recovers_within_5_seconds()
    {
        var primary = await Primary();
        var standby = await Standby(primary);
        await primary.Say("alter system set synchronous_standby_names = '*'");
        await primary.Say("select pg_reload_conf()");
        await primary.Say("do $$ begin while not exists (select from pg_stat_replication where sync_state = 'sync') loop perform pg_sleep(0.05); perform pg_stat_clear_snapshot(); end loop; end $$");
        await using var serve = await Serve(primary, standby);
        var before = await Cursor(serve, "0");

        var acknowledged = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => WriteOn(serve, acknowledged, ending.Token), Cancellation)));
        await Until(() => acknowledged.Count >= 20);
        await primary.Kill();
        await serve.UntilReady(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.OK, await serve.Live());
        var held = acknowledged.Keys.ToList();

        await standby.Promote();
        Assert.InRange(await serve.UntilReady(HttpStatusCode.OK), TimeSpan.Zero, Recovery);
        await Until(() => acknowledged.Count >= held.Count + 20);
        await ending.CancelAsync();
        await writing;

        await AssertWhole(Both(primary, standby), acknowledged.Keys);
        await using var application = await BriefingsApplication.Open(standby.ConnectionString, TimeProvider.System, Cancellation);
        var epochs = await application.Log.Epochs(Cancellation);
        Assert.Equal(2, epochs.Count);
        Assert.Equal(0, await standby.Ask<long>(FormattableString.Invariant($"select count(*) from briefings.events where position > {epochs[1].SharedPosition + 1000} and position <= {epochs[1].AfterPosition}")));
        Assert.True(await application.Log.Resolve(before, Cancellation) >= 0);
        Assert.Equal(0, await serve.Stop());
    }

    [Fact(Timeout = 300_000)]
    public async Task Cursors_above_what_an_asynchronous_standby_had_are_refused_with_the_one_to_go_on_from_and_no_position_is_used_again()
    {
        var primary = await Primary();
        var standby = await Standby(primary);
        await using var serve = await Serve(primary, standby);
        for (var n = 0; n < 5; n++)
            await Write(serve, Article());
        var kept = await Cursor(serve, "0");
        await primary.Say(FormattableString.Invariant($"do $$ begin while (select coalesce(min(replay_lsn), '0/0') from pg_stat_replication) < pg_current_wal_lsn() loop perform pg_sleep(0.05); perform pg_stat_clear_snapshot(); end loop; end $$"));

        // What comes from here on does not reach the standby.
        await standby.Stop();
        List<string> lost = [];
        for (var n = 0; n < 5; n++)
            lost.Add(await Write(serve, Article()) ?? "");
        var far = await Cursor(serve, "0");
        var last = await primary.Ask<long>("select max(position) from briefings.events");
        await primary.Kill();
        await serve.UntilReady(HttpStatusCode.ServiceUnavailable);
        await standby.Start();
        await standby.Promote();
        Assert.InRange(await serve.UntilReady(HttpStatusCode.OK), TimeSpan.Zero, Recovery);

        using var refused = await Get(serve, "/api/v1/events?after=" + far);
        Assert.Equal(HttpStatusCode.Gone, refused.StatusCode);
        var goOn = GoOn().Match(await refused.Content.ReadAsStringAsync(Cancellation)).Groups[1].Value;
        using var further = await Get(serve, "/api/v1/events?after=" + goOn);
        Assert.Equal(HttpStatusCode.OK, further.StatusCode);
        using var known = await Get(serve, "/api/v1/events?after=" + kept);
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);

        Assert.Equal(0, await standby.Ask<long>(FormattableString.Invariant($"select count(*) from briefings.streams where name in ('{string.Join("', '", lost)}')")));
        var again = await Write(serve, Article());
        Assert.True(await standby.Ask<long>($"select min(e.position) from briefings.events e join briefings.streams s on s.id = e.stream_id where s.name = '{again}'") > last);
        await AssertWhole(Both(primary, standby), [again!]);
    }

    [Fact(Timeout = 300_000)]
    public async Task Commit_of_a_node_that_was_frozen_over_a_promotion_is_refused_and_nothing_is_applied_twice()
    {
        var primary = await Primary();
        var standby = await Standby(primary);
        await primary.Say("alter system set synchronous_standby_names = '*'");
        await primary.Say("select pg_reload_conf()");
        Briefings.Environment["BRIEFINGS_FAULT"] = "step.applied:1:stop";
        await using var frozen = await Serve(primary, standby);
        Briefings.Environment.Remove("BRIEFINGS_FAULT");
        await using var other = await Serve(primary, standby);
        var written = await Write(other, Article());
        await Until(() => frozen.IsFrozen);

        await primary.Kill();
        await standby.Promote();
        Assert.InRange(await other.UntilReady(HttpStatusCode.OK), TimeSpan.Zero, Recovery);
        var later = await Write(other, Article());
        await Until(async () => await standby.Ask<long>("select count(*) from briefings.projections where slot = 'live' and name in ('stories', 'actors') and position >= (select max(position) from briefings.events)") == 2);
        await frozen.Wake();
        await frozen.UntilReady(HttpStatusCode.OK);
        await AssertWhole(Both(primary, standby), [written!, later!]);
    }

    [Theory(Timeout = 300_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_restored_base_backup_never_uses_a_position_again(bool byRecovery)
    {
        var primary = await Primary();
        await Ingest(primary, 3);
        var restored = await primary.Copy("restored", follows: false);
        clusters.Add(restored);
        var shared = await primary.Ask<long>("select max(position) from briefings.events");
        await Ingest(primary, 3);
        string cursor;
        await using (var before = await BriefingsApplication.Open(primary.ConnectionString, TimeProvider.System, Cancellation))
            cursor = (await before.Log.CursorAt(await before.Log.Settle(Cancellation), Cancellation)).ToString();
        var last = await primary.Ask<long>("select max(position) from briefings.events");
        await primary.Stop();

        // A restore by recovery gets a timeline of its own; files that are only copied back do not show what they are.
        if (byRecovery)
        {
            await File.WriteAllTextAsync(Path.Combine(restored.Folder, "recovery.signal"), "", Cancellation);
            await File.AppendAllTextAsync(Path.Combine(restored.Folder, "postgresql.auto.conf"), "restore_command = 'false'\n", Cancellation);
        }

        await restored.Start();
        await Until(async () => !await restored.Ask<bool>("select pg_is_in_recovery()"));
        if (!byRecovery)
        {
            var hint = await Briefings.Run("events", "--after", cursor, "--database", restored.ConnectionString);
            Assert.Contains("briefings migrate --after-restore", hint.Error, StringComparison.Ordinal);
            await Done("migrate", "--after-restore", "--shared-position", shared.ToString(CultureInfo.InvariantCulture), "--database", restored.ConnectionString);
        }

        await Ingest(restored, 1);
        Assert.Equal(0, await restored.Ask<long>(FormattableString.Invariant($"select count(*) from briefings.events where position > {shared} and position <= {last}")));
        var refused = await Briefings.Run("events", "--after", cursor, "--database", restored.ConnectionString);
        Assert.NotEqual(0, refused.ExitCode);
        var goOn = GoOn().Match(refused.Error).Groups[1].Value;
        Assert.Equal(0, (await Briefings.Run("events", "--after", goOn, "--database", restored.ConnectionString)).ExitCode);
        await AssertWhole(restored.ConnectionString, []);
    }

    [GeneratedRegex("go on after ([0-9a-f]+-[0-9]+)", RegexOptions.NonBacktracking)]
    private static partial Regex GoOn();

    async Task<PostgresCluster> Primary()
    {
        var primary = await PostgresCluster.Primary(Briefings.Folder);
        clusters.Add(primary);
        await Done("migrate", "--database", primary.ConnectionString);
        key = (await Done("keys", "create", "--scope", "admin", "--database", primary.ConnectionString)).Lines.Single();
        return primary;
    }

    async Task<PostgresCluster> Standby(PostgresCluster primary)
    {
        var standby = await primary.Copy("standby", follows: true);
        clusters.Add(standby);
        await standby.Start();
        return standby;
    }

    static string Both(PostgresCluster one, PostgresCluster other) => string.Create(
        CultureInfo.InvariantCulture,
        $"Host=127.0.0.1:{one.Port},127.0.0.1:{other.Port};Username=briefings;Database=postgres;Target Session Attributes=primary");

    async Task<ServeProcess> Serve(PostgresCluster primary, PostgresCluster standby)
    {
        var serve = await ServeProcess.Start(Briefings, "--database", Both(primary, standby), "--rate", "0");
        await serve.UntilReady(HttpStatusCode.OK);
        return serve;
    }

    string Article()
    {
        var number = Interlocked.Increment(ref articles);
        return JsonSerializer.Serialize(new
        {
            title = $"Dispatch {number}",
            source = "Wire",
            published = "2026-02-02",
            url = $"https://wire.example/{number}",
            text = $"President Gustavo Petro criticised President Donald Trump on Monday. This is dispatch number {number}.",
        });
    }

    async Task Ingest(PostgresCluster server, int count)
    {
        var file = Briefings.Write("import.ndjson", string.Join('\n', Enumerable.Range(0, count).Select(_ => Article())));
        await Done("ingest", file, "--database", server.ConnectionString);
    }

    /// <summary>Writes articles, each until it is acknowledged, as a client does that does not give up.</summary>
    async Task WriteOn(ServeProcess serve, ConcurrentDictionary<string, string> acknowledged, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            var article = Article();
            string? stream;
            while ((stream = await Write(serve, article)) is null && !ending.IsCancellationRequested)
                await Task.Delay(100, Cancellation);
            if (stream is not null)
                acknowledged[stream] = article;
        }
    }

    /// <returns>The stream of an article that was taken in; <c>null</c> when it was not.</returns>
    async Task<string?> Write(ServeProcess serve, string article)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(serve.Address, "/api/v1/articles")) { Content = new StringContent(article, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await client.SendAsync(request, Cancellation);
        if (!answer.IsSuccessStatusCode)
            return null;
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        return StreamName().Match(body).Value is { Length: > 0 } stream ? stream : throw new InvalidOperationException(body);
    }

    [GeneratedRegex("article-[0-9a-f]+", RegexOptions.NonBacktracking)]
    private static partial Regex StreamName();

    async Task<HttpResponseMessage> Get(ServeProcess serve, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(serve.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await client.SendAsync(request, Cancellation);
    }

    /// <summary>The cursor behind the last event.</summary>
    async Task<string> Cursor(ServeProcess serve, string after)
    {
        using var answer = await Get(serve, "/api/v1/events?limit=1000&after=" + after);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("next").GetString()!;
    }

    async Task AssertWhole(string database, IEnumerable<string> acknowledged)
    {
        var events = (await Done("events", "--json", "--database", database)).Lines.Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var ingested = events.Where(e => e.GetProperty("type").GetString() == "ArticleIngested").Select(e => e.GetProperty("stream").GetString()!).ToList();
        Assert.Equal(ingested.Count, ingested.Distinct(StringComparer.Ordinal).Count());
        Assert.Subset(ingested.ToHashSet(StringComparer.Ordinal), acknowledged.ToHashSet(StringComparer.Ordinal));
        Assert.Equal(events.Count, events.Select(e => e.GetProperty("position").GetInt64()).Distinct().Count());
        await Done("replay", "--all", "--verify", "--database", database);
        await Done("verify-log", "--database", database);
    }

    async Task<Finished> Done(params string[] arguments)
    {
        var run = await Briefings.Run(arguments);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', arguments)}: exit code {run.ExitCode}\n{run.Output}\n{run.Error}");
        return run;
    }

    static Task Until(Func<bool> isMet) => Until(() => Task.FromResult(isMet()));

    static async Task Until(Func<Task<bool>> isMet)
    {
        var waited = Stopwatch.StartNew();
        while (!await isMet())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(2), "Waited for two minutes.");
            await Task.Delay(50, Cancellation);
        }
    }
}
