using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;

namespace Briefings.Articles.Reading;

/// <summary>Opens one input, tells its format and hands it to that format's reader.</summary>
static class InputReading
{
    const int HeadBytes = 65_536;

    public static async IAsyncEnumerable<ReadOutcome> ReadFile(string path, ReadDefaults defaults, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var input = ArticleInput.File(path);
        if (Open(path, out var defect) is not { } file)
        {
            yield return input.Refuse(defect);
            yield break;
        }

        await using (file)
        {
            await foreach (var outcome in Read(input, ArticleFormats.ByExtension(path), file, defaults, cancellation))
                yield return outcome;
        }
    }

    /// <param name="named">The format that the file name promises; <c>null</c> to tell it from the content.</param>
    public static async IAsyncEnumerable<ReadOutcome> Read(
        ArticleInput input, ArticleFormat? named, Stream stream, ReadDefaults defaults, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var bytes = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: HeadBytes, leaveOpen: true));
        var head = await InputBytes.Head(bytes, HeadBytes, cancellation);
        var format = ArticleFormats.Settle(named, head.Bytes, isWhole: head.Bytes.Length < HeadBytes);
        if (head.Defect is null && format == ArticleFormat.JsonLines)
        {
            await foreach (var outcome in JsonLines.Read(input, bytes, defaults, cancellation))
                yield return outcome;
            yield break;
        }

        var whole = head.Defect is null ? await InputBytes.Whole(bytes, ArticleLimits.InputBytes, cancellation) : head;
        if (whole.Defect is { } defect)
        {
            yield return input.Refuse(defect);
            yield break;
        }

        foreach (var outcome in Outcomes(input, format, whole.Bytes, defaults))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return outcome;
        }
    }

    static IEnumerable<ReadOutcome> Outcomes(ArticleInput input, ArticleFormat format, byte[] bytes, ReadDefaults defaults) => format switch
    {
        ArticleFormat.Json => JsonArticles.Read(input, bytes, defaults),
        ArticleFormat.Feed => FeedArticles.Read(input, bytes, defaults),
        ArticleFormat.Html => [WithOriginal(HtmlArticles.Read(input, bytes, defaults), bytes)],
        _ => [WithOriginal(PlainArticles.Read(input, bytes, isMarkdown: format == ArticleFormat.Markdown, defaults), bytes)],
    };

    /// <summary>Keeps what the article was read from, unless it is the text and nothing else.</summary>
    static ReadOutcome WithOriginal(ReadOutcome outcome, byte[] bytes) =>
        outcome is ReadOutcome.Read { Draft: var draft } && !bytes.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(draft.Text))
            ? new ReadOutcome.Read(draft with { Original = new(bytes, draft.Format) })
            : outcome;

    static FileStream? Open(string path, out string defect)
    {
        try
        {
            defect = "";
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan | FileOptions.Asynchronous);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            defect = InputFiles.Unreadable("file", e);
            return null;
        }
    }
}
