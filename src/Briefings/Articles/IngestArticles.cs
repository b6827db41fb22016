using System.Runtime.CompilerServices;
using Briefings.Articles.Reading;
using Briefings.EventStore;
using Briefings.Extraction;
using Briefings.NewsEvents;

namespace Briefings.Articles;

public enum IngestOutcome
{
    New,
    Known,
    Corrected,
    Refused,
}

/// <summary>What became of one input.</summary>
/// <param name="Origin">The input as the user named it.</param>
/// <param name="Stream">The article's stream; <c>null</c> when refused.</param>
/// <param name="NewsEvents">How many news events were appended.</param>
/// <param name="PublishedOn">The article's day; <c>null</c> when unknown.</param>
/// <param name="Note">The reason of a refusal, or what could not be known; <c>null</c> when there is nothing to say.</param>
public sealed record IngestResult(string Origin, string? Stream, IngestOutcome Outcome, int NewsEvents, DateOnly? PublishedOn, string? Note);

/// <summary>Brings article drafts into the log, each in one commit: whatever is killed when, an article is there with all its events or not at all.</summary>
public sealed class IngestArticles(EventLog log, Documents documents, IExtractor extractor, NewsEventCatalog catalog)
{
    // Inputs are put in the order of publication within a batch, so that a correction follows what it corrects whatever the file names.
    const int BatchSize = 1_000;

    const int Attempts = 5;

    /// <summary>Ingests in batches ordered by publication; results come in the order of ingestion.</summary>
    public async IAsyncEnumerable<IngestResult> Handle(IAsyncEnumerable<ReadOutcome> inputs, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var batch in inputs.Chunk(BatchSize).WithCancellation(cancellation))
        {
            foreach (var refused in batch.OfType<ReadOutcome.Refused>())
            {
                yield return new IngestResult(refused.Origin, null, IngestOutcome.Refused, 0, null, refused.Reason);
            }

            var drafts = batch.OfType<ReadOutcome.Read>().Select(r => r.Draft)
                .OrderBy(d => d.Published.Day ?? DateOnly.MaxValue)
                .ThenBy(d => d.Published.At ?? DateTimeOffset.MaxValue)
                .ThenBy(d => d.Origin, StringComparer.Ordinal);
            foreach (var draft in drafts)
            {
                yield return await Handle(draft, cancellation);
            }
        }
    }

    async Task<IngestResult> Handle(ArticleDraft draft, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Decide(draft, cancellation);
            }
            catch (WrongExpectedVersionException) when (attempt < Attempts)
            {
                // Another command took in the same article first: look again and decide again.
            }
        }
    }

    async Task<IngestResult> Decide(ArticleDraft draft, CancellationToken cancellation)
    {
        var contentHash = ArticleStream.ContentHash(draft.Text);
        var state = await Find(draft, contentHash, cancellation);
        if (state is null)
        {
            var stream = ArticleStream.NameFor(draft.Url, contentHash);
            var extracted = Extract(stream, draft);
            var events = ArticleDecisions.Ingest(stream, draft, extracted, extractor.Version, catalog);
            var appended = await log.Append(stream, ExpectedVersion.NoStream, events, null, cancellation);
            return appended.AlreadyAppended ? Result(draft, stream, IngestOutcome.Known, 0) : Result(draft, stream, IngestOutcome.New, events.Count - 1);
        }

        // The same words again are known, unless they come with the date that was missing: then they say more than before.
        var bringsDate = state.PublishedOn is null && draft.Published.Day is not null;
        if (state.ContentHashes.Contains(contentHash, StringComparer.Ordinal) && !bringsDate)
        {
            return Result(draft, state.Stream, IngestOutcome.Known, 0) with { PublishedOn = state.PublishedOn ?? draft.Published.Day };
        }

        return await Correct(state, draft, cancellation);
    }

    async Task<IngestResult> Correct(ArticleState state, ArticleDraft draft, CancellationToken cancellation)
    {
        var (version, text, standing) = (0L, "", new Dictionary<Guid, NewsEvent>());
        await foreach (var recorded in log.ReadStream(state.Stream, cancellation: cancellation))
        {
            version = recorded.Version;
            switch (recorded.Body)
            {
                case ArticleIngested ingested:
                    text = ingested.Text;
                    break;
                case ArticleCorrected corrected:
                    text = corrected.Text;
                    corrected.Withdrawn.ToList().ForEach(id => standing.Remove(id));
                    break;
                case ArticleRetracted:
                    standing.Clear();
                    break;
                case NewsEvent news:
                    standing[recorded.Id] = news;
                    break;
                default:
                    break;
            }
        }

        var extracted = Extract(state.Stream, draft);
        var events = ArticleDecisions.Correct(state.Stream, state.Revision + 1, text, draft, extracted, [.. standing], extractor.Version, catalog);
        var appended = await log.Append(state.Stream, version, events, null, cancellation);
        return appended.AlreadyAppended ? Result(draft, state.Stream, IngestOutcome.Known, 0) : Result(draft, state.Stream, IngestOutcome.Corrected, events.Count - 1);
    }

    /// <summary>By address; without one, by words; without those, by a file name whose text shares most of its words.</summary>
    async Task<ArticleState?> Find(ArticleDraft draft, string contentHash, CancellationToken cancellation)
    {
        if (draft.Url is not null)
        {
            return await documents.Load<ArticleState>(ArticleIndex.ProjectionName, ArticleStream.NameFor(draft.Url, contentHash), cancellation);
        }

        if (await ByKey(ArticleIndex.ContentKey(contentHash)) is { } sameWords)
        {
            return sameWords;
        }

        if (draft.FileName.Length == 0 || await ByKey(ArticleIndex.FileKey(draft.FileName)) is not { } sameFile)
        {
            return null;
        }

        var text = "";
        await foreach (var recorded in log.ReadStream(sameFile.Stream, cancellation: cancellation))
        {
            text = recorded.Body switch { ArticleIngested i => i.Text, ArticleCorrected c => c.Text, _ => text };
        }

        return TextSimilarity.Between(text, draft.Text) >= TextSimilarity.SameArticle ? sameFile : null;

        async Task<ArticleState?> ByKey(string key) =>
            await documents.Load<ArticleKey>(ArticleIndex.ProjectionName, key, cancellation) is { } found
                ? await documents.Load<ArticleState>(ArticleIndex.ProjectionName, found.Stream, cancellation)
                : null;
    }

    ExtractedArticle Extract(string stream, ArticleDraft draft) =>
        extractor.Extract(new ArticleText(stream, draft.Text, draft.Published.Day, draft.Title));

    static IngestResult Result(ArticleDraft draft, string stream, IngestOutcome outcome, int newsEvents) =>
        new(draft.Origin, stream, outcome, newsEvents, draft.Published.Day, draft.Published.Day is null ? NoDate : null);

    const string NoDate =
        "Expected a publication date in the front matter, the file name or --published, found none: taken in with its date unknown, and \"Tuesday\" or \"last month\" in it stay unresolved.";
}
