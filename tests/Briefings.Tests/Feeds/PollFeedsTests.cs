using Briefings.Articles;
using Briefings.Editions;
using Briefings.Feeds;
using Briefings.Outbound;
using Briefings.Profiles;
using Briefings.Tests.Articles;
using Briefings.Tests.Databases;
using Xunit;

namespace Briefings.Tests.Feeds;

public sealed class PollFeedsTests(TestServer server) : IAsyncLifetime
{
    static readonly OutboundOptions Loopback = new() { Allowed = OutboundOptions.Parse("127.0.0.1/32", "test") };

    readonly TestDatabase database = new(server);
    readonly StoppedClock clock = new();
    readonly FeedSite site = new();
    BriefingsApplication? application;

    BriefingsApplication Application => application!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        application = await BriefingsApplication.Open(database.ConnectionString, clock, Cancellation, outbound: Loopback);
    }

    public async ValueTask DisposeAsync()
    {
        await Application.DisposeAsync();
        await site.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_feed_is_read_and_its_known_items_are_not_read_again()
    {
        site.Answer("/feed", 200, "ETag: \"one\"\r\n", FeedSite.Rss(FeedSite.Item("1", "The ministers met in Quito on Monday."), FeedSite.Item("2", "The port was closed on Sunday.")));
        await Add("/feed");

        var first = await Poll("/feed");
        site.Answer("/feed", 304);
        var unchanged = await Poll("/feed");
        // An old date is no cursor: what was not met is new.
        site.Answer("/feed", 200, "", FeedSite.Rss(FeedSite.Item("0", "The strike began in January.", "Thu, 01 Jan 2015 06:00:00 GMT"), FeedSite.Item("1", "The ministers met in Quito on Monday.")));
        var second = await Poll("/feed");

        Assert.Equal(("read", 2, 0, 0), (first.Outcome, first.New, first.Known, first.Refused));
        Assert.Equal("unchanged", unchanged.Outcome);
        Assert.Contains("If-None-Match: \"one\"", site.Requests[1], StringComparison.Ordinal);
        Assert.Equal((1, 1), (second.New, second.Known));
        var state = await State("/feed");
        Assert.Equal((FeedStatus.Healthy, "Harbour Wire", 3, 3), (state.Status, state.Title, state.Seen, state.Kept));
    }

    [Fact]
    public async Task One_name_is_one_article_and_a_changed_one_is_a_correction_until_it_changes_too_often()
    {
        site.Answer("/feed", 200, "", FeedSite.Rss([.. Enumerable.Range(0, 50).Select(i => FeedSite.Item("same", $"Version {i} of the words about the port of Quito."))]));
        await Add("/feed");

        var first = await Poll("/feed");
        var polls = new List<FeedPoll>();
        for (var i = 0; i < 15; i++)
        {
            site.Answer("/feed", 200, "", FeedSite.Rss(FeedSite.Item("same", $"The port of Quito was closed by {i} workers on Sunday, the union said in a long statement.")));
            polls.Add(await Poll("/feed"));
        }

        Assert.Equal((1, "Expected each item to have a name of its own, found 49 that repeat one: the first of each name counts."), (first.New, Assert.Single(first.Notes)));
        Assert.Equal(10, polls.Sum(poll => poll.Corrected + poll.New));
        Assert.Contains("changed more than 10 times", Assert.Single(polls[^1].Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_feed_waits_longer_each_time_and_says_since_when_and_why()
    {
        site.Answer("/feed", 500);
        await Add("/feed");
        var start = clock.Now;

        var first = await Poll("/feed");
        var second = await Poll("/feed");
        var failing = await State("/feed");
        var events = await Events("/feed");
        site.Answer("/feed", 200, "", FeedSite.Rss(FeedSite.Item("1", "The port was closed on Sunday.")));
        await Poll("/feed");

        Assert.Equal(("failed", "Expected an answer of 200, found 500 InternalServerError."), (first.Outcome, first.Reason));
        Assert.Equal((start + TimeSpan.FromMinutes(75), start + TimeSpan.FromMinutes(150)), (first.NextPollAt, second.NextPollAt));
        Assert.Equal(FeedStatus.Failing, failing.Status);
        Assert.Single(events, "FeedFailed");
        Assert.Equal((FeedStatus.Healthy, (string?)null), ((await State("/feed")).Status, (await State("/feed")).Reason));
        var atFailure = await Application.Feeds.Health(failing.FailingSince is null ? 0 : await Position("FeedFailed"), Cancellation);
        Assert.Equal((1, 0, 1), (atFailure.Sources, atFailure.Healthy, atFailure.Failing.Count));
        Assert.Equal(1, (await Application.Feeds.Health(long.MaxValue, Cancellation)).Healthy);
    }

    [Fact]
    public async Task Retry_after_is_honoured_even_when_somebody_asks()
    {
        site.Answer("/feed", 429, "Retry-After: 86400\r\n");
        await Add("/feed");

        var first = await Poll("/feed");
        var asked = site.Requests.Count;
        var second = await Poll("/feed");

        Assert.Contains("left alone for 86400 seconds", first.Reason, StringComparison.Ordinal);
        Assert.Equal(("failed", asked), (second.Outcome, site.Requests.Count));
        clock.Now += TimeSpan.FromDays(1);
        site.Answer("/feed", 200, "", FeedSite.Rss(FeedSite.Item("1", "The port was closed on Sunday.")));
        Assert.Equal("read", (await Poll("/feed")).Outcome);
    }

    [Fact]
    public async Task A_feed_that_moved_is_polled_at_its_new_address_and_one_that_is_gone_is_not()
    {
        site.Answer("/old", 301, "Location: /new\r\n");
        site.Answer("/new", 200, "", FeedSite.Rss(FeedSite.Item("1", "The port was closed on Sunday.")));
        site.Answer("/away", 302, "Location: /new\r\n");
        await Add("/old");
        await Add("/away");

        await Poll("/old");
        await Poll("/away");
        var moved = await State("/old");
        var asked = site.Requests.Count;
        site.Answer("/new", 410);
        await Poll("/new");
        await Poll("/new");
        Assert.Single(site.Requests.Skip(asked));
        clock.Now += TimeSpan.FromDays(30);
        var next = await Application.PollFeeds.Next(Cancellation);

        Assert.Equal((site.Url("/new"), site.Url("/old")), (moved.Url, Assert.Single(moved.Moved)));
        Assert.Equal(site.Url("/away"), (await State("/away")).Url);
        Assert.Equal(FeedStatus.Gone, (await State("/new")).Status);
        Assert.Equal(site.Url("/away"), next?.Url);
    }

    [Fact]
    public async Task Several_pollers_share_the_feeds()
    {
        site.Answer("/feed", 200, "", FeedSite.Rss(FeedSite.Item("1", "The port was closed on Sunday.")));
        await Add("/feed");
        await using var other = await BriefingsApplication.Open(database.ConnectionString, clock, Cancellation, outbound: Loopback);

        var polls = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? Application : other).PollFeeds.Next(Cancellation)));

        Assert.Equal("read", Assert.Single(polls, poll => poll is not null)?.Outcome);
        Assert.Single(site.Requests);
    }

    [Fact]
    public async Task What_cannot_be_read_waits_in_quarantine_and_keeps_the_time_it_was_seen()
    {
        site.Answer("/page", 200, "", "<html><head><link rel=alternate type='application/rss+xml' href='/feed'></head><body>Login</body></html>");
        site.Answer("/feed", 200, "", FeedSite.Rss("<title>Only a title</title><guid>1</guid>", FeedSite.Item("2", "The port was closed on Sunday.")));
        await Add("/page");
        await Add("/feed");
        var seen = clock.Now;

        var page = await Poll("/page");
        var feed = await Poll("/feed");
        await Poll("/feed");
        var standing = await Application.Quarantine.Standing(null, Cancellation);
        var retried = await Application.RetryQuarantine.Handle(standing[1], Cancellation);

        Assert.Equal($"Expected a feed, found an HTML page. The page names the feed {site.Url("/feed")}", page.Reason);
        Assert.Equal((1, 1), (feed.New, feed.Refused));
        Assert.Equal(["", "1"], standing.Select(item => item.Item));
        Assert.All(standing, item => Assert.True(item.FirstSeenAt - seen < TimeSpan.FromHours(3)));
        Assert.Equal("Expected an article, found a title without a text.", retried.Problem);
    }

    [Fact]
    public async Task A_better_reader_takes_in_what_was_quarantined_as_of_when_it_was_seen()
    {
        site.Answer("/feed", 200, "", FeedSite.Rss(FeedSite.Item("9", "x")));
        await Add("/feed");
        await Poll("/feed");
        var feed = await State("/feed");
        var seen = clock.Now - TimeSpan.FromDays(3);
        await Application.Quarantine.Keep(feed, "7", "Not understood.", System.Text.Encoding.UTF8.GetBytes($"<item>{FeedSite.Item("7", "The border at Rumichaca was closed on Friday.", "Mon, 02 Feb 2126 06:00:00 GMT")}</item>"), "rss", null, seen, Cancellation);

        var retried = await Application.RetryQuarantine.Handle(Assert.Single(await Application.Quarantine.Standing(null, Cancellation)), Cancellation);

        var ingested = (await Application.Log.ReadStream(Assert.Single(retried.Articles).Stream!, cancellation: Cancellation).ToListAsync(Cancellation)).Select(e => e.Body).OfType<ArticleIngested>().Single();
        Assert.Equal((DateOnly.FromDateTime(seen.UtcDateTime), "feed, capped", "Harbour Wire"), (ingested.Published.Day, ingested.Published.Rule, ingested.Outlet));
        Assert.Empty(await Application.Quarantine.Standing(null, Cancellation));
    }

    [Fact]
    public async Task Pages_of_items_without_a_full_text_are_fetched_where_robots_may()
    {
        var text = string.Concat(Enumerable.Repeat("<p>The ministers of both countries met in Quito on Monday, and agreed to open the border again next week, officials said.</p>", 8));
        site.Answer("/robots.txt", 200, "", "User-agent: *\nDisallow: /closed\n");
        site.Answer("/open", 200, "Content-Type: text/html\r\n", $"<html><body><article>{text}</article></body></html>");
        site.Answer("/closed/1", 200, "Content-Type: text/html\r\n", $"<html><body><article>{text}</article></body></html>");
        site.Answer("/feed", 200, "", FeedSite.Rss($"<title>Open</title><link>{site.Url("/open")}</link>", $"<title>Closed</title><link>{site.Url("/closed/1")}</link>"));
        await Application.Feeds.Add(site.Url("/feed"), null, fullText: true, Cancellation);

        var poll = await Poll("/feed");

        Assert.Equal((1, 1), (poll.New, poll.Refused));
        Assert.Contains("forbidden by 127.0.0.1/robots.txt, line 2: Disallow: /closed", poll.Articles.Single(a => a.Outcome is IngestOutcome.Refused).Note, StringComparison.Ordinal);
        Assert.DoesNotContain(site.Requests, request => request.StartsWith("GET /closed/1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Items_that_share_an_address_are_articles_of_their_own_and_another_feed_corrects_nothing()
    {
        static string At(string guid, string text) => $"<title>{guid}</title><guid isPermaLink=\"false\">{guid}</guid><link>https://w.example/live</link><description>{text}</description>";
        const string Whole = "The ministers of both countries met in Quito on Monday and agreed to open the border again next week, officials said after the talks.";
        site.Answer("/live", 200, "", FeedSite.Rss(At("a", "The port was closed on Sunday."), At("b", "The strike ended in Guayaquil.")));
        site.Answer("/one", 200, "", FeedSite.Rss($"<title>Border</title><guid isPermaLink=\"false\">1</guid><link>https://w.example/border</link><description>{Whole}</description>"));
        site.Answer("/two", 200, "", FeedSite.Rss("<title>Frontier</title><guid isPermaLink=\"false\">x</guid><link>https://w.example/border?utm_source=two</link><description>The ministers of both countries met in Quito on Monday and agreed</description>"));
        await Add("/live");
        await Add("/one");
        await Add("/two");

        Assert.Equal(2, (await Poll("/live")).New);
        Assert.Equal(1, (await Poll("/one")).New);
        var other = await Poll("/two");

        Assert.Equal((0, 1, 0), (other.New, other.Known, other.Corrected));
    }

    [Fact]
    public async Task An_edition_is_told_how_the_sources_were_at_its_position()
    {
        site.Answer("/bad", 503);
        site.Answer("/feed", 200, "", FeedSite.Rss("<title>Only a title</title><guid>1</guid>", FeedSite.Item("2", "The port was closed on Sunday.")));
        await Add("/bad");
        await Add("/feed");
        var profile = new Profile { Name = "desk", Title = "Desk" };
        var before = await Application.EditionInputs.Now(profile, new DateOnly(2026, 2, 2), Cancellation);

        await Poll("/bad");
        await Poll("/feed");
        var after = await Application.EditionInputs.Now(profile, new DateOnly(2026, 2, 2), Cancellation);
        await Application.Feeds.Remove(site.Url("/bad"), Cancellation);
        var then = await Application.EditionInputs.At(after.LogPosition, profile, new DateOnly(2026, 2, 2), Cancellation);

        Assert.Equal((0, 0), (before.Feeds?.Healthy, before.Feeds?.Failing.Count));
        Assert.Empty(before.Refused);
        Assert.Equal((1, "Expected an answer of 200, found 503 ServiceUnavailable."), (after.Feeds?.Healthy, Assert.Single(after.Feeds?.Failing ?? []).Problem));
        Assert.Equal(new RefusedArticle("1", "Expected an article, found a title without a text."), Assert.Single(after.Refused));
        Assert.Equal((1, 1, 1), (then.Feeds?.Healthy, then.Feeds?.Failing.Count, then.Refused.Count));
    }

    [Fact]
    public async Task A_removed_feed_is_polled_no_longer_until_it_is_added_again()
    {
        site.Answer("/feed", 200, "", FeedSite.Rss(FeedSite.Item("1", "The port was closed on Sunday.")));
        await Add("/feed");

        Assert.NotNull(await Application.Feeds.Remove(site.Url("/feed"), Cancellation));
        Assert.Null(await Application.PollFeeds.Next(Cancellation));
        Assert.Empty(await Application.Feeds.All(Cancellation));
        Assert.True((await Application.Feeds.Add(site.Url("/feed"), "Other", false, Cancellation)).IsNew);
        Assert.Equal("read", (await Application.PollFeeds.Next(Cancellation))?.Outcome);
    }

    async Task Add(string path) => Assert.Null((await Application.Feeds.Add(site.Url(path), null, false, Cancellation)).Problem);

    // An hour between two polls: nothing has to wait for the host.
    async Task<FeedPoll> Poll(string path)
    {
        clock.Now += TimeSpan.FromHours(1);
        return await Application.PollFeeds.Now(await State(path), Cancellation);
    }

    async Task<FeedState> State(string path) => Assert.IsType<FeedState>(await Application.Feeds.Find(site.Url(path), Cancellation));

    async Task<IReadOnlyList<string>> Events(string path) =>
        await Application.Log.ReadStream((await State(path)).Stream, cancellation: Cancellation).Select(e => e.Type).ToListAsync(Cancellation);

    async Task<long> Position(string type) => (await Application.Log.ReadAll(0, null, [type], Cancellation).LastAsync(Cancellation)).Position;
}
