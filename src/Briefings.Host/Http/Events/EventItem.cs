using System.Buffers;
using System.Text.Json;
using Briefings.EventStore;

namespace Briefings.Host.Http.Events;

/// <summary>An event as users are given it, on the command line, in pages and in the live stream.</summary>
/// <param name="Position">Place in the order over all streams; the numbers have gaps.</param>
/// <param name="Cursor">The same place, true also after the log was restored or copied: what to read behind.</param>
/// <param name="Version">Place in its stream, from 1, without gaps.</param>
/// <param name="SchemaVersion">Which shape of the type <paramref name="Data"/> has.</param>
/// <param name="Data">The event's body as it was recorded.</param>
sealed record EventItem(
    long Position, string Cursor, string Stream, long Version, Guid Id, string Type, int SchemaVersion, DateTimeOffset RecordedAt, EventMetadata Metadata, JsonElement Data)
{
    public static EventItem From(RecordedEvent recorded, string cursor) => new(
        recorded.Position, cursor, recorded.Stream, recorded.Version, recorded.Id, recorded.Type, recorded.SchemaVersion, recorded.RecordedAt, recorded.Metadata, Body(recorded));

    /// <summary>The same as one line of UTF-8.</summary>
    public static byte[] Line(RecordedEvent recorded, string cursor) => JsonSerializer.SerializeToUtf8Bytes(From(recorded, cursor), BriefingsJson.Options);

    static JsonElement Body(RecordedEvent recorded)
    {
        var reader = new Utf8JsonReader(new ReadOnlySequence<byte>(recorded.Json));
        return JsonElement.ParseValue(ref reader);
    }
}
