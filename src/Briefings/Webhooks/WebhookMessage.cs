using System.Globalization;
using System.Text.Json;
using Briefings.Editions;
using Briefings.EventStore;

namespace Briefings.Webhooks;

/// <summary>An event as it is sent: <c>{type, timestamp, data}</c> of Standard Webhooks, in bytes that never change again.</summary>
/// <param name="Id">The <c>webhook-id</c>: the same for the same event at every attempt and to every endpoint.</param>
public sealed record WebhookMessage(long Position, string Id, string Type, byte[] Body)
{
    /// <summary>A longer event body is left out and says so; it is fetched by its position.</summary>
    const int MaxBody = 256 << 10;

    static readonly JsonWriterOptions Writing = new() { Encoder = BriefingsJson.Options.Encoder, SkipValidation = true };

    /// <summary>The message of an event, in the current shape of its body.</summary>
    public static WebhookMessage Of(RecordedEvent recorded, EventCatalog catalog, Uri? publicUrl)
    {
        var (json, version) = Current(recorded, catalog);
        using var bytes = new MemoryStream(json.Length + 512);
        using (var writer = new Utf8JsonWriter(bytes, Writing))
        {
            writer.WriteStartObject();
            writer.WriteString("type", recorded.Type);
            writer.WriteString("timestamp", recorded.RecordedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
            writer.WriteStartObject("data");
            WriteData(writer, recorded, json, version);
            WriteLinks(writer, recorded, publicUrl);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return new(recorded.Position, IdOf(recorded.Id), recorded.Type, bytes.ToArray());
    }

    public static string IdOf(Guid id) => $"msg_{id:N}";

    static void WriteData(Utf8JsonWriter writer, RecordedEvent recorded, ReadOnlyMemory<byte> json, int version)
    {
        writer.WriteString("id", recorded.Id);
        writer.WriteNumber("position", recorded.Position);
        writer.WriteString("stream", recorded.Stream);
        writer.WriteNumber("version", recorded.Version);
        writer.WriteNumber("schemaVersion", version);
        if (json.Length > MaxBody)
        {
            writer.WriteBoolean("bodyOmitted", true);
        }
        else
        {
            writer.WritePropertyName("body");
            writer.WriteRawValue(json.Span, skipInputValidation: true);
        }
    }

    static void WriteLinks(Utf8JsonWriter writer, RecordedEvent recorded, Uri? publicUrl)
    {
        if (recorded.Type != "EditionPublished" || recorded.Body is not EditionPublished edition)
        {
            return;
        }

        var id = Edition.IdFor(edition.Profile, edition.Day, edition.Revision);
        writer.WriteString("edition", id);
        writer.WriteStartObject("links");
        foreach (var format in new[] { "pdf", "json", "html" })
        {
            writer.WriteString(format, Link(publicUrl, $"api/v1/editions/{id}.{format}"));
        }

        writer.WriteEndObject();
    }

    static string Link(Uri? publicUrl, string path) => publicUrl is null ? "/" + path : new Uri(publicUrl, path).AbsoluteUri;

    /// <summary>The body as the program would write it today; as it is stored when a newer program wrote it, or when it was redacted.</summary>
    static (ReadOnlyMemory<byte> Json, int Version) Current(RecordedEvent recorded, EventCatalog catalog)
    {
        if (recorded.IsRedacted)
        {
            return (recorded.Json, recorded.SchemaVersion);
        }

        var current = catalog.Types.FirstOrDefault(t => t.Name == recorded.Type);
        return current.SchemaVersion <= recorded.SchemaVersion ? (recorded.Json, recorded.SchemaVersion) : (catalog.Write(recorded.Body), current.SchemaVersion);
    }
}
