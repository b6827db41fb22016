using Briefings.Articles.Reading;
using Briefings.EventStore;
using Briefings.Extraction;
using Briefings.NewsEvents;

namespace Briefings.Articles;

/// <summary>What is appended when an article is handed in, corrected or taken back: pure decisions.</summary>
public static class ArticleDecisions
{
    /// <summary>The events of an article that is not in the log.</summary>
    public static IReadOnlyList<NewEvent> Ingest(string stream, ArticleDraft draft, ExtractedArticle extracted, string extractor, NewsEventCatalog catalog)
    {
        var ingested = new ArticleIngested
        {
            Format = draft.Format,
            FileName = draft.FileName,
            Text = draft.Text,
            ContentHash = ArticleStream.ContentHash(draft.Text),
            Title = draft.Title,
            Outlet = draft.Outlet,
            Url = draft.Url?.AbsoluteUri,
            Published = draft.Published,
            Extractor = extractor,
            Subject = extracted.Subject,
        };
        return [new NewEvent(ArticleStream.EventId(stream, "ingested"), ingested), .. Reported(stream, 1, extracted.Events, catalog)];
    }

    /// <summary>The events of a later text of an article: what no longer stands is withdrawn, what stands as before is kept, the rest is added.</summary>
    /// <param name="standing">The article's news events that are not withdrawn, with their ids.</param>
    public static IReadOnlyList<NewEvent> Correct(
        string stream,
        int revision,
        string textBefore,
        ArticleDraft draft,
        ExtractedArticle extracted,
        IReadOnlyList<KeyValuePair<Guid, NewsEvent>> standing,
        string extractor,
        NewsEventCatalog catalog)
    {
        var remaining = standing.ToList();
        var added = new List<ReportedEvent>();
        foreach (var reported in extracted.Events)
        {
            var same = remaining.FindIndex(e => SaysTheSame(e.Value.Reported, reported));
            if (same < 0)
            {
                added.Add(reported);
            }
            else
            {
                remaining.RemoveAt(same);
            }
        }

        var corrected = new ArticleCorrected
        {
            Revision = revision,
            Text = draft.Text,
            ContentHash = ArticleStream.ContentHash(draft.Text),
            Title = draft.Title,
            Published = draft.Published,
            Changes = TextDifference.Between(textBefore, draft.Text),
            Withdrawn = [.. remaining.Select(e => e.Key)],
            Extractor = extractor,
            Subject = extracted.Subject,
        };
        return [new NewEvent(ArticleStream.EventId(stream, $"corrected {revision}"), corrected), .. Reported(stream, revision, added, catalog)];
    }

    /// <summary>A kept event rests on a sentence that stands unchanged in the later text and says the same of the same actors.</summary>
    static bool SaysTheSame(ReportedEvent before, ReportedEvent after) =>
        before.Type == after.Type
        && before.Modality == after.Modality
        && before.When.Start == after.When.Start
        && before.When.End == after.When.End
        && before.Evidence.Quote == after.Evidence.Quote
        && before.Source.Select(a => a.Id).SequenceEqual(after.Source.Select(a => a.Id), StringComparer.Ordinal)
        && before.Target.Select(a => a.Id).SequenceEqual(after.Target.Select(a => a.Id), StringComparer.Ordinal);

    static IEnumerable<NewEvent> Reported(string stream, int revision, IEnumerable<ReportedEvent> events, NewsEventCatalog catalog) =>
        events.Select((reported, index) => new NewEvent(
            ArticleStream.EventId(stream, $"news {revision} {index}"),
            catalog.Create(stream, revision, reported)));
}
