using System.Globalization;
using System.Text;
using Briefings.Articles;
using Briefings.Articles.Reading;
using Briefings.EventStore;
using Briefings.Feeds.Formats;
using Briefings.Pages;

namespace Briefings.Feeds;

/// <summary>What became of a feed's items.</summary>
/// <param name="Seen">Items that had not been met, or had changed.</param>
/// <param name="IsComplete">Whether none has to wait for the next poll.</param>
public sealed record TakenItems(int Seen, int New, int Known, int Corrected, int Refused, IReadOnlyList<string> Notes, IReadOnlyList<IngestResult> Results, bool IsComplete);

/// <summary>Takes in the items of a feed that were not met before, by what the feed calls them, their address and their words; dates are no cursor.</summary>
public sealed class TakeInItems(IngestArticles ingest, CarriedItems carried, FeedItems items, Quarantine quarantine, FetchPages pages)
{
    /// <summary>An item that changes more often is left at its last text: it is a counter or a clock.</summary>
    const int MaximumRevisions = 10;

    /// <summary>Pages that are fetched for one poll; the rest waits for the next.</summary>
    const int MaximumPages = 25;

    /// <summary>A longer text is a full one, whatever the feed calls it.</summary>
    const int FullText = 1_500;

    const int MaximumRefusalsKept = 100;

    sealed record Candidate(FeedItem Item, string Key, byte[] KeyDigest, byte[] Content, MetItem? Met);

