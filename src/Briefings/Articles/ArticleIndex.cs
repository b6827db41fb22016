using Briefings.EventStore;

namespace Briefings.Articles;

/// <summary>Finds the stream of an article that is handed in again: by words, by its feed's name for it, by file name, by nearly the same words.</summary>
/// <param name="Stream">The first that had the key; of words, the first that carried them.</param>
public sealed record ArticleKey(string Stream)
{
    /// <summary>Of words: every outlet that carried them, in order of arrival, at most <see cref="MostCarriers"/>.</summary>
    public IReadOnlyList<ArticleCarrier>? Carriers { get; init; }

    public const int MostCarriers = 64;
}

/// <param name="Outlet">Empty when unknown.</param>
public sealed record ArticleCarrier(string Outlet, string Stream);

/// <summary>What is known of one article, current at every append.</summary>
public sealed record ArticleState
{
    public required string Stream { get; init; }

    public string? Title { get; init; }

    public string? Outlet { get; init; }

    public string? Url { get; init; }

    /// <summary>Empty when it did not come from a file.</summary>
    public string FileName { get; init; } = "";

    public DateOnly? PublishedOn { get; init; }

    public required int Revision { get; init; }

    /// <summary>Of every revision, in order; a text among them is known.</summary>
    public required IReadOnlyList<string> ContentHashes { get; init; }

    /// <summary>Name and version of the rules that read it last.</summary>
    public required string Extractor { get; init; }

    public bool Retracted { get; init; }

    /// <summary>Its text was taken out of the log; nothing else is known of it.</summary>
    public bool Redacted { get; init; }
}

/// <summary>Inline projection: the index that makes ingest idempotent.</summary>
public sealed class ArticleIndex : IProjection
{
    public const string ProjectionName = "articles";

    public string Name => ProjectionName;

    public int Version => 2;

    public ProjectionMode Mode => ProjectionMode.Inline;

    public IReadOnlyCollection<string> EventTypes { get; } = ["ArticleIngested", "ArticleCorrected", "ArticleReextracted", "ArticleRetracted"];

    public static string ContentKey(string contentHash) => $"content {contentHash}";

    public static string FileKey(string fileName) => $"file {fileName}";

    public static string ItemKey(string itemId) => $"item {itemId}";

    public static IEnumerable<string> NearKeys(string? outlet, string text) => TextSimilarity.NearNames(text).Select(name => $"near {name} {outlet}");

    public IEnumerable<string> LikelyKeys(RecordedEvent recorded) => recorded.Body switch
    {
        ArticleIngested ingested => [ContentKey(ingested.ContentHash)],
        ArticleCorrected corrected => [recorded.Stream, ContentKey(corrected.ContentHash)],
        _ => [recorded.Stream],
    };

    public async ValueTask Apply(RecordedEvent recorded, IDocumentSession documents, CancellationToken cancellation)
    {
        var stream = recorded.Stream;
        if (recorded.Body is ArticleIngested ingested)
        {
            await Begin(stream, ingested, documents, cancellation);
            return;
        }

        if (recorded is { IsRedacted: true, Type: "ArticleIngested" })
        {
            documents.Store(stream, new ArticleState { Stream = stream, Revision = 1, ContentHashes = [], Extractor = "", Retracted = true, Redacted = true });
            return;
        }

        if (await documents.Load<ArticleState>(stream, cancellation) is not { } state)
        {
            return;
        }

        switch (recorded.Body)
        {
            case ArticleCorrected corrected:
                documents.Store(stream, state with
                {
                    Title = corrected.Title ?? state.Title,
                    Revision = corrected.Revision,
                    PublishedOn = state.PublishedOn ?? corrected.Published.Day,
                    ContentHashes = [.. state.ContentHashes, corrected.ContentHash],
                    Extractor = corrected.Extractor,
                });
                await Carry(corrected.ContentHash, state.Outlet, stream, documents, cancellation);
                NameNear(state.Outlet, corrected.Text, stream, documents);
                break;
            case ArticleReextracted reextracted:
                documents.Store(stream, state with
                {
                    Revision = reextracted.Revision,
                    ContentHashes = reextracted.ContentHash is { } hash ? [.. state.ContentHashes, hash] : state.ContentHashes,
                    Extractor = reextracted.Extractor,
                });
                break;
            case ArticleRetracted:
                documents.Store(stream, state with { Retracted = true });
                break;
        }
    }

    static async ValueTask Begin(string stream, ArticleIngested ingested, IDocumentSession documents, CancellationToken cancellation)
    {
        documents.Store(stream, new ArticleState
        {
            Stream = stream,
            Title = ingested.Title,
            Outlet = ingested.Outlet,
            Url = ingested.Url,
            FileName = ingested.FileName,
            PublishedOn = ingested.Published.Day,
            Revision = 1,
            ContentHashes = [ingested.ContentHash],
            Extractor = ingested.Extractor,
        });
        await Carry(ingested.ContentHash, ingested.Outlet, stream, documents, cancellation);
        NameNear(ingested.Outlet, ingested.Text, stream, documents);
        if (ingested.ItemId is { } itemId)
        {
            documents.Store(ItemKey(itemId), new ArticleKey(stream));
        }

        if (ingested.Url is null && ingested.FileName.Length > 0)
        {
            documents.Store(FileKey(ingested.FileName), new ArticleKey(stream));
        }
    }

    static async ValueTask Carry(string contentHash, string? outlet, string stream, IDocumentSession documents, CancellationToken cancellation)
    {
        var key = await documents.Load<ArticleKey>(ContentKey(contentHash), cancellation) ?? new ArticleKey(stream) { Carriers = [] };
        var carriers = key.Carriers ?? [];
        if (carriers.Count < ArticleKey.MostCarriers && carriers.All(c => c.Stream != stream))
        {
            documents.Store(ContentKey(contentHash), key with { Carriers = [.. carriers, new(outlet ?? "", stream)] });
        }
    }

    static void NameNear(string? outlet, string text, string stream, IDocumentSession documents)
    {
        foreach (var name in NearKeys(outlet, text))
        {
            documents.Store(name, new ArticleKey(stream));
        }
    }
}
