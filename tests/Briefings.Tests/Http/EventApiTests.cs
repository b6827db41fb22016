using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Briefings.Tests.Http;

public sealed class EventApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Hands an article in and answers its id.</summary>
    async Task<string> Ingest(string text)
    {
        using var answer = await server.Admin.PostAsync("/api/v1/articles?published=2026-02-02&source=Test", new StringContent(text, Encoding.UTF8, "text/plain"), Cancellation);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return body.GetProperty("items")[0].GetProperty("id").GetString() ?? "";
    }

    static string Meeting(string who, string whom) => $"{who} met {whom} in Geneva on Monday to discuss the border dispute and the return of prisoners, officials said.";

    async Task<JsonElement> Page(string query) => await server.Reader.GetFromJsonAsync<JsonElement>("/api/v1/events" + query, Cancellation);

    static IEnumerable<long> Positions(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("position").GetInt64());

    [Fact]
    public async Task Pages_of_any_size_hold_the_same_events_in_the_same_order()
    {
        await Ingest(Meeting("President Gustavo Petro", "President Emmanuel Macron"));
        await Ingest(Meeting("Foreign Minister Sergei Lavrov", "Foreign Minister Wang Yi"));
        var all = Positions(await Page("?limit=1000")).ToList();
        Assert.Equal(all.Order(), all);
        foreach (var limit in new[] { 1, 2, 7 })
        {
            var (found, cursor, more) = (new List<long>(), "0", true);
            while (more)
            {
                var page = await Page($"?limit={limit}&after={cursor}");
                Assert.InRange(page.GetProperty("items").GetArrayLength(), 0, limit);
                found.AddRange(Positions(page));
                (cursor, more) = (page.GetProperty("next").GetString() ?? "", page.GetProperty("more").GetBoolean());
            }

            Assert.Equal(all, found.Take(all.Count));
        }
    }

    [Fact]
    public async Task Filters_by_type_actor_country_story_and_time_leave_what_they_name()
    {
        var id = await Ingest(Meeting("Colombian President Gustavo Petro", "Brazilian President Lula da Silva"));
        await Ingest("Police in Kenya arrested 12 protesters in Nairobi on Monday, officials said.");
        await server.Application.Projections.CatchUp(Cancellation);
        var article = await server.Reader.GetFromJsonAsync<JsonElement>($"/api/v1/articles/{id}", Cancellation);
        var story = article.GetProperty("story").GetString();

        var meetings = await Page("?type=Meeting*");
        Assert.NotEmpty(Positions(meetings));
        Assert.All(meetings.GetProperty("items").EnumerateArray(), e => Assert.StartsWith("Meeting", e.GetProperty("type").GetString(), StringComparison.Ordinal));
        Assert.All((await Page("?actor=gustavo-petro")).GetProperty("items").EnumerateArray(), e => Assert.Contains("gustavo-petro", e.GetProperty("data").GetRawText(), StringComparison.Ordinal));
        Assert.NotEmpty(Positions(await Page("?actor=gustavo-petro&country=col&type=Meeting*")));
        Assert.Empty(Positions(await Page("?actor=gustavo-petro&country=KEN&type=Meeting*")));
        var ofStory = await Page($"?story={story}");
        var articles = (await server.Reader.GetFromJsonAsync<JsonElement>($"/api/v1/stories/{story}", Cancellation)).GetProperty("articles").EnumerateArray().Select(a => a.GetProperty("stream").GetString()).ToHashSet(StringComparer.Ordinal);
        Assert.Contains(id, articles);
        Assert.Equal(articles, ofStory.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("stream").GetString()).ToHashSet(StringComparer.Ordinal));
        Assert.Empty(Positions(await Page("?until=2001-01-01")));
        Assert.Empty(Positions(await Page("?since=2999-01-01T00:00:00Z")));
        Assert.NotEmpty(Positions(await Page("?happenedFrom=2026-02-02&happenedBefore=2026-02-03")));
        Assert.Empty(Positions(await Page("?happenedFrom=2025-02-02&happenedBefore=2025-02-03")));
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=-1")]
    [InlineData("?limit=1001")]
    [InlineData("?limit=99999999999999999999")]
    [InlineData("?limit=x")]
    [InlineData("?after=-1")]
    [InlineData("?after=nonsense")]
    [InlineData("?after=000000000000-99999999999999999999")]
    [InlineData("?type=NoSuchType")]
    [InlineData("?since=yesterday")]
    [InlineData("?happenedFrom=2026-02-30")]
    public async Task What_cannot_be_used_is_a_400_that_says_what_was_expected(string query)
    {
        string[] paths = query.StartsWith("?limit", StringComparison.Ordinal) ? ["/api/v1/events"] : ["/api/v1/events", "/api/v1/events/stream"];
        foreach (var path in paths)
        {
            using var answer = await server.Reader.GetAsync(path + query, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            Assert.StartsWith("Expected ", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_stream_gives_what_was_missed_then_says_so_then_what_comes_without_gap_or_duplicate()
    {
        await Ingest(Meeting("President Hakainde Hichilema", "President Cyril Ramaphosa"));
        var before = Positions(await Page("?limit=1000")).ToList();
        await using var reader = await SseReader.Open(server.Reader, "/api/v1/events/stream?after=0", null);
        foreach (var position in before)
        {
            Assert.Equal(position, (await reader.Next()).Position);
        }

        while ((await reader.Next()).Event != "caught-up")
        {
        }

        await Ingest(Meeting("Chancellor Friedrich Merz", "Prime Minister Keir Starmer"));
        var first = await reader.Next();
        await using var resumed = await SseReader.Open(server.Reader, "/api/v1/events/stream?after=0", first.Id);
        var second = await resumed.Next();
        Assert.Equal((await reader.Next()).Position, second.Position);
        Assert.True(second.Position > first.Position);
    }

    [Fact]
    public async Task The_stream_takes_the_same_filters()
    {
        await using var reader = await SseReader.Open(server.Reader, "/api/v1/events/stream?country=PER", null);
        Assert.Equal("caught-up", (await reader.Next()).Event);
        var id = await Ingest(Meeting("Peru's government", "Ecuador's government"));
        await Ingest("Police in Kenya arrested 14 protesters in Mombasa on Monday, officials said.");
        Assert.Equal(id, (await reader.Next()).Data.GetProperty("stream").GetString());
    }

    [Fact]
    public async Task The_stream_by_story_holds_its_events_only()
    {
        var id = await Ingest("A volcano erupted near Catania on Monday and 300 people were evacuated, officials said.");
        await server.Application.Projections.CatchUp(Cancellation);
        var story = (await server.Reader.GetFromJsonAsync<JsonElement>($"/api/v1/articles/{id}", Cancellation)).GetProperty("story").GetString();
        await using var reader = await SseReader.Open(server.Reader, $"/api/v1/events/stream?story={story}", null);
        Assert.Equal("caught-up", (await reader.Next()).Event);
        await Ingest("Police in Kenya arrested 15 protesters in Malindi on Monday, officials said.");
        await server.Application.RetractArticle.Handle(id, "test", Cancellation);
        var next = await reader.Next();
        Assert.Equal((id, "ArticleRetracted"), (next.Data.GetProperty("stream").GetString(), next.Data.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task A_revoked_key_ends_its_streams()
    {
        var key = await server.Key(Keys.Scope.Read);
        using var client = server.Client(key);
        await using var reader = await SseReader.Open(client, "/api/v1/events/stream", null);
        Assert.Equal("caught-up", (await reader.Next()).Event);
        await server.Application.Keys.Revoke(key[4..16], "test", Cancellation);
        await Assert.ThrowsAnyAsync<IOException>(() => reader.ToEnd());
    }

    [Fact]
    public async Task A_stream_and_a_pull_never_skip_an_event_that_commits_late()
    {
        await using var reader = await SseReader.Open(server.Reader, "/api/v1/events/stream?type=ArticleIngested", null);
        Assert.Equal("caught-up", (await reader.Next()).Event);
        var start = (await Page("?limit=1000&type=ArticleIngested")).GetProperty("next").GetString();
        var expected = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => Ingest($"Minister Number {i} resigned in Lima on Monday after {i + 3} weeks of protests over fuel prices, officials said."))));
        var streamed = new HashSet<string>(StringComparer.Ordinal);
        while (streamed.Count < expected.Distinct().Count())
        {
            Assert.True(streamed.Add((await reader.Next()).Data.GetProperty("stream").GetString() ?? ""));
        }

        var pulled = Positions(await Page($"?limit=1000&type=ArticleIngested&after={start}")).Count();
        Assert.Equal(streamed.Count, pulled);
        Assert.Equal(expected.ToHashSet(StringComparer.Ordinal), streamed);
    }
}
