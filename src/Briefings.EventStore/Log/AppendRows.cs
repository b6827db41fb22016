using Npgsql;
using NpgsqlTypes;

namespace Briefings.EventStore;

/// <summary>The arrays `briefings.append` takes: some with one element a stream, some with one element an event.</summary>
sealed record AppendRows
{
    public required string[] Streams { get; init; }
    public required int[] Expected { get; init; }
    public required int[] Counts { get; init; }
    public required EventMetadata[] Metadata { get; init; }
    public required byte[]?[] MetadataJson { get; init; }
    public required int[] Owners { get; init; }
    public required int[] Numbers { get; init; }
    public required Guid[] Ids { get; init; }
    public required int[] Types { get; init; }
    public required EventTypeName[] TypeNames { get; init; }
    public required byte[][] Bodies { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public bool LookFirst { get; init; }

    /// <summary>Whether the database may have got them already.</summary>
    public bool IsSent { get; set; }

    public static async ValueTask<AppendRows> From(
        IReadOnlyList<StreamAppend> appends, EventCatalog catalog, Func<EventTypeName, CancellationToken, ValueTask<int>> typeId,
        DateTimeOffset recordedAt, CancellationToken cancellation)
    {
        Require(appends);
        var count = appends.Sum(a => a.Events.Count);
        EventMetadata[] metadata = [.. appends.Select(a => EventStore.MetadataJson.Normalize(a.Metadata))];
        var rows = new AppendRows
        {
            Streams = [.. appends.Select(a => a.Stream)],
            Expected = [.. appends.Select(a => (int)Math.Min(a.ExpectedVersion, int.MaxValue))],
            Counts = [.. appends.Select(a => a.Events.Count)],
            Metadata = metadata,
            MetadataJson = [.. metadata.Select(EventStore.MetadataJson.Write)],
            Owners = new int[count],
            Numbers = new int[count],
            Ids = new Guid[count],
            Types = new int[count],
            TypeNames = new EventTypeName[count],
            Bodies = new byte[count][],
            RecordedAt = Microseconds(recordedAt),
            LookFirst = appends.Any(a => a.ExpectedVersion == ExpectedVersion.Any),
        };

        var row = 0;
        for (var owner = 0; owner < appends.Count; owner++)
        {
            for (var number = 0; number < appends[owner].Events.Count; number++, row++)
            {
                var (id, body) = appends[owner].Events[number];
                rows.Owners[row] = owner + 1;
                rows.Numbers[row] = number + 1;
                rows.Ids[row] = id;
                rows.TypeNames[row] = catalog.NameToStore(body);
                rows.Types[row] = await typeId(rows.TypeNames[row], cancellation);
                rows.Bodies[row] = catalog.Write(body);
            }
        }

        return rows;
    }

    // language=sql
    const string AppendOne = "select version, positions, already_appended from briefings.append_one($1, $2, $3, $4, $5, $6, $7)";

    // language=sql
    const string AppendMany =
        "select version, positions, already_appended from briefings.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

    /// <summary>The append as one statement: the short one if there is one stream and nothing speaks for recorded events.</summary>
    public NpgsqlBatchCommand Command() => Streams.Length == 1 && !LookFirst
        ? new(AppendOne)
        {
            Parameters =
            {
                new() { Value = Streams[0], NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = Expected[0], NpgsqlDbType = NpgsqlDbType.Integer },
                new() { Value = (object?)MetadataJson[0] ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Json },
                new() { Value = Ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                new() { Value = Types, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
                new() { Value = Bodies, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json },
                new() { Value = RecordedAt.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            },
        }
        : new(AppendMany)
        {
            Parameters =
            {
                new() { Value = Streams, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = Expected, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
                new() { Value = Counts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
                new() { Value = MetadataJson, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json },
                new() { Value = Owners, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
                new() { Value = Numbers, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
                new() { Value = Ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                new() { Value = Types, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
                new() { Value = Bodies, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json },
                new() { Value = RecordedAt.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = LookFirst, NpgsqlDbType = NpgsqlDbType.Boolean },
            },
        };

    public static async Task<List<(AppendResult Result, long[] Positions)>> Read(
        IReadOnlyList<StreamAppend> appends, NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var results = new List<(AppendResult, long[])>(appends.Count);
        while (await reader.ReadAsync(cancellation))
        {
            var positions = reader.Numbers(1);
            results.Add((new(appends[results.Count].Stream, reader.GetInt32(0), positions[^1], reader.GetBoolean(2)), positions));
        }

        // Reading to the end brings the error of a later statement of the batch, if there is one.
        while (await reader.NextResultAsync(cancellation))
        {
        }

        return results;
    }

    /// <summary>The events that were written, as a reader of the log will see them, in position order.</summary>
    public List<RecordedEvent> Recorded(
        IReadOnlyList<StreamAppend> appends, List<(AppendResult Result, long[] Positions)> results, EventCatalog catalog)
    {
        var recorded = new List<RecordedEvent>(Ids.Length);
        for (var row = 0; row < Ids.Length; row++)
        {
            var (result, positions) = results[Owners[row] - 1];
            if (result.AlreadyAppended)
                continue;
            recorded.Add(new()
            {
                Position = positions[Numbers[row] - 1],
                Stream = Streams[Owners[row] - 1],
                Version = result.Version - positions.Length + Numbers[row],
                Id = Ids[row],
                Type = TypeNames[row].Name,
                SchemaVersion = TypeNames[row].SchemaVersion,
                Json = Bodies[row],
                Metadata = Metadata[Owners[row] - 1],
                RecordedAt = RecordedAt,
                Catalog = catalog,
            });
        }

        return recorded;
    }

    static void Require(IReadOnlyList<StreamAppend> appends)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var append in appends)
        {
            if (append.Stream.Length == 0 || !string.Equals(append.Stream, JsonText.Normalize(append.Stream), StringComparison.Ordinal))
                throw new ArgumentException($"Expected a stream name of storable text, found \"{append.Stream}\".", nameof(appends));
            if (append.Events.Count == 0)
                throw new ArgumentException($"Expected events for stream {append.Stream}, found none.", nameof(appends));
            if (!names.Add(append.Stream))
                throw new ArgumentException($"Expected each stream once in a batch, found {append.Stream} twice.", nameof(appends));
        }
    }

    // PostgreSQL keeps microseconds; the hash chain and inline projections must see what it keeps.
    static DateTimeOffset Microseconds(DateTimeOffset instant) => new(instant.UtcTicks - (instant.UtcTicks % 10), TimeSpan.Zero);
}
