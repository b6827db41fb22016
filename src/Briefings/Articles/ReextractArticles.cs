using System.Runtime.CompilerServices;
using Briefings.Articles.Reading;
using Briefings.EventStore;
using Briefings.Extraction;
using Briefings.NewsEvents;

namespace Briefings.Articles;

/// <summary>What reading an article anew gave.</summary>
/// <param name="Kept">News events that stand as before.</param>
/// <param name="Changed">News events that another stands for now.</param>
/// <param name="Note">Why it was left alone, or what could not be read; <c>null</c> when there is nothing to say.</param>
public sealed record ReextractResult(string Stream, bool IsChanged, int Kept, int Changed, int Withdrawn, int Added, string? Note)
{
    public bool IsRefused { get; init; }
}

/// <summary>Runs today's readers and rules over articles that earlier ones read, and appends the differences. Editions that were published stay as they were.</summary>
public sealed class ReextractArticles(EventLog log, Documents documents, OriginalFiles originals, IExtractor extractor, NewsEventCatalog catalog)
{
    const int Attempts = 5;

    /// <summary>The streams of all articles that stand, in the order of their names.</summary>
    /// <param name="since">Only those published on this day or later, or whose day is unknown.</param>
    public async IAsyncEnumerable<string> Standing(DateOnly? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var (stream, state) in documents.All<ArticleState>(ArticleIndex.ProjectionName, ArticleStream.Category + "-", cancellation))
        {
            if (!state.Retracted && (since is null || state.PublishedOn is null || state.PublishedOn >= since))
            {
                yield return stream;
            }
        }
    }

    /// <param name="dryRun">Says what would change and appends nothing.</param>
    /// <returns><c>null</c> when no article answers to the name.</returns>
    public async Task<ReextractResult?> Handle(string stream, bool dryRun, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Decide(stream, dryRun, cancellation);
            }
            catch (WrongExpectedVersionException) when (attempt < Attempts)
            {
                // A correction came in meanwhile: read again and decide again.
            }
        }
    }

    async Task<ReextractResult?> Decide(string stream, bool dryRun, CancellationToken cancellation)
    {
        var standing = await StandingArticle.Read(log, stream, cancellation);
        if (standing.Version == 0)
        {
            return null;
        }

        if (standing.IsRetracted)
        {
            return new(stream, false, 0, 0, 0, 0, "Expected an article that stands, found one that was retracted: left as it is.");
        }

        var (text, defect) = await ReadAgain(standing, cancellation);
        if (defect is not null)
        {
            return new(stream, false, standing.NewsEvents.Count, 0, 0, 0, defect) { IsRefused = true };
        }

        var extracted = extractor.Extract(new ArticleText(stream, text, standing.Published.Day, standing.Title));
        var events = ArticleDecisions.Reextract(stream, standing, text, extracted, extractor.Version, catalog);
        if (events.Count == 0)
        {
            return new(stream, false, standing.NewsEvents.Count, 0, 0, 0, null);
        }

        if (!dryRun)
        {
            await log.Append(stream, standing.Version, events, null, cancellation);
        }

        var body = (ArticleReextracted)events[0].Body;
        return new(stream, true, body.Kept.Count, body.Changed.Count, body.Withdrawn.Count - body.Changed.Count, body.Added.Count, null);
    }

    /// <summary>The text as today's reader takes it from the original; where there is none, the text is the original.</summary>
    async Task<(string Text, string? Defect)> ReadAgain(StandingArticle standing, CancellationToken cancellation)
    {
        if (standing.Original is not { } original)
        {
            return (standing.Text, null);
        }

        if (await originals.Load(original, cancellation) is not { } bytes)
        {
            return (standing.Text, "Expected the original that the article was read from, found that it is not kept any more.");
        }

        var outcomes = OriginalReading.Read(standing.FileName, original.Format, bytes, new ReadDefaults(standing.Published.Day, standing.Outlet, standing.Url is { } url ? new Uri(url) : null));
        return outcomes is [ReadOutcome.Read { Draft: var draft }]
            ? (draft.Text, null)
            : (standing.Text, outcomes.OfType<ReadOutcome.Refused>().FirstOrDefault()?.Reason ?? "Expected one article in the original, found none or several.");
    }
}
