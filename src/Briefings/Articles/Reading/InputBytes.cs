using System.Buffers;
using System.IO.Pipelines;

namespace Briefings.Articles.Reading;

/// <summary>Reads an input's bytes within a limit.</summary>
static class InputBytes
{
    /// <param name="Defect">Why there are no bytes; <c>null</c> when there are.</param>
    public readonly record struct Content(byte[] Bytes, string? Defect);

    /// <summary>Gives up to <paramref name="count"/> bytes and leaves them to be read again.</summary>
    public static async ValueTask<Content> Head(PipeReader bytes, int count, CancellationToken cancellation)
    {
        try
        {
            var read = await bytes.ReadAtLeastAsync(count, cancellation);
            var head = read.Buffer.Slice(0, Math.Min(count, read.Buffer.Length)).ToArray();
            bytes.AdvanceTo(read.Buffer.Start, read.Buffer.Start);
            return new Content(head, head.Length == 0 ? "Expected an article, found an empty input." : null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Content([], InputFiles.Unreadable("input", e));
        }
    }

    public static async ValueTask<Content> Whole(PipeReader bytes, int limit, CancellationToken cancellation)
    {
        try
        {
            var read = await bytes.ReadAtLeastAsync(limit + 1, cancellation);
            var found = read.Buffer.Length;
            var whole = found > limit ? [] : read.Buffer.ToArray();
            bytes.AdvanceTo(read.Buffer.End);
            return new Content(whole, found > limit ? $"Expected at most {ArticleLimits.Number(limit)} bytes, found more; only NDJSON may be larger." : null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Content([], InputFiles.Unreadable("input", e));
        }
    }
}
