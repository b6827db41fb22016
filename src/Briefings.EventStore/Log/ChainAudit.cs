using System.Security.Cryptography;

namespace Briefings.EventStore;

/// <summary>
/// One check of the hash chain, which can be asked about many positions and reads each stretch of the log once: what it has
/// computed from the events themselves it remembers, what is stored of the chain it only compares with. What is altered
/// behind it while it lasts it does not see, so it is made for one command and thrown away. Not safe to share between threads.
/// </summary>
public sealed class ChainAudit
{
    const string Changed = "The log there is not what it was when its chain was computed.";

    /// <summary>How many events lie between two heads that are remembered, at the most.</summary>
    const int AnchorInterval = 1000;

    readonly EventLog log;
    readonly ChainLink link = new(new byte[SHA256.HashSizeInBytes]);
    readonly List<(long Position, byte[] Head)> anchors = [(0, new byte[SHA256.HashSizeInBytes])];
    readonly List<RedactedRow> redacted = [];
    readonly Queue<ChainSegment> segments = new();
    ChainVerification? broken;
    ChainSegment? segment;
    int compared;
    DateTimeOffset earliest;
    long reached;
    bool isBehindChain;

    internal ChainAudit(EventLog log) => this.log = log;

    /// <summary>Checks the log up to a position: its chain against what is stored of it, its stubs against the records of redactions.</summary>
    /// <param name="position">The last position checked; it need not be that of an event.</param>
    /// <returns>The head at that position, and what is broken at or below it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The position is negative or not settled.</exception>
    public async Task<ChainVerification> UpTo(long position, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        if (position > reached && await log.HighWaterMark(cancellation) is var settled && position > settled)
            throw new ArgumentOutOfRangeException(nameof(position), position, $"Expected a position up to {settled}.");
        if (position > reached && broken is null)
            await Advance(position, cancellation);
        var chain = broken is { FirstBroken: { } at } && at <= position ? broken : new(position, await Head(position, cancellation), null);
        return await Redactions(chain, position, cancellation);
    }

    async Task Advance(long upTo, CancellationToken cancellation)
    {
        await NextSegment(cancellation);
        await foreach (var chunk in log.Digested(reached, upTo, cancellation))
        {
            for (var row = 0; row < chunk.Rows.Count && broken is null; row++)
                await Add(chunk, row, cancellation);
            if (broken is not null)
                return;
        }

        await EndSegments(upTo, cancellation);
        reached = upTo;
        Remember(upTo);
    }

    async Task Add(DigestedChunk chunk, int row, CancellationToken cancellation)
    {
        var position = chunk.Rows[row].Position;
        await EndSegments(position - 1, cancellation);
        if (broken is not null)
            return;
        chunk.Link(link, row);
        if (Redacted.Stands(chunk.Rows[row].Body))
            redacted.Add(new(position, chunk.Rows[row].Id, Convert.ToHexStringLower(chunk.Digest(row))));
        if (segment is not null && !IsNextMark(segment, chunk.Rows[row].RecordedAt))
            broken = new(position, link.Head, position) { Problem = Changed };
        else if (link.Count >= AnchorInterval)
            Remember(position);
    }

    /// <summary>Whether the stored chain says the same of the event that was added last.</summary>
    bool IsNextMark(ChainSegment stored, DateTimeOffset recordedAt)
    {
        earliest = recordedAt < earliest ? recordedAt : earliest;
        var from = compared;
        compared += ChainLink.MarkLength;
        return compared <= stored.Marks.Length && link.Mark.SequenceEqual(stored.Marks.AsSpan(from, ChainLink.MarkLength));
    }

    /// <summary>Compares the heads of the stored stretches that end at or below a position.</summary>
    async ValueTask EndSegments(long position, CancellationToken cancellation)
    {
        while (segment is not null && segment.Last <= position && broken is null)
        {
            if (compared < segment.Marks.Length || earliest != segment.Earliest || !link.Head.AsSpan().SequenceEqual(segment.Head))
                broken = new(segment.Last, link.Head, segment.Last) { Problem = Changed };
            Remember(segment.Last);
            (var ended, segment) = (segment.Last, null);
            await NextSegment(ended, cancellation);
        }
    }

    ValueTask NextSegment(CancellationToken cancellation) => segment is null ? NextSegment(reached, cancellation) : ValueTask.CompletedTask;

    // Behind the last head that was stored when the audit came there, there is nothing to compare with any more.
    async ValueTask NextSegment(long after, CancellationToken cancellation)
    {
        if (segments.Count == 0 && !isBehindChain)
        {
            foreach (var stored in await log.SegmentsAfter(after, cancellation))
                segments.Enqueue(stored);
        }

        isBehindChain |= segments.Count == 0;
        (compared, earliest) = (0, DateTimeOffset.MaxValue);
        segment = segments.TryDequeue(out var next) ? next : null;
    }

    void Remember(long position)
    {
        link.TakeMarks();
        if (anchors[^1].Position < position)
            anchors.Add((position, link.Head));
    }

    /// <summary>The head at a position that was passed, from the last one remembered before it.</summary>
    async Task<byte[]> Head(long position, CancellationToken cancellation)
    {
        var found = anchors.BinarySearch((position, []), Comparer<(long Position, byte[])>.Create((a, b) => a.Position.CompareTo(b.Position)));
        var anchor = anchors[found >= 0 ? found : ~found - 1];
        if (anchor.Position == position)
            return anchor.Head;
        var between = new ChainLink(anchor.Head);
        await foreach (var chunk in log.Digested(anchor.Position, position, cancellation))
        {
            for (var row = 0; row < chunk.Rows.Count; row++)
                chunk.Link(between, row);
        }

        return between.Head;
    }

    async Task<ChainVerification> Redactions(ChainVerification chain, long position, CancellationToken cancellation)
    {
        var here = redacted.FindAll(r => r.Position <= position);
        var wrong = await new RedactionCheck(log).FirstWrong(here, Math.Min(position, chain.Position), cancellation);
        chain = chain with { Redacted = [.. here.Select(r => r.Position)] };
        return wrong is { } found && found.Position < (chain.FirstBroken ?? long.MaxValue)
            ? chain with { Position = found.Position, FirstBroken = found.Position, Problem = found.Problem }
            : chain;
    }
}
