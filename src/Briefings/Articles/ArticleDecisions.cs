using System.Globalization;
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
        var cause = Cause(1, draft, extractor);
        return [new NewEvent(ArticleStream.EventId(stream, $"ingested {cause}"), ingested), .. Reported(stream, 1, cause, extracted.Events, catalog)];
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
        var cause = Cause(revision, draft, extractor);
        return [new NewEvent(ArticleStream.EventId(stream, $"corrected {cause}"), corrected), .. Reported(stream, revision, cause, added, catalog)];
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

    /// <summary>What makes two appends the same. Two texts that come at once are two: the later one has to look again, and is not taken for the first.</summary>
    static string Cause(int revision, ArticleDraft draft, string extractor) => string.Create(
        CultureInfo.InvariantCulture, $"{revision} {ArticleStream.ContentHash(draft.Text)} {draft.Published.Day:yyyy-MM-dd} {extractor}");

    static IEnumerable<NewEvent> Reported(string stream, int revision, string cause, IEnumerable<ReportedEvent> events, NewsEventCatalog catalog) =>
        events.Select((reported, index) => new NewEvent(
            ArticleStream.EventId(stream, $"news {cause} {index}"),
            catalog.Create(stream, revision, reported)));
}
