namespace Briefings.EventStore;

/// <summary>An event to append. Its id makes the append idempotent: derive it from what caused the event.</summary>
public sealed record NewEvent(Guid Id, IEvent Body);

/// <summary>Why an event was recorded: what caused it, the work it belongs to, and who did it.</summary>
public sealed record EventMetadata(string? Causation = null, string? Correlation = null, string? Actor = null)
{
    public static EventMetadata None { get; } = new();
}

/// <summary>An event as the log holds it.</summary>
public sealed record RecordedEvent
{
    /// <summary>Place in the order over all streams, from 1; the numbers have gaps.</summary>
    public required long Position { get; init; }

    public required string Stream { get; init; }

    /// <summary>Place in its stream, from 1, without gaps.</summary>
    public required long Version { get; init; }

    public Guid Id { get; init; }

    /// <summary>The name of its type at present.</summary>
    public string Type { get; init; } = "";

    /// <summary>The name it is stored under, which may be a former one.</summary>
    internal string? StoredType { get; init; }

    /// <summary>The schema version <see cref="Json"/> was written in; <see cref="Body"/> is always the current one.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The stored body, UTF-8.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }

    public EventMetadata Metadata { get; init; } = EventMetadata.None;

    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>The body, read from <see cref="Json"/> on first use; <see cref="Redacted"/> if it was redacted.</summary>
    /// <exception cref="UnknownEventTypeException">A newer program wrote the event.</exception>
    public IEvent Body
    {
        get => field ??= IsRedacted ? Redacted.Read(Json.Span)
            : Catalog?.Read(Type, SchemaVersion, Json.Span) ?? throw new InvalidOperationException("An event made by hand needs its Body.");
        init;
    }

    /// <summary>Whether its body was taken out of the log.</summary>
    public bool IsRedacted => Redacted.Stands(Json.Span);

    /// <summary>Whether this program knows the type and schema version of the event.</summary>
    public bool IsKnown => Catalog?.Knows(new EventTypeName(Type, SchemaVersion)) ?? true;

    internal EventCatalog? Catalog { get; init; }

    /// <summary>Reads the body if this program can; if not, whoever asks for it is told why.</summary>
    internal void TryReadBody()
    {
        try
        {
            _ = Body;
        }
        catch (Exception)
        {
            // Upcasters may throw anything, and a projection that wants only the stream or the type goes on without the body.
        }
    }
}
