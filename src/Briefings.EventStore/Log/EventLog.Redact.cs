using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Briefings.EventStore;

public sealed partial class EventLog
{
    const string RedactionCategory = "redaction";

    // language=sql
    const string EventsById = """
        select e.position, s.name, e.version, e.id, e.type_id, e.body, e.metadata, e.recorded_at
        from unnest($1::uuid[]) wanted(id)
        join briefings.events e on uuid_hash_extended(e.id, 0) = uuid_hash_extended(wanted.id, 0) and e.id = wanted.id
        join briefings.streams s on s.id = e.stream_id
        order by e.position
        """;

    /// <summary>The event with an id, in whatever stream it stands; null if there is none.</summary>
    public async Task<RecordedEvent?> Find(Guid id, CancellationToken cancellation = default) =>
        (await Page(ById([id]), cancellation)).FirstOrDefault();

    static NpgsqlBatchCommand ById(Guid[] ids) => new(EventsById) { Parameters = { new() { Value = ids } } };

    /// <summary>
    /// Takes the bodies of events out of the log and leaves stubs, with one <see cref="EventRedacted"/> each in the same commit.
    /// The hash chain goes on to hold, since it covers the digest of a body, which the stub keeps. Projections still have
    /// what they made of the bodies: rebuild them.
    /// </summary>
    /// <returns>The events that were redacted, as they stand now; those that were redacted before are not among them.</returns>
    /// <exception cref="RedactionRefusedException">An id is not recorded, or is that of the record of a redaction.</exception>
    public async Task<IReadOnlyList<RecordedEvent>> Redact(
        IReadOnlyCollection<Guid> ids, string reason, string by, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        var found = await Page(ById([.. ids.Distinct()]), cancellation);
        Require(ids, found);
        var open = found.FindAll(e => !e.IsRedacted);
        if (open.Count == 0)
            return [];

        // What is taken out is under the chain before it goes.
        await ChainHead(await Settle(cancellation), cancellation);
        var at = time.GetUtcNow();
        var stubs = open.ConvertAll(e => (e.Id, Body: new Redacted { Digest = Digest(e), Reason = reason, By = by, At = at }.Stub()));
        IReadOnlyList<StreamAppend> records = [.. open.Select(e => new StreamAppend(
            $"{RedactionCategory}-{e.Id:N}", ExpectedVersion.NoStream, [new NewEvent(RecordId(e.Id), Record(e, reason, by))], new EventMetadata(Actor: by)))];
        var rows = await AppendRows.From(records, catalog, TypeId, at, cancellation);
        await Surely(rows, r => CommitInline(inline, records, r, connection => Replace(connection, stubs, cancellation), cancellation), cancellation);
        await Vacuum(cancellation);
        return await Page(ById([.. open.Select(e => e.Id)]), cancellation);
    }

    static void Require(IReadOnlyCollection<Guid> ids, List<RecordedEvent> found)
    {
        if (ids.Except(found.Select(e => e.Id)).ToList() is [var missing, ..])
            throw new RedactionRefusedException($"Expected the id of a recorded event, found {missing}.");
        if (found.Find(e => e.Type is "EventRedacted") is { } record)
            throw new RedactionRefusedException($"Expected an event that is not itself the record of a redaction, found {record.Id} at position {record.Position}.");
    }

    static EventRedacted Record(RecordedEvent redacted, string reason, string by) => new()
    {
        EventId = redacted.Id,
        Position = redacted.Position,
        Stream = redacted.Stream,
        Digest = Digest(redacted),
        Reason = reason,
        By = by,
    };

    static string Digest(RecordedEvent recorded) => Convert.ToHexStringLower(ChainLink.BodyDigest(recorded.Json.Span));

    /// <summary>RFC 9562, version 8: a redaction that is asked for twice is recorded once.</summary>
    static Guid RecordId(Guid redacted)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.ASCII.GetBytes($"redaction {redacted:N}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash[..16], bigEndian: true);
    }

    // language=sql
    const string ReplaceBodies = """
        update briefings.events e set body = stub.body
        from unnest($1::uuid[], $2::json[]) stub(id, body)
        where uuid_hash_extended(e.id, 0) = uuid_hash_extended(stub.id, 0) and e.id = stub.id
          and not starts_with(e.body::text, '{"$redacted":')
        """;

    static async Task Replace(NpgsqlConnection connection, List<(Guid Id, byte[] Body)> stubs, CancellationToken cancellation)
    {
        await using var replace = new NpgsqlCommand(ReplaceBodies, connection)
        {
            Parameters =
            {
                new() { Value = stubs.Select(s => s.Id).ToArray() },
                new() { Value = stubs.Select(s => s.Body).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json },
            },
        };
        await replace.ExecuteNonQueryAsync(cancellation);
        FaultPoint.Pass("redact.replaced");
    }

    /// <summary>Waits while a partition is moved, before the append announces itself and others would wait for it.</summary>
    static async Task KeepFromMoves(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var keep = new NpgsqlCommand(PartitionMove.KeepFromMoves, connection) { CommandTimeout = 0 };
        await keep.ExecuteNonQueryAsync(cancellation);
    }

    // language=sql
    const string VacuumEvents = "vacuum briefings.events";

    /// <summary>Lets PostgreSQL overwrite the rows that held the bodies, as soon as no reader's snapshot needs them.</summary>
    async Task Vacuum(CancellationToken cancellation)
    {
        await using var vacuum = database.CreateCommand(VacuumEvents);
        vacuum.CommandTimeout = 0;
        await vacuum.ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary>What was asked to be redacted cannot be; nothing was changed.</summary>
public sealed class RedactionRefusedException(string message) : Exception(message);
