using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Briefings.Articles.Reading;
using Briefings.EventStore;
using Briefings.Extraction;
using Briefings.NewsEvents;

namespace Briefings.Articles;

/// <summary>Brings article drafts into the log: whatever is killed when, an article is there with all its events or not at all.</summary>
public sealed class IngestArticles(EventLog log, Documents documents, OriginalFiles originals, IExtractor extractor, NewsEventCatalog catalog, TimeProvider clock)
{
    // Inputs are put in the order of publication within a batch, so that a correction follows what it corrects whatever the file names.
    const int BatchSize = 1_000;

    /// <summary>How many new articles one commit takes.</summary>
    const int CommitSize = 100;

    const int Attempts = 5;

    /// <summary>Longer texts that no known article answers to are articles, whatever their first line says.</summary>
    const int LongestNotice = 2_000;

    readonly ArticleFinder finder = new(log, documents);

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
                .ThenBy(d => d.Origin, StringComparer.Ordinal)
                .ToList();
            await foreach (var result in HandleSorted(drafts, cancellation))
            {
                yield return result;
            }
        }
    }

    /// <summary>What is certainly new goes in many to a commit; whatever may be known waits for what comes before it and is decided alone.</summary>
    async IAsyncEnumerable<IngestResult> HandleSorted(List<ArticleDraft> drafts, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var keyed = await Each(drafts, KeyedDraft.Of, cancellation);
        var found = await finder.Look(keyed, cancellation);
        var met = new MetArticles();
        var isNew = Array.ConvertAll(keyed, k => IsNew(k, found, met));
        var extracted = await Each([.. Enumerable.Range(0, keyed.Length)], i => isNew[i] ? Extract(keyed[i].Stream, keyed[i].Draft, keyed[i].Draft.Published.Day) : null, cancellation);
        var pending = new List<(KeyedDraft Draft, ExtractedArticle Extracted)>();
        for (var i = 0; i < keyed.Length; i++)
        {
            if (extracted[i] is { } reading)
            {
                pending.Add((keyed[i], reading));
            }

            if (pending.Count == CommitSize || extracted[i] is null || i == keyed.Length - 1)
            {
                foreach (var result in await AppendNew(pending, cancellation))
                {
                    yield return result;
                }

                pending.Clear();
            }

            if (extracted[i] is null)
            {
                yield return await Handle(keyed[i], cancellation);
            }
        }
    }

    /// <summary>Remembers what of the batch was met before, and tells what may be the same article.</summary>
    sealed class MetArticles
    {
        readonly HashSet<string> names = new(StringComparer.Ordinal);
        readonly Dictionary<string, List<CalledArticle>> near = new(StringComparer.Ordinal);

        public bool Meet(KeyedDraft draft)
        {
            var isMet = !names.Add(draft.Stream);
            foreach (var name in draft.Names)
            {
                isMet |= !names.Add(name);
            }

            var called = CalledArticle.Of(draft.Draft);
            foreach (var key in draft.NearKeys)
            {
                ref var others = ref CollectionsMarshal.GetValueRefOrAddDefault(near, key, out _);
                isMet |= (others ??= []).Exists(o => o.CanBe(called));
                others.Add(called);
            }

            return isMet;
        }
    }

    static bool IsNew(KeyedDraft draft, FoundArticles found, MetArticles met) =>
        !met.Meet(draft) && !found.MayKnow(draft) && Notice(draft.Draft) is null;

    static async Task<TOut[]> Each<TIn, TOut>(List<TIn> inputs, Func<TIn, TOut> work, CancellationToken cancellation)
    {
        var outputs = new TOut[inputs.Count];
        if (inputs.Count == 1)
        {
            outputs[0] = work(inputs[0]);
            return outputs;
        }

        await Task.Run(() => Parallel.For(0, inputs.Count, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, i => outputs[i] = work(inputs[i])), cancellation);
        return outputs;
    }

    async Task<IReadOnlyList<IngestResult>> AppendNew(List<(KeyedDraft Draft, ExtractedArticle Extracted)> pending, CancellationToken cancellation)
    {
        if (pending.Count == 0)
        {
            return [];
        }

        var appends = pending.ConvertAll(p => new StreamAppend(p.Draft.Stream, ExpectedVersion.NoStream, ArticleDecisions.Ingest(p.Draft.Stream, p.Draft.Draft, p.Extracted, extractor.Version, catalog)));
        try
        {
            await originals.Keep(pending.Select(p => p.Draft.Draft.Original).OfType<DraftOriginal>(), cancellation);
            var appended = await log.Append(appends, cancellation);
            return [.. pending.Select((p, i) => appended[i].AlreadyAppended
                ? Result(p.Draft.Draft, p.Draft.Stream, IngestOutcome.Known, 0)
                : Result(p.Draft.Draft, p.Draft.Stream, IngestOutcome.New, appends[i].Events.Count - 1))];
        }
        catch (Exception e) when (e is WrongExpectedVersionException or DuplicateEventException)
        {
            // Another command took in one of them first, or one cannot go in: each for itself, so that its neighbours do.
            var results = new List<IngestResult>();
            foreach (var (draft, _) in pending)
            {
                results.Add(await Handle(draft, cancellation));
            }

            return results;
        }
    }

    async Task<IngestResult> Handle(KeyedDraft draft, CancellationToken cancellation)
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

    async Task<IngestResult> Decide(KeyedDraft keyed, CancellationToken cancellation)
    {
        var draft = keyed.Draft;
        var found = await finder.Look([keyed], cancellation);
        var state = await finder.Find(keyed, found, cancellation);
        if (Notice(draft) is { } notice && (state is not null || draft.Text.Length <= LongestNotice))
        {
            return await TakeBack(state, draft, notice, cancellation);
        }

        if (state is null)
        {
            keyed = found.States.ContainsKey(keyed.Stream) ? keyed.OnItsDay() : keyed;
            var extracted = Extract(keyed.Stream, draft, draft.Published.Day);
            var events = ArticleDecisions.Ingest(keyed.Stream, draft, extracted, extractor.Version, catalog);
            await Keep(draft, cancellation);
            var appended = await log.Append(keyed.Stream, ExpectedVersion.NoStream, events, null, cancellation);
            return appended.AlreadyAppended ? Result(draft, keyed.Stream, IngestOutcome.Known, 0) : Result(draft, keyed.Stream, IngestOutcome.New, events.Count - 1);
        }

        if (state.Retracted)
        {
            return Result(draft, state.Stream, IngestOutcome.Known, 0, state.PublishedOn) with { Note = state.Redacted ? Redacted : Retracted };
        }

        // The same words again are known, unless they come with the date that was missing: then they say more than before.
        var bringsDate = state.PublishedOn is null && draft.Published.Day is not null;
        if (state.ContentHashes.Contains(keyed.ContentHash, StringComparer.Ordinal) && !bringsDate)
        {
            return Result(draft, state.Stream, IngestOutcome.Known, 0, state.PublishedOn) with { PublishedOn = state.PublishedOn ?? draft.Published.Day };
        }

        return await Correct(state, draft, bringsDate, cancellation);
    }

    async Task<IngestResult> Correct(ArticleState state, ArticleDraft draft, bool bringsDate, CancellationToken cancellation)
    {
        // All from one reading of the stream: the index may have moved on since it was asked.
        var standing = await StandingArticle.Read(log, state.Stream, cancellation);
        if (!bringsDate && TextDifference.Between(standing.Text, draft.Text).Count == 0)
        {
            return Result(draft, state.Stream, IngestOutcome.Known, 0, standing.Published.Day);
        }

        // A later text without a date is still counted from the day that is known; otherwise its "Tuesday" would lose the date it has.
        var extracted = Extract(state.Stream, draft, draft.Published.Day ?? standing.Published.Day);
        var events = ArticleDecisions.Correct(state.Stream, standing, draft, extracted, extractor.Version, catalog);
        await Keep(draft, cancellation);
        var appended = await log.Append(state.Stream, standing.Version, events, null, cancellation);
        return appended.AlreadyAppended
            ? Result(draft, state.Stream, IngestOutcome.Known, 0, standing.Published.Day)
            : Result(draft, state.Stream, IngestOutcome.Corrected, events.Count - 1, standing.Published.Day);
    }

    /// <summary>The text says that its article no longer stands.</summary>
    async Task<IngestResult> TakeBack(ArticleState? state, ArticleDraft draft, string notice, CancellationToken cancellation)
    {
        if (state is null)
        {
            return new IngestResult(draft.Origin, null, IngestOutcome.Refused, 0, draft.Published.Day, $"Expected an article, found a notice that takes one back, and none in the log that it is known to be about: \"{notice}\"");
        }

        if (state.Retracted)
        {
            return Result(draft, state.Stream, IngestOutcome.Known, 0, state.PublishedOn) with { Note = state.Redacted ? Redacted : Retracted };
        }

        await log.Append(state.Stream, ExpectedVersion.Any, [RetractArticle.Retraction(state.Stream, notice, clock.GetUtcNow())], null, cancellation);
        return Result(draft, state.Stream, IngestOutcome.Retracted, 0, state.PublishedOn) with { Note = $"Its outlet takes it back: \"{notice}\"" };
    }

    static string? Notice(ArticleDraft draft) => KillNotice.In(draft.Title is { } title ? $"{title}\n{draft.Text}" : draft.Text);

    Task Keep(ArticleDraft draft, CancellationToken cancellation) => draft.Original is { } original ? originals.Keep([original], cancellation) : Task.CompletedTask;

    ExtractedArticle Extract(string stream, ArticleDraft draft, DateOnly? reference) =>
        extractor.Extract(new ArticleText(stream, draft.Text, reference, draft.Title));

    static IngestResult Result(ArticleDraft draft, string stream, IngestOutcome outcome, int newsEvents, DateOnly? knownDay = null) =>
        (draft.Published.Day ?? knownDay) is { } day
            ? new(draft.Origin, stream, outcome, newsEvents, day, null) { PublishedAt = draft.Published.At }
            : new(draft.Origin, stream, outcome, newsEvents, null, NoDate);

    const string Retracted = "Expected an article that stands, found one that was retracted: left as it is, and no briefing states it.";

    const string Redacted = "Expected an article that stands, found one whose text was redacted: left as it is.";

    const string NoDate =
        "Expected a publication date in the front matter, the file name or --published, found none: taken in with its date unknown, and \"Tuesday\" or \"last month\" in it stay unresolved.";
}
