using System.Net;
using System.Text;
using Briefings.EventStore;
using Briefings.Secrets;
using Briefings.Tests.Events;
using Briefings.Webhooks;
using Xunit;

namespace Briefings.Tests.Webhooks;

public sealed class WebhookRulesTests
{
    static readonly DateTimeOffset Now = new(2026, 2, 2, 6, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Schedule_waits_as_promised_give_or_take_a_fifth_and_the_same_each_time()
    {
        double[] seconds = [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400];
        for (var attempts = 1; attempts <= seconds.Length; attempts++)
        {
            var waits = Enumerable.Range(0, 200).Select(n => RetrySchedule.After(attempts, $"desk {n}", 1)!.Value.TotalSeconds).ToList();
            Assert.All(waits, w => Assert.InRange(w, seconds[attempts - 1] * 0.8, seconds[attempts - 1] * 1.2));
            Assert.True(waits.Max() - waits.Min() > seconds[attempts - 1] * 0.3);
            Assert.Equal(waits[0], RetrySchedule.After(attempts, "desk 0", 1)!.Value.TotalSeconds);
        }

        Assert.Null(RetrySchedule.After(10, "desk 0", 1));
    }

    [Theory]
    [InlineData("120", 120), InlineData("Mon, 02 Feb 2026 06:31:00 GMT", 60), InlineData("99999999", 86400), InlineData("soon", null), InlineData("-5", null)]
    [InlineData("Mon, 02 Feb 2026 06:29:00 GMT", null)]
    public void Retry_after_is_read_as_seconds_or_a_date(string written, int? seconds)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        response.Headers.TryAddWithoutValidation("Retry-After", written);
        Assert.Equal(seconds, RetrySchedule.RetryAfter(response.Headers, Now)?.TotalSeconds);
    }

    [Fact]
    public void Message_has_the_same_bytes_for_ever()
    {
        var recorded = new RecordedEvent
        {
            Position = 7,
            Stream = "article-1",
            Version = 2,
            Id = Guid.Parse("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"),
            Type = "ArticleRetracted",
            Json = Encoding.UTF8.GetBytes("{\"reason\":\"Zürich\",\"retractedOn\":\"2026-02-02\"}"),
            RecordedAt = new(2026, 2, 2, 6, 40, 0, 120, TimeSpan.Zero),
        };
        var message = WebhookMessage.Of(recorded, StoredEvents.Catalog, null);
        Assert.Equal("msg_0f1e2d3c4b5a69788796a5b4c3d2e1f0", message.Id);
        Assert.Equal(
            """{"type":"ArticleRetracted","timestamp":"2026-02-02T06:40:00.12Z","data":{"id":"0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0","position":7,"stream":"article-1","version":2,"schemaVersion":1,"body":{"reason":"Zürich","retractedOn":"2026-02-02"}}}""",
            Encoding.UTF8.GetString(message.Body));
    }

