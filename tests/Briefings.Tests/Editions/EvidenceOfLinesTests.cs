using Briefings.Extraction;
using Briefings.NewsEvents;
using Briefings.Profiles;
using Briefings.Rendering;
using Briefings.Tests.Events;
using Briefings.Tests.Stories;
using Xunit;

namespace Briefings.Tests.Editions;

/// <summary>Every factual sentence of a briefing rests on characters of an article that say what the quote says.</summary>
public sealed class EvidenceOfLinesTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task Every_factual_sentence_has_a_span_that_holds_its_quote(string language)
    {
        var given = Seeds();
        foreach (var day in new[] { "2026-01-31", "2026-02-01", "2026-02-02" })
        {
            var document = await given.Compose(day, Profile.General with { Language = language, Watch = new Watch { Countries = ["COL", "PER"] } });
            var quotes = document.Sources.SelectMany(s => s.Quotes).ToDictionary(q => q.Number);
            Assert.NotEmpty(document.Stories);
            Assert.All(Sentences(document), s => Assert.NotEmpty(s.Citations));
            Assert.All(Sentences(document).SelectMany(s => s.Citations), number => Assert.True(quotes.ContainsKey(number)));
            Assert.All(quotes.Values, quote =>
            {
                var span = quote.Span ?? throw new InvalidDataException($"Expected a span of quote {quote.Number}, found none.");
                Assert.Equal(quote.Text, given.Texts[(span.Article, span.Revision)][span.Start..span.End]);
            });
            Assert.All(document.Corrections, c => Assert.Equal(c.Old, c.OldSpan is { } o ? given.Texts[(o.Article, o.Revision)][o.Start..o.End] : ""));
        }
    }

    /// <summary>The sample dispatches as the rules read them, and one correction.</summary>
    static Given Seeds()
    {
        var given = new Given();
        var extractor = new Extractor(NewsEventCatalog.Load().Frames);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(StoredEvents.Root(), "seeds"), "*.md").Order(StringComparer.Ordinal))
        {
            var (name, parts) = (Path.GetFileNameWithoutExtension(path), File.ReadAllText(path).Split("---\n", 3));
            var read = extractor.Extract(new ArticleText(name, parts[2], Given.Day(name[..10])));
            given.Article(name, name[..10], parts[2], name.Split('-')[3], read.Subject);
            foreach (var reported in read.Events)
            {
                given.Reported(name, reported);
            }
        }

        var text = given.Texts.First();
        return given.Corrected(text.Key.Stream, 2, "2026-02-02", text.Value, text.Value.Replace("workers", "dockers", StringComparison.Ordinal) + " Corrected.");
    }

    static IEnumerable<(string Text, IReadOnlyList<int> Citations)> Sentences(BriefingDocument document) =>
    [
        .. document.KeyDevelopments.Select(k => (k.Line.Text, k.Line.Citations)),
        .. document.Changes.Where(c => c.Kind != ChangeKind.Corrected).Select(c => (c.Text, c.Citations)),
        .. document.InBrief.Select(b => (b.Line.Text, b.Line.Citations)),
        .. document.Stories.Select(s => (s.Title, s.TitleCitations)),
        .. document.Stories.SelectMany(s => s.Developments.Concat(s.Claims).Concat(s.Watch).Concat(s.Timeline.Select(t => t.Line)).Append(s.Lead)).Select(l => (l.Text, l.Citations)),
        .. document.Stories.SelectMany(s => s.Actors).Select(a => (a.Position, a.Citations)),
        .. document.Stories.SelectMany(s => s.Differences).SelectMany(d => d.Sides).Select(s => (s.Quote, (IReadOnlyList<int>)[s.Citation])),
        .. document.Calendar.Select(c => (c.Line.Text, c.Line.Citations)),
    ];
}
