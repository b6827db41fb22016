using System.Buffers;
using System.Text.Json;

namespace Briefings.EventStore;

/// <summary>Metadata as the log stores it: an object of the members that are there, or nothing at all.</summary>
static class MetadataJson
{
    public static EventMetadata Normalize(EventMetadata? metadata) => metadata is null || metadata == EventMetadata.None
        ? EventMetadata.None
        : new(JsonText.Normalize(metadata.Causation), JsonText.Normalize(metadata.Correlation), JsonText.Normalize(metadata.Actor));

    public static byte[]? Write(EventMetadata metadata)
    {
        if (metadata == EventMetadata.None)
            return null;
        var json = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(json);
        writer.WriteStartObject();
        Member(writer, "causation"u8, metadata.Causation);
        Member(writer, "correlation"u8, metadata.Correlation);
        Member(writer, "actor"u8, metadata.Actor);
        writer.WriteEndObject();
        writer.Flush();
        return json.WrittenSpan.ToArray();
    }

    public static EventMetadata Read(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        var metadata = EventMetadata.None;
        while (reader.Read())
        {
            if (reader.TokenType is not JsonTokenType.PropertyName)
                continue;
            metadata =
                reader.ValueTextEquals("causation"u8) ? metadata with { Causation = Text(ref reader) }
                : reader.ValueTextEquals("correlation"u8) ? metadata with { Correlation = Text(ref reader) }
                : reader.ValueTextEquals("actor"u8) ? metadata with { Actor = Text(ref reader) }
                : metadata;
        }

        return metadata;
    }

    static void Member(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }
}