    [Fact]
    public void Published_edition_carries_links_to_its_files()
    {
        var body = (Briefings.Editions.EditionPublished)SampleBodies.For("EditionPublished")!;
        var recorded = new RecordedEvent
        {
            Position = 7,
            Stream = "edition-1",
            Version = 1,
            Type = "EditionPublished",
            Json = StoredEvents.Catalog.Write(body),
            Body = body,
            SchemaVersion = StoredEvents.Catalog.NameOf(body).SchemaVersion,
        };
        Assert.Contains("\"pdf\":\"/api/v1/editions/andean-desk-2026-02-02-r2.pdf\"", Encoding.UTF8.GetString(WebhookMessage.Of(recorded, StoredEvents.Catalog, null).Body), StringComparison.Ordinal);
        Assert.Contains("\"json\":\"https://b.example/x/api/v1/editions/andean-desk-2026-02-02-r2.json\"", Encoding.UTF8.GetString(WebhookMessage.Of(recorded, StoredEvents.Catalog, new("https://b.example/x/")).Body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Meeting*", "MeetingScheduled", true), InlineData("*", "EditionPublished", true), InlineData("*Criticized", "StrikesCriticized", true)]
    [InlineData("Meeting*", "VisitUndertaken", false), InlineData("meeting*", "MeetingHeld", false), InlineData("MeetingHeld", "MeetingHeldAgain", false)]
    public void Type_is_met_by_name_or_wildcard(string pattern, string type, bool wants) =>
        Assert.Equal(wants, new WebhookFilter { Types = [pattern] }.Wants(new RecordedEvent { Position = 1, Stream = "a-1", Version = 1, Type = type }, null));

    [Theory]
    [InlineData("gustavo-petro", null, null, null, true), InlineData("Donald Trump", null, null, null, true), InlineData("nobody", null, null, null, false)]
    [InlineData(null, "COL", null, null, true), InlineData(null, "PER", null, null, false), InlineData(null, null, 4.0, null, true), InlineData(null, null, 5.0, null, false)]
    [InlineData(null, null, null, 2, true), InlineData(null, null, null, 3, false)]
    public void News_is_met_by_actor_country_intensity_and_salience(string? actor, string? country, double? intensity, int? salience, bool wants)
    {
        var recorded = new RecordedEvent { Position = 1, Stream = "article-1", Version = 1, Type = "MeetingScheduled", Body = SampleBodies.For("MeetingScheduled")! };
        var filter = new WebhookFilter { Actors = actor is null ? [] : [actor], Countries = country is null ? [] : [country], MinimumIntensity = intensity, MinimumSalience = salience };
        Assert.Equal(wants, filter.Wants(recorded, new EventPlace("story-1", 2)));
    }

    [Fact]
    public void Story_is_met_by_its_id_only()
    {
        var recorded = new RecordedEvent { Position = 1, Stream = "article-1", Version = 1, Type = "ArticleIngested" };
        var filter = new WebhookFilter { Stories = ["story-1"] };
        Assert.Equal((true, false, false), (filter.Wants(recorded, new EventPlace("story-1", 0)), filter.Wants(recorded, new EventPlace("story-2", 0)), filter.Wants(recorded, null)));
    }

    [Theory]
    [InlineData("X-Desk", "andes", true), InlineData("Authorization", "Bearer abc", true), InlineData("X-Desk", "a\r\nX-Evil: b", false), InlineData("X-Desk\r\nX-Evil", "a", false)]
    [InlineData("webhook-id", "a", false), InlineData("Host", "a", false), InlineData("X Desk", "a", false), InlineData("X-Desk", "Zürich", false), InlineData("", "a", false)]
    public void Header_of_a_customer_is_one_line_and_none_of_ours(string name, string value, bool isAllowed) =>
        Assert.Equal(isAllowed, WebhookHeaders.Problem(new Dictionary<string, string> { [name] = value }) is null);

    [Fact]
    public void Sealed_secret_opens_with_its_key_and_purpose_only()
    {
        using var box = new SecretBox(new byte[32]);
        using var other = new SecretBox([.. Enumerable.Repeat((byte)1, 32)]);
        var sealedOnce = box.Seal("whsec_x", "webhook a secrets");
        Assert.Equal("whsec_x", box.TryOpen(sealedOnce, "webhook a secrets"));
        Assert.Null(box.TryOpen(sealedOnce, "webhook b secrets"));
        Assert.Null(other.TryOpen(sealedOnce, "webhook a secrets"));
        sealedOnce[^1] ^= 1;
        Assert.Null(box.TryOpen(sealedOnce, "webhook a secrets"));
        Assert.NotEqual(box.Seal("whsec_x", "p"), box.Seal("whsec_x", "p"));
    }

    [Fact]
    public void Key_file_is_made_once_for_its_owner_and_read_again()
    {
        var folder = Directory.CreateTempSubdirectory("briefings-key-").FullName;
        try
        {
            using var first = SecretBox.Open(folder, _ => null);
            using var second = SecretBox.Open(folder, _ => null);
            Assert.Equal("s", second.TryOpen(first.Seal("s", "p"), "p"));
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(folder, SecretBox.KeyFile)) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.Throws<SecretKeyException>(() => SecretBox.Open(folder, _ => "too short"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