    public async Task<TakenItems> Handle(FeedState feed, FeedDocument document, DateTimeOffset now, CancellationToken cancellation)
    {
        var notes = new List<string>(document.Notes);
        var unique = Unique(document, notes);
        var met = await items.Met(feed.Stream, [.. unique.Select(item => item.KeyDigest)], cancellation);
        var candidates = unique.Select(item => item with { Met = met.GetValueOrDefault(Convert.ToHexStringLower(item.KeyDigest)) })
            .Where(item => item.Met is null || !item.Met.Content.AsSpan().SequenceEqual(item.Content)).ToList();
        var known = unique.Count - candidates.Count;
        var restless = candidates.RemoveAll(item => item.Met is { Revisions: >= MaximumRevisions });
        if (restless > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"Expected items that keep their words, found {restless} that changed more than {MaximumRevisions} times: left as they are."));
        }

        var round = new Round(feed, document, now);
        foreach (var item in candidates)
        {
            await Prepare(round, item, cancellation);
        }

        await Ingest(round, cancellation);
        if (round.Waiting > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{round.Waiting} items wait for the next poll: at most {MaximumPages} pages are fetched at once."));
        }

        return new TakenItems(
            candidates.Count - round.Waiting, round.Count(IngestOutcome.New), known + restless + round.Known + round.Count(IngestOutcome.Known),
            round.Count(IngestOutcome.Corrected) + round.Count(IngestOutcome.Retracted), round.Refused, notes, round.Results, round.Waiting == 0);
    }

    /// <summary>What one poll gathers.</summary>
    sealed class Round(FeedState feed, FeedDocument document, DateTimeOffset now)
    {
        readonly HashSet<string> shared = [.. document.Items.Where(item => item.Address is not null).GroupBy(item => item.Address is { } address ? ArticleStream.Canonical(address) : "", StringComparer.Ordinal).Where(group => group.Select(item => item.Id).Distinct(StringComparer.Ordinal).Skip(1).Any()).Select(group => group.Key)];

        public FeedState Feed => feed;

        public bool IsShared(Uri address) => shared.Contains(ArticleStream.Canonical(address));

        public FeedDocument Document { get; } = feed.Outlet is { } outlet ? document with { Title = new FeedText(outlet, false) } : document;

        public DateTimeOffset Now => now;

        public OrderedDictionary<string, (Candidate Item, ArticleDraft Draft)> Drafts { get; } = new(StringComparer.Ordinal);

        public List<IngestResult> Results { get; } = [];

        public int PagesFetched { get; set; }

        public int Waiting { get; set; }

        public int Known { get; set; }

        public int Refused { get; set; }

        public int Count(IngestOutcome outcome) => Results.Count(result => result.Outcome == outcome);
    }

    // One item a key: what a feed calls by one name is one article, and its first item is the one that counts.
    static List<Candidate> Unique(FeedDocument document, List<string> notes)
    {
        var unique = new OrderedDictionary<string, Candidate>(StringComparer.Ordinal);
        var repeated = 0;
        foreach (var item in document.Items)
        {
            var words = string.Join('\n', FeedArticles.Plain(item.Title), FeedArticles.Plain(item.Content), FeedArticles.Plain(item.Summary));
            var key = item.Id ?? item.Address?.AbsoluteUri ?? item.Link ?? words;
            repeated += unique.TryAdd(key, new Candidate(item, key, FeedItems.Digest(key), FeedItems.Digest(item.Defect is null ? words : $"{item.Defect}\n{words}"), null)) ? 0 : 1;
        }

        if (repeated > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"Expected each item to have a name of its own, found {repeated} that repeat one: the first of each name counts."));
        }

        return [.. unique.Values];
    }

    async Task Prepare(Round round, Candidate item, CancellationToken cancellation)
    {
        var input = new ArticleInput(round.Feed.Url, "");
        var seenAt = item.Met?.FirstSeenAt ?? round.Now;
        var outcome = FeedArticles.Read(input, round.Document, item.Item, new ReadDefaults(SeenAt: seenAt));
        if (round.Feed.FullText && item.Item.Defect is null && item.Item.Address is { } page && NeedsPage(outcome))
        {
            if (round.PagesFetched >= MaximumPages)
            {
                round.Waiting++;
                return;
            }

            round.PagesFetched++;
            outcome = await WithPage(outcome, page, seenAt, cancellation);
        }

        if (outcome is ReadOutcome.Read { Draft: var draft })
        {
            await Add(round, item, draft, cancellation);
        }
        else if (outcome is ReadOutcome.Refused refused)
        {
            await Refuse(round, item, refused.Origin, refused.Reason, cancellation);
        }
    }

    async Task Add(Round round, Candidate item, ArticleDraft draft, CancellationToken cancellation)
    {
        var mayCorrect = item.Met is not null;
        if (!mayCorrect && await carried.Standing(draft, cancellation) is { } standing)
        {
            if (standing.IsSame)
            {
                round.Known++;
                await items.Meet(round.Feed.Stream, item.KeyDigest, item.Content, standing.Stream, round.Now, cancellation);
                return;
            }

            draft = draft with { Url = null };
        }

        // An address that several items share names none of them.
        var url = draft.Url is { } address && round.IsShared(address) ? null : draft.Url;
        round.Drafts.TryAdd(draft.Origin, (item, draft with { Url = url, ItemId = $"{round.Feed.Stream} {Convert.ToHexStringLower(item.KeyDigest)}" }));
    }

    static bool NeedsPage(ReadOutcome outcome) => outcome is ReadOutcome.Refused || outcome is ReadOutcome.Read { Draft.Text.Length: < FullText };

    // The page's words with what the feed says about them; the feed's own when the page cannot be read.
    async Task<ReadOutcome> WithPage(ReadOutcome fromFeed, Uri address, DateTimeOffset seenAt, CancellationToken cancellation)
    {
        var (fromPage, _) = await pages.Fetch(address, new ReadDefaults(SeenAt: seenAt), cancellation);
        return (fromFeed, fromPage) switch
        {
            (ReadOutcome.Read { Draft: var feed }, ReadOutcome.Read { Draft: var page }) when page.Text.Length > feed.Text.Length => new ReadOutcome.Read(page with
            {
                Origin = feed.Origin,
                Title = feed.Title ?? page.Title,
                Outlet = feed.Outlet ?? page.Outlet,
                Byline = feed.Byline ?? page.Byline,
                Published = feed.Published.Day is null ? page.Published : feed.Published,
            }),
            (ReadOutcome.Refused refused, ReadOutcome.Read { Draft: var page }) => new ReadOutcome.Read(page with { Origin = refused.Origin }),
            (ReadOutcome.Refused refused, ReadOutcome.Refused second) => new ReadOutcome.Refused(refused.Origin, $"{refused.Reason} Its page: {second.Reason}"),
            _ => fromFeed,
        };
    }

    async Task Refuse(Round round, Candidate item, string origin, string reason, CancellationToken cancellation)
    {
        round.Results.Add(new IngestResult(origin, null, IngestOutcome.Refused, 0, null, reason));
        if (++round.Refused <= MaximumRefusalsKept)
        {
            var original = Encoding.UTF8.GetBytes(item.Item.Original[..Math.Min(item.Item.Original.Length, Quarantine.MaximumBytes)].ToArray());
            await quarantine.Keep(round.Feed, item.Key, reason, original, round.Document.ItemFormat, null, item.Met?.FirstSeenAt ?? round.Now, cancellation);
            FaultPoint.Pass("feed.quarantined");
        }

        await items.Meet(round.Feed.Stream, item.KeyDigest, item.Content, null, round.Now, cancellation);
    }

    async Task Ingest(Round round, CancellationToken cancellation)
    {
        await foreach (var result in ingest.Handle(round.Drafts.Values.Select(entry => (ReadOutcome)new ReadOutcome.Read(entry.Draft)).ToAsyncEnumerable(), cancellation))
        {
            var (item, _) = round.Drafts[result.Origin];
            if (result.Outcome is IngestOutcome.Refused)
            {
                await Refuse(round, item, result.Origin, result.Note ?? "Expected an article.", cancellation);
                continue;
            }

            FaultPoint.Pass("feed.ingested");
            await items.Meet(round.Feed.Stream, item.KeyDigest, item.Content, result.Stream, round.Now, cancellation);
            FaultPoint.Pass("feed.met");
            round.Results.Add(result);
        }
    }
}
