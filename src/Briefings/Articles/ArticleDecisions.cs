using System.Globalization;
using Briefings.Articles.Reading;
using Briefings.EventStore;
using Briefings.Extraction;
using Briefings.NewsEvents;

namespace Briefings.Articles;

/// <summary>What is appended when an article is handed in, corrected or taken back: pure decisions.</summary>
static class ArticleDecisions
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
            ItemId = draft.ItemId,
            Original = Kept(draft),
            Published = draft.Published,
            Extractor = extractor,
            Subject = extracted.Subject,
        };
        var cause = Cause(1, draft, extractor);
        return [new NewEvent(ArticleStream.EventId(stream, $"ingested {cause}"), ingested), .. Reported(stream, 1, cause, extracted.Events, catalog)];
    }

    /// <summary>The events of a later text of an article: what no longer stands is withdrawn, what stands as before is kept, the rest is added.</summary>
    public static IReadOnlyList<NewEvent> Correct(
        string stream, StandingArticle standing, ArticleDraft draft, ExtractedArticle extracted, string extractor, NewsEventCatalog catalog)
    {
        var revision = standing.Revision + 1;
        var cause = Cause(revision, draft, extractor);
        var compared = NewsEventComparison.Between(standing.NewsEvents, extracted.Events);
        var news = Reported(stream, revision, cause, compared.Added, catalog).ToList();
        var corrected = new ArticleCorrected
        {
            Revision = revision,
            Text = draft.Text,
            ContentHash = ArticleStream.ContentHash(draft.Text),
            Title = draft.Title,
            Original = Kept(draft),
            Published = draft.Published,
            Changes = TextDifference.Between(standing.Text, draft.Text),
            Withdrawn = compared.Withdrawn,
            Kept = compared.Kept,
            Changed = Changed(compared, news),
            Added = Added(compared, news),
            Extractor = extractor,
            Subject = extracted.Subject,
        };
        return [new NewEvent(ArticleStream.EventId(stream, $"corrected {cause}"), corrected), .. news];
    }

    /// <summary>The events of the same article read anew; none when nothing differs.</summary>
    /// <param name="text">The original as it is read now.</param>
    public static IReadOnlyList<NewEvent> Reextract(
        string stream, StandingArticle standing, string text, ExtractedArticle extracted, string extractor, NewsEventCatalog catalog)
    {
        var compared = NewsEventComparison.Between(standing.NewsEvents, extracted.Events);
        var isSameText = text == standing.Text;
        if (isSameText && compared is { Added.Count: 0, Withdrawn.Count: 0 })
        {
            return [];
        }

        var revision = isSameText ? standing.Revision : standing.Revision + 1;
        var cause = string.Create(CultureInfo.InvariantCulture, $"reextracted {standing.Version} {extractor}");
        var news = Reported(stream, revision, cause, compared.Added, catalog).ToList();
        var reextracted = new ArticleReextracted
        {
            Revision = revision,
            Text = isSameText ? null : text,
            ContentHash = isSameText ? null : ArticleStream.ContentHash(text),
            Withdrawn = compared.Withdrawn,
            Kept = compared.Kept,
            Changed = Changed(compared, news),
            Added = Added(compared, news),
            Extractor = extractor,
        };
        return [new NewEvent(ArticleStream.EventId(stream, cause), reextracted), .. news];
    }

    static IReadOnlyList<NewsEventChange> Changed(NewsEventComparison compared, List<NewEvent> news) =>
        [.. compared.Replaced.OrderBy(r => r.Key).Select(r => new NewsEventChange(r.Value.Old, news[r.Key].Id, r.Value.Fields))];

    static IReadOnlyList<Guid> Added(NewsEventComparison compared, List<NewEvent> news) =>
        [.. news.Where((_, index) => !compared.Replaced.ContainsKey(index)).Select(e => e.Id)];

    static Original? Kept(ArticleDraft draft) => draft.Original is { } original ? OriginalFiles.Describe(original) : null;

    /// <summary>What makes two appends the same. Two texts that come at once are two: the later one has to look again, and is not taken for the first.</summary>
    static string Cause(int revision, ArticleDraft draft, string extractor) => string.Create(
        CultureInfo.InvariantCulture, $"{revision} {ArticleStream.ContentHash(draft.Text)} {draft.Published.Day:yyyy-MM-dd} {extractor}");

    static IEnumerable<NewEvent> Reported(string stream, int revision, string cause, IEnumerable<ReportedEvent> events, NewsEventCatalog catalog) =>
        events.Select((reported, index) => new NewEvent(
            ArticleStream.EventId(stream, $"news {cause} {index}"),
            catalog.Create(stream, revision, reported)));
}
