using System.Security.Cryptography;

namespace Briefings.EventStore;

public sealed partial class EventLog
{
    const string Changed = "The log there is not what it was when its chain was computed.";

    /// <summary>
    /// Computes the chain anew and compares it with what was stored when its heads were given out, and every redacted body
    /// with the record of its redaction.
    /// </summary>
    public async Task<ChainVerification> VerifyChain(CancellationToken cancellation = default)
    {
        var redactions = await RedactionCheck.Read(this, cancellation);
        var link = new ChainLink(new byte[SHA256.HashSizeInBytes]);
        var position = 0L;
        foreach (var (last, head, marks) in await Segments(cancellation))
        {
            var at = 0;
            await foreach (var recorded in ReadSettled(position, last, null, cancellation))
            {
                link.Add(recorded);
                redactions.Look(recorded);
                if (at + ChainLink.MarkLength > marks.Length || !link.Head.AsSpan(0, ChainLink.MarkLength).SequenceEqual(marks.AsSpan(at, ChainLink.MarkLength)))
                    return redactions.Answer(new(recorded.Position, link.Head, recorded.Position) { Problem = Changed });
                at += ChainLink.MarkLength;
            }

            if (at < marks.Length || !link.Head.AsSpan().SequenceEqual(head))
                return redactions.Answer(new(last, link.Head, last) { Problem = Changed });
            position = last;
        }

        // Above the last head that was given out there is no chain to compare with; redactions are compared all the same.
        await foreach (var recorded in ReadSettled(position, await HighWaterMark(cancellation), null, cancellation))
            redactions.Look(recorded);
        return redactions.Answer(new(position, link.Head, null));
    }
}

/// <summary>Compares the stubs of the log with the records of its redactions: none without the other.</summary>
sealed class RedactionCheck
{
    readonly Dictionary<Guid, EventRedacted> records = [];
    readonly List<long> redacted = [];
    (long Position, string Problem)? wrong;

    public static async Task<RedactionCheck> Read(EventLog log, CancellationToken cancellation)
    {
        var check = new RedactionCheck();
        await foreach (var recorded in log.ReadAll(0, null, ["EventRedacted"], cancellation))
        {
            if (recorded.Body is EventRedacted record)
                check.records.TryAdd(record.EventId, record);
        }

        return check;
    }

    public void Look(RecordedEvent recorded)
    {
        var record = records.GetValueOrDefault(recorded.Id);
        if (!recorded.IsRedacted)
        {
            if (record is not null)
                wrong ??= (recorded.Position, "The log records that its body was redacted, and the body is there.");
            return;
        }

        redacted.Add(recorded.Position);
        if (record is null || record.Position != recorded.Position)
            wrong ??= (recorded.Position, "Its body was taken out, and the log has no record of a redaction.");
        else if (!ChainLink.BodyDigest(recorded.Json.Span).AsSpan().SequenceEqual(Hex(record.Digest)))
            wrong ??= (recorded.Position, "The digest of its redacted body is not the one on record.");
    }

    /// <summary>The first thing that is wrong, in the chain or in the redactions below it.</summary>
    public ChainVerification Answer(ChainVerification chain) => wrong is { } found && found.Position < (chain.FirstBroken ?? long.MaxValue)
        ? chain with { FirstBroken = found.Position, Problem = found.Problem, Redacted = redacted }
        : chain with { Redacted = redacted };

    static byte[] Hex(string digest)
    {
        try
        {
            return Convert.FromHexString(digest);
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
