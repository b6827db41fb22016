using Briefings.Articles.Reading;
using Briefings.EventStore;

namespace Briefings.Articles;

/// <summary>A draft with the keys by which an article that is known already would be found.</summary>
/// <param name="Stream">The stream it has if it is new.</param>
sealed record KeyedDraft(ArticleDraft Draft, string ContentHash, string Stream, IReadOnlyList<string> NearKeys)
{
    public static KeyedDraft Of(ArticleDraft draft)
    {
        var hash = ArticleStream.ContentHash(draft.Text);
        return new(draft, hash, ArticleStream.NameFor(draft.Url, hash, draft.Outlet), [.. ArticleIndex.NearKeys(draft.Outlet, draft.Text)]);
    }

    /// <summary>The same words were an article of another day, too far from this one: the name they give is taken.</summary>
    public KeyedDraft OnItsDay() => this with { Stream = ArticleStream.NameFor(Draft.Url, ContentHash, FormattableString.Invariant($"{Draft.Outlet} on {Draft.Published.Day:yyyy-MM-dd}")) };

    public string ContentKey => ArticleIndex.ContentKey(ContentHash);

    public string? ItemKey => Draft.ItemId is { } id ? ArticleIndex.ItemKey(id) : null;

    public string? FileKey => Draft.Url is null && Draft.FileName.Length > 0 ? ArticleIndex.FileKey(Draft.FileName) : null;

    public IEnumerable<string> Keys => Names.Concat(NearKeys);

    /// <summary>Two drafts that share one of these may be one article.</summary>
    public IEnumerable<string> Names => new[] { ContentKey, ItemKey, FileKey }.OfType<string>();
}

/// <summary>What the index says about some drafts.</summary>
sealed record FoundArticles(IReadOnlyDictionary<string, ArticleKey> Keys, IReadOnlyDictionary<string, ArticleState> States)
{
    /// <summary>Whether anything may be the draft's article; if not, it is new.</summary>
    public bool MayKnow(KeyedDraft draft) =>
        States.ContainsKey(draft.Stream)
        || ByKey(draft.ItemKey) is not null
        || ByKey(draft.FileKey) is not null
        || ArticleFinder.ByWords(draft, this) is not null
        || draft.NearKeys.Select(ByKey).OfType<ArticleState>().Any(near => CalledArticle.Of(near).CanBe(CalledArticle.Of(draft.Draft)));

    public ArticleState? ByKey(string? key) => key is not null && Keys.TryGetValue(key, out var found) ? States.GetValueOrDefault(found.Stream) : null;
}

/// <summary>What an article is called: by it two of nearly the same words are told apart without reading either.</summary>
readonly record struct CalledArticle(Uri? Url, string? Title, DateOnly? Day)
{
    /// <summary>Nearly the same words at a greater distance are another day's report: figures in it are news and no correction.</summary>
    const int MostDaysApart = 2;

    public static CalledArticle Of(ArticleState state) => new(state.Url is { } url ? new Uri(url) : null, state.Title, state.PublishedOn);

    public static CalledArticle Of(ArticleDraft draft) => new(draft.Url, draft.Title, draft.Published.Day);

    /// <summary>Two addresses are two articles, unless they have one title on one day.</summary>
    public bool CanBe(CalledArticle other)
    {
        var days = Day is { } a && other.Day is { } b ? Math.Abs(a.DayNumber - b.DayNumber) : 0;
        return Url is { } url && other.Url is { } address && ArticleStream.Canonical(url) != ArticleStream.Canonical(address)
            ? days == 0 && Title is { Length: > 0 } title && string.Equals(title, other.Title, StringComparison.OrdinalIgnoreCase)
            : days <= MostDaysApart;
    }
}

/// <summary>Decides which article of the log a draft is a text of.</summary>
sealed class ArticleFinder(EventLog log, Documents documents)
{
    /// <summary>Asks the index about all drafts in two questions.</summary>
    public async Task<FoundArticles> Look(IReadOnlyList<KeyedDraft> drafts, CancellationToken cancellation)
    {
        var keys = await documents.LoadMany<ArticleKey>(ArticleIndex.ProjectionName, [.. drafts.SelectMany(d => d.Keys).Distinct(StringComparer.Ordinal)], cancellation);
        var streams = keys.Values.SelectMany(k => (k.Carriers ?? []).Select(c => c.Stream).Append(k.Stream)).Concat(drafts.Select(d => d.Stream)).Distinct(StringComparer.Ordinal);
        return new(keys, await documents.LoadMany<ArticleState>(ArticleIndex.ProjectionName, [.. streams], cancellation));
    }

    /// <summary>By address; then by the feed's name for it; then by words and outlet; then by a file name or an outlet under which nearly the same words stand.</summary>
    public async Task<ArticleState?> Find(KeyedDraft draft, FoundArticles found, CancellationToken cancellation)
    {
        if (found.States.TryGetValue(draft.Stream, out var byStream) && (draft.Draft.Url is not null || byStream.Redacted))
        {
            return byStream;
        }

        if ((found.ByKey(draft.ItemKey) ?? ByWords(draft, found)) is { } named)
        {
            return named;
        }

        if (found.ByKey(draft.FileKey) is { } byFile && await Shares(byFile, TextSimilarity.SameArticle) && IsCompatible(byFile.Outlet, draft.Draft.Outlet))
        {
            return byFile;
        }

        foreach (var near in draft.NearKeys.Select(found.ByKey).OfType<ArticleState>().DistinctBy(s => s.Stream, StringComparer.Ordinal))
        {
            if (CalledArticle.Of(near).CanBe(CalledArticle.Of(draft.Draft)) && await Shares(near, TextSimilarity.NearlyIdentical))
            {
                return near;
            }
        }

        return null;

        async Task<bool> Shares(ArticleState state, double least) =>
            TextSimilarity.Between((await StandingArticle.Read(log, state.Stream, cancellation)).Text, draft.Draft.Text) >= least;
    }

    /// <summary>The same words of the same outlet, or of none; under another outlet's name they are that outlet's article.</summary>
    internal static ArticleState? ByWords(KeyedDraft draft, FoundArticles found) =>
        (found.Keys.GetValueOrDefault(draft.ContentKey)?.Carriers ?? [])
            .Select(c => found.States.GetValueOrDefault(c.Stream))
            .OfType<ArticleState>()
            .FirstOrDefault(s => (IsCompatible(s.Outlet, draft.Draft.Outlet) || IsSameFile(s, draft.Draft)) && CalledArticle.Of(s).CanBe(CalledArticle.Of(draft.Draft)));

    /// <summary>A draft that names no outlet may be anybody's.</summary>
    static bool IsCompatible(string? known, string? named) => named is null || string.Equals(known, named, StringComparison.OrdinalIgnoreCase);

    /// <summary>A file whose outlet was unknown and is named now.</summary>
    static bool IsSameFile(ArticleState state, ArticleDraft draft) =>
        state.Outlet is null && state.Url is null && draft.Url is null && state.FileName.Length > 0 && state.FileName == draft.FileName;
}
