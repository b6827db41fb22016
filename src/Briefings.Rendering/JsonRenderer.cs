using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Briefings.Rendering;

/// <summary>The document itself, for other programs.</summary>
public sealed class JsonRenderer : IBriefingRenderer
{
    public string Format => "json";

    public string MediaType => "application/json";

    public string Version => "briefings-json/2";

    public byte[] Render(BriefingDocument document) => JsonSerializer.SerializeToUtf8Bytes(document, BriefingJson.Default.BriefingDocument);

    /// <summary>Reads what this or an earlier version wrote: a property that did not exist then has its default.</summary>
    /// <exception cref="JsonException">The bytes are no briefing document.</exception>
    public static BriefingDocument Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<BriefingDocument>(json, Reading) ?? throw new JsonException("Expected a briefing document, found null.");

    /// <summary>By reflection: generated code would set every property that is missing to <c>null</c> instead of its default.</summary>
    static readonly JsonSerializerOptions Reading = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        RespectNullableAnnotations = true,
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(BriefingDocument))]
sealed partial class BriefingJson : JsonSerializerContext;
