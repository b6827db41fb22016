using System.Runtime.CompilerServices;

namespace Briefings.Articles.Reading;

/// <summary>Reads what is handed in over the network, as <see cref="ArticleFiles"/> reads files.</summary>
public static class ArticleUploads
{
    static readonly Dictionary<string, ArticleFormat?> ByMediaType = new(StringComparer.OrdinalIgnoreCase)
    {
        ["text/plain"] = null, ["application/octet-stream"] = null,
        ["text/markdown"] = ArticleFormat.Markdown,
        ["text/html"] = ArticleFormat.Html, ["application/xhtml+xml"] = ArticleFormat.Html,
        ["application/json"] = ArticleFormat.Json,
        ["application/x-ndjson"] = ArticleFormat.JsonLines, ["application/jsonl"] = ArticleFormat.JsonLines,
        ["application/rss+xml"] = ArticleFormat.Feed, ["application/atom+xml"] = ArticleFormat.Feed,
        ["application/xml"] = ArticleFormat.Feed, ["text/xml"] = ArticleFormat.Feed,
    };

    /// <summary>Bytes of one upload at most.</summary>
    public const int MaxBytes = ArticleLimits.InputBytes;

    /// <summary>Media types of which articles are read.</summary>
    public static IReadOnlyList<string> MediaTypes { get; } = [.. ByMediaType.Keys.Where(t => t != "application/octet-stream").Order(StringComparer.Ordinal)];

    /// <param name="origin">What it is called in messages.</param>
    /// <param name="fileName">Empty when it has none; folders before it are left out.</param>
    /// <param name="mediaType">Without parameters; one that says nothing leaves the format to the file name and the content.</param>
    public static async IAsyncEnumerable<ReadOutcome> Read(
        string origin, string fileName, string? mediaType, Stream content, ReadDefaults defaults, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var named = CleanText.Brief(fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..]);
        var input = new ArticleInput(origin, named);
        var format = ArticleFormats.ByExtension(named) ?? (mediaType is null ? null : ByMediaType.GetValueOrDefault(mediaType));
        await foreach (var outcome in InputReading.Read(input, format, content, defaults, cancellation))
            yield return outcome;
    }
}
