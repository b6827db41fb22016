using System.Text;
using System.Text.Json;

namespace Briefings.EventStore;

/// <summary>The record that the body of an event was taken out of the log: who did it and why, and what verifies the chain without it.</summary>
[EventType("EventRedacted")]
public sealed record EventRedacted : IEvent
{
    public required Guid EventId { get; init; }

    /// <summary>Position of the redacted event.</summary>
    public required long Position { get; init; }

    /// <summary>Stream of the redacted event.</summary>
    public required string Stream { get; init; }

    /// <summary>SHA-256 of the body that was taken out, lower-case hexadecimal.</summary>
    public required string Digest { get; init; }

    public required string Reason { get; init; }

    /// <summary>Who redacted it.</summary>
    public required string By { get; init; }
}

/// <summary>What is read in place of a body that was redacted. A fold leaves its documents as they are, or says that something is missing.</summary>
public sealed record Redacted : IEvent
{
    /// <summary>SHA-256 of the body that was taken out, lower-case hexadecimal.</summary>
    public required string Digest { get; init; }

    public required string Reason { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    // No body of an event type begins like this: its members are named after properties of a record.
    static readonly byte[] Mark = Encoding.UTF8.GetBytes("""{"$redacted":""");

    internal static bool Stands(ReadOnlySpan<byte> body) => body.StartsWith(Mark);

    /// <summary>The stub that is stored in place of a body.</summary>
    internal byte[] Stub() => JsonText.Normalize([.. Mark, .. JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web), (byte)'}']);

    /// <exception cref="JsonException">It begins like a stub and is none.</exception>
    internal static Redacted Read(ReadOnlySpan<byte> stub) =>
        JsonSerializer.Deserialize<Redacted>(stub[Mark.Length..^1], JsonSerializerOptions.Web)
        ?? throw new JsonException("Expected a redaction stub, found null.");
}
