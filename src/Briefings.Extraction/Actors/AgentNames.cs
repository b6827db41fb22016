namespace Briefings.Extraction;

/// <summary>A user's own agent nouns and their codes.</summary>
sealed class AgentNames
{
    readonly Dictionary<string, string> _codes = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string phrase, string code) => _codes.TryAdd(phrase, code);

    public string? Code(string phrase) => _codes.TryGetValue(phrase, out var code) ? code : null;
}
