using Briefings.EventStore;

namespace Briefings.Articles;

/// <summary>Finds the stream of an article that is handed in again: by address, by words, by file name.</summary>
public sealed record ArticleKey(string Stream);

/// <summary>What is known of one article, current at every append.</summary>
public sealed record ArticleState
{
    public required string Stream { get; init; }

    public string? Title { get; init; }

    public string? Outlet { get; init; }

    public string? Url { get; init; }

    public DateOnly? PublishedOn { get; init; }

    public required int Revision { get; init; }

    /// <summary>Of every revision, in order; a text among them is known.</summary>
    public required IReadOnlyList<string> ContentHashes { get; init; }

    public bool Retracted { get; init; }
}

/// <summary>Inline projection: the index that makes ingest idempotent.</summary>
public sealed class ArticleIndex : IProjection
{
    public const string ProjectionName = "articles";

    public string Name => ProjectionName;

    public int Version => 1;

    public ProjectionMode Mode => ProjectionMode.Inline;

    public IReadOnlyCollection<string> EventTypes { get; } = ["ArticleIngested", "ArticleCorrected", "ArticleRetracted"];

    public static string ContentKey(string contentHash) => $"content {contentHash}";

    public static string FileKey(string fileName) => $"file {fileName}";

    public async ValueTask Apply(RecordedEvent recorded, IDocumentSession documents, CancellationToken cancellation)
    {
        var stream = recorded.Stream;
        if (recorded.Body is ArticleIngested ingested)
        {
            documents.Store(stream, new ArticleState
            {
                Stream = stream,
                Title = ingested.Title,
                Outlet = ingested.Outlet,
                Url = ingested.Url,
                PublishedOn = ingested.Published.Day,
                Revision = 1,
                ContentHashes = [ingested.ContentHash],
            });
            documents.Store(ContentKey(ingested.ContentHash), new ArticleKey(stream));
            if (ingested.Url is null && ingested.FileName.Length > 0)
            {
                documents.Store(FileKey(ingested.FileName), new ArticleKey(stream));
            }

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
                });
                documents.Store(ContentKey(corrected.ContentHash), new ArticleKey(stream));
                break;
            case ArticleRetracted:
                documents.Store(stream, state with { Retracted = true });
                break;
        }
    }
}
