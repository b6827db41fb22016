using System.Text.Json;
using System.Text.Json.Serialization;

namespace Briefings.Rendering;

/// <summary>The document itself, for other programs.</summary>
public sealed class JsonRenderer : IBriefingRenderer
{
    public string Format => "json";

    public string MediaType => "application/json";

    public string Version => "briefings-json/1";

    public byte[] Render(BriefingDocument document) => JsonSerializer.SerializeToUtf8Bytes(document, BriefingJson.Default.BriefingDocument);

    /// <summary>Reads back what <see cref="Render"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are no briefing document.</exception>
    public static BriefingDocument Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, BriefingJson.Default.BriefingDocument) ?? throw new JsonException("Expected a briefing document, found null.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(BriefingDocument))]
sealed partial class BriefingJson : JsonSerializerContext;
