using System.Globalization;
using System.Text.Json;

namespace Briefings.Editions.Provenance;

/// <summary>Finds every sentence of a document that cites something, whatever part of the document it is in.</summary>
static class DocumentSentences
{
    // A thing that cites is an object with one of these, its sentence the member beside it.
    static readonly (string Citations, string Text)[] Citing = [("citations", "text"), ("citations", "position"), ("titleCitations", "title"), ("citation", "quote")];

    /// <param name="json">The document as JSON.</param>
    public static IReadOnlyList<ProvenSentence> In(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var found = new List<ProvenSentence>();
        Walk(document.RootElement, "", found);
        return found;
    }

    static void Walk(JsonElement element, string at, List<ProvenSentence> found)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var (index, item) in element.EnumerateArray().Index())
            {
                Walk(item, string.Create(CultureInfo.InvariantCulture, $"{at}/{index}"), found);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (Citing.Select(c => Sentence(element, at, c.Citations, c.Text)).FirstOrDefault(s => s is not null) is { } sentence)
            {
                found.Add(sentence);
            }

            foreach (var member in element.EnumerateObject())
            {
                Walk(member.Value, $"{at}/{member.Name}", found);
            }
        }
    }

    static ProvenSentence? Sentence(JsonElement element, string at, string citations, string text)
    {
        if (!element.TryGetProperty(citations, out var cited) || !element.TryGetProperty(text, out var words) || words.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var numbers = cited.ValueKind == JsonValueKind.Array ? [.. cited.EnumerateArray().Select(c => c.GetInt32())]
            : cited.ValueKind == JsonValueKind.Number ? (IReadOnlyList<int>)[cited.GetInt32()]
            : [];
        var events = element.TryGetProperty("events", out var stated) && stated.ValueKind == JsonValueKind.Array
            ? stated.EnumerateArray().Select(e => e.GetGuid()).ToList()
            : [];
        return numbers.Count + events.Count > 0 ? new ProvenSentence($"{at}/{text}", words.GetString() ?? "", numbers, events) : null;
    }
}
