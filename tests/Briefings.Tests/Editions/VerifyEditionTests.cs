using System.Text;
using System.Text.RegularExpressions;
using Briefings.Editions;
using Briefings.Editions.Verification;
using Briefings.Profiles;
using Briefings.Rendering;
using Briefings.Tests.Articles;
using Xunit;

namespace Briefings.Tests.Editions;

public sealed partial class VerifyEditionTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    const string Sentence = "President Gustavo Petro of Colombia will meet US President Donald Trump at the White House on Tuesday.";

    static readonly DateOnly Monday = new(2026, 2, 2);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Untouched_edition_holds_in_every_check()
    {
        var checks = await Verify((await Publish("whole")).Pdf);
        Assert.All(checks, c => Assert.True(c.Outcome == CheckOutcome.Holds, c.Text));
        Assert.Equal(["file", "provenance", "content", "sentences", "pages", "edition", "chain", "articles", "quotes", "events"], checks.Select(c => c.Name));
    }

    [Fact]
    public async Task Edition_still_holds_after_a_correction_and_a_retraction()
    {
        var edition = await Publish("later");
        await newsroom.Ingest(Newsroom.Draft(Sentence.Replace("Tuesday", "Thursday", StringComparison.Ordinal), url: "https://later.example/1"));
        await newsroom.Application.RetractArticle.Handle(edition.Published.Articles[0], "invented", Cancellation);
        Assert.All(await Verify(edition.Pdf), c => Assert.True(c.Outcome == CheckOutcome.Holds, c.Text));
    }

    [Theory]
    [InlineData("quoted", "Tuesday", "Thursday", "quotes")]
    [InlineData("unquoted", "This is dispatch", "This was dispatch", "articles")]
    public async Task Altered_article_fails_and_names_every_sentence_that_rests_on_it(string profile, string old, string altered, string failing)
    {
        await using var other = new Another(newsroom);
        var room = await other.Room();
        var edition = await Publish(profile, room);
        var article = edition.Published.Articles[0];
        await room.Database.Execute($"update briefings.events e set body = replace(body::text, '{old}', '{altered}')::json from briefings.streams s where s.id = e.stream_id and s.name = '{article}' and e.version = 1");
        var checks = await room.Application.VerifyEdition.Handle(edition.Pdf, Cancellation);
        Assert.Contains(checks, c => c.Name == failing && c.Outcome == CheckOutcome.Fails);
        Assert.Contains(checks, c => c.Name == "chain" && c.Outcome == CheckOutcome.Fails && c.Text.Contains("altered at position", StringComparison.Ordinal));
        Assert.Contains(checks, c => c.Name == "sentence" && c.Text.Contains(edition.Document.Stories[0].Lead.Text, StringComparison.Ordinal) && c.Text.Contains(article, StringComparison.Ordinal));
        Assert.Contains(checks, c => c is { Name: "pages", Outcome: CheckOutcome.Holds });
    }

    [Fact]
    public async Task Altered_event_fails_the_sentences_that_state_it()
    {
        await using var other = new Another(newsroom);
        var room = await other.Room();
        var edition = await Publish("event", room);
        await room.Database.Execute("update briefings.events e set body = replace(body::text, '\"planned\"', '\"happened\"')::json from briefings.event_types t where t.id = e.type_id and t.name = 'MeetingScheduled'");
        var checks = await room.Application.VerifyEdition.Handle(edition.Pdf, Cancellation);
        Assert.Contains(checks, c => c is { Name: "events", Outcome: CheckOutcome.Fails });
        Assert.Contains(checks, c => c.Name == "sentence" && c.Text.Contains("MeetingScheduled", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Redacted_article_or_event_is_open_with_who_and_why_and_nothing_fails(bool whole)
    {
        await using var other = new Another(newsroom);
        var room = await other.Room();
        var edition = await Publish("redacted", room);
        var events = await room.Stream(edition.Published.Articles[0]);
        await room.Application.Redact.Handle(whole ? events[0].Stream : events[^1].Id.ToString(), "names a witness", "ana", null, Cancellation);
        var checks = await room.Application.VerifyEdition.Handle(edition.Pdf, Cancellation);
        Assert.DoesNotContain(checks, c => c.Outcome == CheckOutcome.Fails);
        var open = checks.Where(c => c.Outcome == CheckOutcome.Open).ToList();
        Assert.Equal(whole ? ["articles", "quotes", "events", "sentence"] : ["events", "sentence"], open.Select(c => c.Name).Distinct());
        Assert.All(open, c => Assert.Contains("redacted by ana on 2026-02-02: names a witness", c.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("replace(body::text, 'ana', 'eve')", false)]
    [InlineData("'{\"$redacted\":{}}'", true)]
    [InlineData("regexp_replace(body::text, '\"digest\":\"[0-9a-f]{8}', '\"digest\":\"00000000')", true)]
    public async Task Forged_stub_fails_and_does_not_stop_the_check(string forged, bool fails)
    {
        await using var other = new Another(newsroom);
        var room = await other.Room();
        var edition = await Publish("forged", room);
        await room.Application.Redact.Handle(edition.Published.Articles[0], "names a witness", "ana", null, Cancellation);
        await room.Database.Execute($"update briefings.events e set body = ({forged})::json where starts_with(e.body::text, '{{\"$redacted\":')");
        var checks = await room.Application.VerifyEdition.Handle(edition.Pdf, Cancellation);
        Assert.Contains(checks, c => c.Name == "events" && c.Outcome == (fails ? CheckOutcome.Fails : CheckOutcome.Open));
    }

    [Theory]
    [InlineData("999999999999")]
    [InlineData("-1")]
    [InlineData("1")]
    public async Task File_that_claims_another_log_position_fails_and_does_not_stop_the_check(string claimed)
    {
        var pdf = (await Publish("claims")).Pdf;
        var attachments = PdfRenderer.ReadAttachments(pdf).Select(a => a.Name == "provenance.json"
            ? a with { Bytes = Encoding.UTF8.GetBytes(LogPosition().Replace(Encoding.UTF8.GetString(a.Bytes.ToArray()), $"\"logPosition\":{claimed}", 1)) }
            : a).ToList();
        var document = JsonRenderer.Read(attachments.Single(a => a.Name == "briefing.json").Bytes.ToArray());
        var checks = await Verify(new PdfRenderer().Render(document with { Attachments = attachments }));
        Assert.Contains(checks, c => c is { Name: "edition", Outcome: CheckOutcome.Fails });
        Assert.Contains(checks, c => c is { Name: "chain", Outcome: CheckOutcome.Fails });
    }

    [GeneratedRegex("\"logPosition\": ?[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex LogPosition();

    [Fact]
    public async Task Several_files_are_checked_by_one_audit_in_any_order()
    {
        await using var other = new Another(newsroom);
        var room = await other.Room();
        byte[][] pdfs = [(await Publish("first", room)).Pdf, (await Publish("second", room)).Pdf, (await Publish("third", room)).Pdf];
        var audit = room.Application.Log.Audit();
        foreach (var pdf in (byte[][])[pdfs[1], pdfs[2], pdfs[0]])
            Assert.All(await room.Application.VerifyEdition.Handle(pdf, audit, Cancellation), c => Assert.True(c.Outcome == CheckOutcome.Holds, c.Text));

        await room.Database.Execute("update briefings.events set recorded_at = recorded_at + interval '1 s' where position = (select max(log_position) from (select (body->>'logPosition')::bigint as log_position from briefings.events) p)");
        audit = room.Application.Log.Audit();
        Assert.Equal(
            [CheckOutcome.Fails, CheckOutcome.Holds, CheckOutcome.Holds],
            [await Chain(pdfs[2]), await Chain(pdfs[0]), await Chain(pdfs[1])]);

        async Task<CheckOutcome> Chain(byte[] pdf) => (await room.Application.VerifyEdition.Handle(pdf, audit, Cancellation)).Single(c => c.Name == "chain").Outcome;
    }

    [Fact]
    public async Task Any_altered_byte_of_the_file_is_noticed()
    {
        var pdf = (await Publish("byte")).Pdf;
        for (var at = 0; at < pdf.Length; at += (pdf.Length / 60) + 1)
        {
            var altered = pdf.ToArray();
            altered[at] ^= 1;
            Assert.Contains(await Verify(altered), c => c.Outcome != CheckOutcome.Holds);
        }
    }

    [Fact]
    public async Task Edition_of_another_database_is_checked_as_far_as_it_can_be()
    {
        await using var other = new Another(newsroom);
        var foreign = await Publish("foreign", await other.Room());
        var checks = await Verify(foreign.Pdf);
        Assert.All(checks.Where(c => c.Name is "content" or "sentences" or "pages"), c => Assert.Equal(CheckOutcome.Holds, c.Outcome));
        Assert.Contains(checks, c => c is { Name: "edition", Outcome: CheckOutcome.Open });
        Assert.DoesNotContain(checks, c => c.Outcome == CheckOutcome.Fails);
    }

    [Fact]
    public async Task File_alone_is_checked_without_a_log()
    {
        var pdf = (await Publish("alone")).Pdf;
        Assert.All(VerifyEdition.Alone(pdf, new PdfRenderer()), c => Assert.Equal(c.Name == "edition" ? CheckOutcome.Open : CheckOutcome.Holds, c.Outcome));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no pdf at all")]
    [InlineData("%PDF-1.7\n%%EOF\n")]
    public async Task Foreign_file_says_that_it_carries_nothing_to_check(string file) =>
        Assert.Contains(await Verify(Encoding.Latin1.GetBytes(file)), c => c.Name == "provenance" && c.Outcome != CheckOutcome.Holds);

    Task<IReadOnlyList<Check>> Verify(byte[] pdf) => newsroom.Application.VerifyEdition.Handle(pdf, Cancellation);

    async Task<PublishedEdition> Publish(string profile, Newsroom? room = null)
    {
        room ??= newsroom;
        await room.Ingest(Newsroom.Draft($"{Sentence} This is dispatch {profile}.", url: $"https://{profile}.example/1", outlet: profile));
        return await room.Application.PublishEdition.Handle(new Profile { Name = profile, Title = profile }, Monday, Cancellation);
    }

    /// <summary>A second newsroom on a database of its own.</summary>
    sealed class Another(Newsroom like) : IAsyncDisposable
    {
        readonly Newsroom room = new(like.Server);

        public async Task<Newsroom> Room()
        {
            await room.InitializeAsync();
            return room;
        }

        public ValueTask DisposeAsync() => room.DisposeAsync();
    }
}
