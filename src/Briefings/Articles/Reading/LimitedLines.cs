using System.Buffers;
using System.IO.Pipelines;

namespace Briefings.Articles.Reading;

/// <summary>Reads lines of bytes one by one; a line over the limit is passed over without being kept.</summary>
sealed class LimitedLines(PipeReader bytes, int limit)
{
    int _number;

    /// <param name="Number">From 1.</param>
    /// <param name="Bytes">Without its line end.</param>
    /// <param name="Defect">Why there are no bytes; <c>null</c> when there are.</param>
    public sealed record Line(int Number, byte[] Bytes, string? Defect);

    /// <summary><c>null</c> at the end, also after a read that failed.</summary>
    public async ValueTask<Line?> Next(CancellationToken cancellation)
    {
        _number++;
        long passed = 0;
        while (true)
        {
            ReadResult read;
            try
            {
                read = await bytes.ReadAsync(cancellation);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                await bytes.CompleteAsync();
                return new Line(_number, [], InputFiles.Unreadable("input", e));
            }

            if (read.Buffer.PositionOf((byte)'\n') is { } end)
                return Take(read.Buffer.Slice(0, end), read.Buffer.GetPosition(1, end), passed);
            if (read.IsCompleted)
                return read.Buffer.IsEmpty && passed == 0 ? null : Take(read.Buffer, read.Buffer.End, passed);
            if (passed > 0 || read.Buffer.Length > limit)
            {
                passed += read.Buffer.Length;
                bytes.AdvanceTo(read.Buffer.End);
            }
            else
            {
                bytes.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
    }

    Line Take(ReadOnlySequence<byte> line, SequencePosition next, long passed)
    {
        var length = passed + line.Length;
        var kept = length > limit ? [] : line.ToArray();
        bytes.AdvanceTo(next);
        return new Line(_number, kept, length > limit ? $"Expected a line of at most {ArticleLimits.Number(limit)} bytes, found {ArticleLimits.Number(length)}." : null);
    }
}
