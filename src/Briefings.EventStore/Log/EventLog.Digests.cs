using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Threading.Channels;

namespace Briefings.EventStore;

public sealed partial class EventLog
{
    const int DigestChunk = 1000;

    /// <summary>How many chunks are read and digested ahead of whoever links them.</summary>
    const int DigestedAhead = 8;

    /// <summary>
    /// A settled stretch of the log for its hash chain: one statement reads forward, another processor digests the bodies,
    /// and what is left to the caller is to link them in order.
    /// </summary>
    internal async IAsyncEnumerable<DigestedChunk> Digested(long after, long upTo, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var chunks = Channel.CreateBounded<Task<DigestedChunk>>(new BoundedChannelOptions(DigestedAhead) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => Digest(after, upTo, chunks.Writer, ending.Token), CancellationToken.None);
        try
        {
            await foreach (var chunk in chunks.Reader.ReadAllAsync(cancellation))
                yield return await chunk;
            await reading;
        }
        finally
        {
            await ending.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task Digest(long after, long upTo, ChannelWriter<Task<DigestedChunk>> chunks, CancellationToken cancellation)
    {
        try
        {
            await foreach (var chunk in Chunks(after, upTo, types: null, DigestChunk, cancellation))
                await chunks.WriteAsync(Task.Run(() => new DigestedChunk(chunk), cancellation), cancellation);
            chunks.Complete();
        }
        catch (Exception trouble)
        {
            chunks.Complete(trouble);
            throw;
        }
    }
}

/// <summary>Rows of the log with the digests of their bodies.</summary>
sealed class DigestedChunk
{
    readonly LogChunk chunk;
    readonly byte[] digests;
    readonly EventMetadata[] metadata;

    public DigestedChunk(LogChunk chunk)
    {
        this.chunk = chunk;
        digests = new byte[chunk.Rows.Count * SHA256.HashSizeInBytes];
        metadata = new EventMetadata[chunk.Rows.Count];
        for (var n = 0; n < chunk.Rows.Count; n++)
        {
            ChainLink.BodyDigest(chunk.Rows[n].Body, digests.AsSpan(n * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes));
            metadata[n] = chunk.Rows[n].Metadata is { } json ? MetadataJson.Read(json) : EventMetadata.None;
        }
    }

    public IReadOnlyList<LogRow> Rows => chunk.Rows;

    /// <summary>Digest of the body of a row; that of a redacted one stands in its stub.</summary>
    public ReadOnlySpan<byte> Digest(int row) => digests.AsSpan(row * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes);

    /// <summary>Adds a row to the chain.</summary>
    public void Link(ChainLink link, int row) =>
        link.Add(chunk.Rows[row], chunk.Streams[row], chunk.Types[chunk.Rows[row].TypeId], metadata[row], Digest(row));
}
