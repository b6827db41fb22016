using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Briefings.Profiles;
using Xunit;

namespace Briefings.Tests.Http;

/// <summary>Articles, stories, actors, editions, profiles, projections and what all of them share.</summary>
public sealed class ResourceTests(ApiServer server) : IClassFixture<ApiServer>
{
    const string Text = "Colombian President Gustavo Petro met Brazilian President Lula da Silva in Brasilia on Monday to discuss trade, officials said.";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    static StringContent Body(string text, string type = "text/plain") => new(text, Encoding.UTF8, type);

    static async Task<JsonElement> Json(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

    async Task<JsonElement> Get(string path) => await server.Reader.GetFromJsonAsync<JsonElement>(path, Cancellation);

    async Task<(HttpStatusCode Status, JsonElement Answer)> Post(string path, HttpContent body, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var answer = await server.Admin.SendAsync(request, Cancellation);
        return (answer.StatusCode, await Json(answer));
    }

    [Fact]
    public async Task Posted_articles_answer_what_was_extracted_whatever_their_form()
    {
        var text = await Post("/api/v1/articles?published=2026-02-02", Body(Text));
        Assert.Equal(HttpStatusCode.Created, text.Status);
        var item = text.Answer.GetProperty("items")[0];
        var report = item.GetProperty("events")[0].GetProperty("reported");
        Assert.Equal("MeetingHeld", report.GetProperty("type").GetString());
        Assert.Equal(Text, report.GetProperty("evidence").GetProperty("quote").GetString());
        Assert.Equal("known", (await Post("/api/v1/articles?published=2026-02-02", Body(Text))).Answer.GetProperty("items")[0].GetProperty("outcome").GetString());

        var html = await Post("/api/v1/articles?published=2026-02-03", Body("<html><head><title>Talks</title></head><body><article><p>Kenyan police arrested 12 protesters in Nairobi on Monday, officials said. The protesters were held overnight at a station in the city centre.</p></article></body></html>", "text/html"));
        Assert.Equal((HttpStatusCode.Created, "Talks"), (html.Status, html.Answer.GetProperty("items")[0].GetProperty("title").GetString()));
        var json = await Post("/api/v1/articles", Body("""[{"title":"One","text":"Peru's government met Ecuador's government in Lima on Monday, officials said.","published":"2026-02-03"},{"title":"No text"}]""", "application/json"));
        Assert.Equal((1, 1), (json.Answer.GetProperty("counts").GetProperty("new").GetInt32(), json.Answer.GetProperty("counts").GetProperty("refused").GetInt32()));

        using var form = new MultipartFormDataContent { { Body("Police in Chile arrested 7 men in Santiago on Monday, officials said."), "file", "2026-02-04-arrests.txt" }, { Body("A minister resigned in Quito on Tuesday, officials said."), "file", "2026-02-05-minister.txt" }, { new StringContent("Some Wire"), "source" } };
        var files = await Post("/api/v1/articles", form);
        Assert.Equal(["2026-02-04", "2026-02-05"], files.Answer.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("publishedOn").GetString()));

        var refused = await Post("/api/v1/articles", Body("{}", "application/json"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        using var image = await server.Admin.PostAsync("/api/v1/articles", Body("x", "image/png"), Cancellation);
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "application/problem+json"), (image.StatusCode, image.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task An_article_shows_its_revisions_and_a_retraction_withdraws_its_events()
    {
        const string Url = "https://example.com/petro-visit";
        await Post($"/api/v1/articles?published=2026-03-02&url={Url}", Body(Text));
        var corrected = await Post($"/api/v1/articles?published=2026-03-03&url={Url}", Body(Text.Replace("Monday", "Tuesday", StringComparison.Ordinal)));
        var item = corrected.Answer.GetProperty("items")[0];
        Assert.Equal("corrected", item.GetProperty("outcome").GetString());
        var id = item.GetProperty("id").GetString();
        var article = (await Get($"/api/v1/articles/{id}")).GetProperty("article");
        Assert.Equal(2, article.GetProperty("revisions").GetArrayLength());
        Assert.Equal("Tuesday", article.GetProperty("revisions")[1].GetProperty("changes")[0].GetProperty("new").GetString());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Post($"/api/v1/articles/{id}/retract", Body("{}", "application/json"))).Status);
        var retracted = await Post($"/api/v1/articles/{id}/retract", Body("""{"reason":"The outlet withdrew it."}""", "application/json"));
        Assert.Equal("The outlet withdrew it.", retracted.Answer.GetProperty("retraction").GetProperty("reason").GetString());
        Assert.All(retracted.Answer.GetProperty("events").EnumerateArray(), e => Assert.True(e.TryGetProperty("withdrawnAt", out _)));
        Assert.Equal(HttpStatusCode.NotFound, (await Post("/api/v1/articles/article-0000000000000000/retract", Body("""{"reason":"x"}""", "application/json"))).Status);
        using var deleted = await server.Admin.DeleteAsync($"/api/v1/articles/{id}?reason=again", Cancellation);
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
    }

    [Fact]
    public async Task The_same_idempotency_key_gives_the_same_answer_and_refuses_another_body()
    {
        var first = await Post("/api/v1/articles?published=2026-04-01", Body("Kenyan police arrested 30 protesters in Kisumu on Wednesday, officials said."), "key-1");
        Assert.Equal(HttpStatusCode.Created, first.Status);
        var again = await Post("/api/v1/articles?published=2026-04-01", Body("Kenyan police arrested 30 protesters in Kisumu on Wednesday, officials said."), "key-1");
        Assert.Equal((first.Status, first.Answer.GetRawText()), (again.Status, again.Answer.GetRawText()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Post("/api/v1/articles?published=2026-04-01", Body("Another text."), "key-1")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post("/api/v1/articles", Body("x"), new string('k', 256))).Status);

        var racing = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Post("/api/v1/articles?published=2026-04-02", Body("Kenyan police arrested 31 protesters in Nakuru on Thursday, officials said."), "key-2")));
        Assert.Single(racing.Where(r => r.Status is HttpStatusCode.Created).Select(r => r.Answer.GetRawText()).Distinct(StringComparer.Ordinal));
        Assert.All(racing, r => Assert.True(r.Status is HttpStatusCode.Created or HttpStatusCode.Conflict, r.Status.ToString()));
    }

    [Fact]
    public async Task Stories_and_actors_come_in_pages_that_miss_nothing()
    {
        await Post("/api/v1/articles?published=2026-05-01", Body("Peru's government met Ecuador's government in Lima on Friday to discuss fishing rights, officials said."));
        await Post("/api/v1/articles?published=2026-05-01", Body("Kenyan police arrested 99 protesters in Eldoret on Friday, officials said."));
        await server.Application.Projections.CatchUp(Cancellation);
        foreach (var resource in new[] { "stories", "actors" })
        {
            var all = (await Get($"/api/v1/{resource}?limit=1000")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()).ToList();
            Assert.True(all.Count > 1);
            var (paged, after) = (new List<string?>(), "");
            do
            {
                var page = await Get($"/api/v1/{resource}?limit=1{(after.Length > 0 ? $"&after={after}" : "")}");
                paged.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()));
                after = page.TryGetProperty("next", out var next) ? next.GetString() ?? "" : "";
            }
            while (after.Length > 0);
            Assert.Equal(all, paged);
            Assert.Equal(all[0], (await Get($"/api/v1/{resource}/{all[0]}")).GetProperty("id").GetString());
        }

        Assert.All((await Get("/api/v1/actors?country=KEN")).GetProperty("items").EnumerateArray(), a => Assert.Equal("KEN", a.GetProperty("country").GetString()));
        Assert.NotEmpty((await Get("/api/v1/stories?country=per&since=2026-05-01")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task An_unchanged_answer_is_304()
    {
        await Post("/api/v1/articles?published=2026-05-03", Body("Kenyan police arrested 5 protesters in Thika on Sunday, officials said."));
        using var first = await server.Reader.GetAsync("/api/v1/articles?limit=1", Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/articles?limit=1") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var second = await server.Reader.SendAsync(request, Cancellation);
        Assert.Equal((HttpStatusCode.NotModified, 0), (second.StatusCode, (await second.Content.ReadAsByteArrayAsync(Cancellation)).Length));
    }

    [Fact]
    public async Task A_profile_is_put_read_and_guarded_by_its_tag()
    {
        using var created = await server.Admin.PutAsync("/api/v1/profiles/andes", Body("title: Andes\ntime_zone: America/Lima\n", "application/yaml"), Cancellation);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        using var read = await server.Reader.GetAsync("/api/v1/profiles/andes", Cancellation);
        Assert.Equal(created.Headers.ETag, read.Headers.ETag);
        Assert.Equal("America/Lima", (await Json(read)).GetProperty("timeZone").GetString());
        Assert.Contains("andes", (await Get("/api/v1/profiles")).GetProperty("items").EnumerateArray().Select(p => p.GetProperty("name").GetString()));

        using var json = await server.Admin.PutAsync("/api/v1/profiles/andes", Body("""{"title":"The Andes"}""", "application/json"), Cancellation);
        Assert.Equal(HttpStatusCode.OK, json.StatusCode);
        using var stale = new HttpRequestMessage(HttpMethod.Put, "/api/v1/profiles/andes") { Content = Body("title: Stale", "application/yaml"), Headers = { IfMatch = { read.Headers.ETag! } } };
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await server.Admin.SendAsync(stale, Cancellation)).StatusCode);
        using var wrong = await server.Admin.PutAsync("/api/v1/profiles/andes", Body("time_zone: Mars/Olympus", "application/yaml"), Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
    }

    [Fact]
    public async Task A_projection_is_rebuilt_in_the_background()
    {
        Assert.Equal(HttpStatusCode.Accepted, (await Post("/api/v1/projections/actors/rebuild", Body("", "application/json"))).Status);
        JsonElement rebuild;
        do
        {
            rebuild = (await Get("/api/v1/projections/actors")).GetProperty("rebuild");
        }
        while (rebuild.GetProperty("state").GetString() == "running");
        Assert.Equal("done", rebuild.GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await Post("/api/v1/projections/nothing/rebuild", Body("", "application/json"))).Status);
    }

    [Fact]
    public async Task Editions_are_listed_and_fed_as_Atom()
    {
        await Post("/api/v1/articles?published=2026-06-01", Body(Text));
        await server.Application.Projections.CatchUp(Cancellation);
        var edition = await server.Application.PublishEdition.Handle(Profile.General, new DateOnly(2026, 6, 1), Cancellation);
        var page = await Get("/api/v1/editions?limit=1");
        Assert.Equal(1, page.GetProperty("items").GetArrayLength());

        using var basic = new HttpRequestMessage(HttpMethod.Get, "/api/v1/editions.atom") { Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("reader:" + await server.Key(Keys.Scope.Read)))) } };
        using var answer = await server.Stranger.SendAsync(basic, Cancellation);
        Assert.Equal("application/atom+xml", answer.Content.Headers.ContentType?.MediaType);
        var feed = XDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).Root!;
        XNamespace atom = "http://www.w3.org/2005/Atom";
        Assert.All((string[])["id", "title", "updated"], name => Assert.Single(feed.Elements(atom + name)));
        var entry = feed.Elements(atom + "entry").Single(e => e.Element(atom + "id")!.Value == $"urn:sha256:{edition.Published.PdfSha256}");
        foreach (var link in entry.Elements(atom + "link").Concat(feed.Elements(atom + "link")))
        {
            using var target = await server.Reader.GetAsync(link.Attribute("href")!.Value, Cancellation);
            Assert.Equal((HttpStatusCode.OK, link.Attribute("type")!.Value), (target.StatusCode, target.Content.Headers.ContentType?.MediaType));
        }
    }

    [Fact]
    public async Task The_start_page_is_for_people_and_holds_no_foreign_markup()
    {
        await Post("/api/v1/articles?published=2026-06-02", Body("""{"title":"<script>alert(1)</script>","text":"Kenyan police arrested 6 protesters in Embu on Tuesday, officials said."}""", "application/json"));
        await server.Application.Projections.CatchUp(Cancellation);
        var page = await server.Reader.GetStringAsync("/", Cancellation);
        Assert.Contains("<h1>Briefings</h1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("/login", (await server.Stranger.GetAsync("/", Cancellation)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Metrics_are_text_that_Prometheus_reads()
    {
        var metrics = await server.Reader.GetStringAsync("/metrics", Cancellation);
        while (!metrics.Contains("http_server", StringComparison.Ordinal))
        {
            // The first request is told once it has ended, and an answer is kept for a moment.
            await Task.Delay(50, Cancellation);
            metrics = await server.Reader.GetStringAsync("/metrics", Cancellation);
        }

        Assert.Contains("# TYPE http_server_request_duration_seconds histogram", metrics, StringComparison.Ordinal);
        Assert.Contains("briefings_log_high_water_mark", metrics, StringComparison.Ordinal);
    }
}
