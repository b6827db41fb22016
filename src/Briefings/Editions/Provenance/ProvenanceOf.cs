using Briefings.Rendering;
using Briefings.Stories;

namespace Briefings.Editions.Provenance;

/// <summary>Writes down what an edition rests on.</summary>
static class ProvenanceOf
{
    /// <param name="json">The document as JSON.</param>
    public static EditionProvenance Edition(EditionInput input, BriefingDocument document, byte[] json, EditionPublished published)
    {
        var quotes = document.Sources.SelectMany(s => s.Quotes).Where(q => q.Span is not null)
            .Select(q => new ProvenQuote(q.Number, q.Span!.Article, q.Span.Revision, q.Span.Start, q.Span.End, q.Text)).OrderBy(q => q.Number).ToList();
        var reports = input.Stories.SelectMany(s => s.Developments).SelectMany(d => d.Reports).DistinctBy(r => r.EventId).ToDictionary(r => r.EventId);
        var bySpan = reports.Values.ToLookup(r => (r.Article, r.Revision, r.Reported.Evidence.Start));
        var spans = quotes.ToDictionary(q => q.Number, q => (q.Article, q.Revision, q.Start));
        var sentences = DocumentSentences.In(json).Select(s => s.Events.Count > 0 ? s : s with { Events = EventsOf(s) }).ToList();
        var events = sentences.SelectMany(s => s.Events).Distinct().Where(reports.ContainsKey).Select(id => Event(reports[id], input)).OrderBy(e => e.Position).ToList();
        return new EditionProvenance
        {
            Format = EditionProvenance.CurrentFormat,
            Edition = Editions.Edition.IdFor(published.Profile, published.Day, published.Revision),
            Profile = published.Profile,
            ProfileRevision = published.ProfileRevision,
            Day = published.Day,
            Issue = published.Issue,
            Revision = published.Revision,
            LogPosition = published.LogPosition,
            ChainHead = published.ChainHead,
            KnownAt = input.KnownAt,
            Renderer = published.Renderer,
            Template = published.Template,
            Extractor = input.Extractor,
            ContentDigest = published.ContentDigest,
            Sentences = sentences,
            Quotes = quotes,
            Events = events,
            Articles = [.. quotes.Select(q => (q.Article, q.Revision)).Concat(events.Select(e => (e.Article, e.Revision))).Distinct()
                .Where(input.Texts.ContainsKey)
                .OrderBy(a => a.Article, StringComparer.Ordinal).ThenBy(a => a.Revision)
                .Select(a => new ProvenArticle(a.Article, a.Revision, Digests.Of(input.Texts[a])))],
        };

        // A sentence that names no events rests on those of its quotes.
        IReadOnlyList<Guid> EventsOf(ProvenSentence sentence) =>
            [.. sentence.Citations.Where(spans.ContainsKey).SelectMany(n => bySpan[spans[n]]).OrderBy(r => r.Position).Select(r => r.EventId).Distinct()];
    }

    static ProvenEvent Event(Report report, EditionInput input)
    {
        var evidence = report.Reported.Evidence;
        return new(report.EventId, report.Reported.Type, report.Position, report.Article, report.Revision, evidence.Start, evidence.End, input.Bodies.GetValueOrDefault(report.EventId, ""));
    }
}
