namespace Briefings.EventStore;

public sealed partial class EventLog
{
    /// <summary>
    /// Computes the chain anew over the whole log and compares it with what was stored when its heads were given out, and
    /// every redacted body with the record of its redaction. Waits for the appends that are under way.
    /// </summary>
    public async Task<ChainVerification> VerifyChain(CancellationToken cancellation = default) =>
        await Audit().UpTo(await Settle(cancellation), cancellation);

    /// <summary>A check of the chain that can be asked about many positions, for little more than the highest of them costs.</summary>
    public ChainAudit Audit() => new(this);

    /// <summary>The records of redactions, which stand in streams of their own.</summary>
    internal async IAsyncEnumerable<RecordedEvent> RedactionRecords([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var names = new List<string>();
        await foreach (var name in Streams(RedactionCategory, cancellation))
            names.Add(name);
        await foreach (var recorded in ReadStreams(names, long.MaxValue, cancellation))
            yield return recorded;
    }
}
