namespace Briefings.EventStore;

/// <summary>A stub in the log.</summary>
/// <param name="Digest">What it says of the body it stands for, SHA-256 in lower-case hexadecimal.</param>
readonly record struct RedactedRow(long Position, Guid Id, string Digest);

/// <summary>Compares the stubs of the log with the records of its redactions: none without the other.</summary>
sealed class RedactionCheck(EventLog log)
{
    /// <summary>What is wrong first.</summary>
    /// <param name="stubs">All stubs up to a position, in position order. They were read before the records are, so each has one.</param>
    public async Task<(long Position, string Problem)?> FirstWrong(IReadOnlyList<RedactedRow> stubs, long upTo, CancellationToken cancellation)
    {
        var records = await Records(upTo, cancellation);
        var stood = stubs.Select(s => s.Position).ToHashSet();
        var wrong = stubs.Select(s => (s.Position, Problem: Problem(s, records.GetValueOrDefault(s.Id)))).Where(w => w.Problem is not null).ToList();
        foreach (var record in records.Values.Where(r => !stood.Contains(r.Position)))
        {
            // It may have been redacted behind the reader.
            if (await log.Find(record.EventId, cancellation) is { IsRedacted: false } open && open.Position <= upTo)
                wrong.Add((open.Position, "The log records that its body was redacted, and the body is there."));
        }

        return wrong.Count == 0 ? null : wrong.MinBy(w => w.Position) is { Problem: { } problem } first ? (first.Position, problem) : null;
    }

    static string? Problem(RedactedRow stub, EventRedacted? record) =>
        record is null || record.Position != stub.Position ? "Its body was taken out, and the log has no record of a redaction."
        : !string.Equals(record.Digest, stub.Digest, StringComparison.OrdinalIgnoreCase) ? "The digest of its redacted body is not the one on record."
        : null;

    /// <summary>The records of redactions up to a position, by the event's id; the first if there are several.</summary>
    async Task<Dictionary<Guid, EventRedacted>> Records(long upTo, CancellationToken cancellation)
    {
        var records = new Dictionary<Guid, EventRedacted>();
        await foreach (var recorded in log.RedactionRecords(cancellation))
        {
            if (recorded.Body is EventRedacted record && record.Position <= upTo)
                records.TryAdd(record.EventId, record);
        }

        return records;
    }
}
