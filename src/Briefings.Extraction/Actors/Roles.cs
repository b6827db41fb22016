using System.Collections.Frozen;

namespace Briefings.Extraction;

/// <summary>Nouns for those who act, and the titles that stand before names, with the sector each belongs to.</summary>
static class Roles
{
    static readonly FrozenDictionary<string, string> Sectors = Read("roles.txt");
    static readonly FrozenDictionary<string, string> Titles = Read("titles.txt");

    public static bool IsRole(string lemma) => Sectors.ContainsKey(lemma);

    public static string? Sector(string lemma) => Sectors.TryGetValue(lemma, out var sector) ? sector : null;

    public static string? Title(string lower) => Titles.TryGetValue(lower, out var sector) ? sector : null;

    /// <summary>The sector of a phrase by its head and the word before it: "prime minister", "aid agency".</summary>
    public static string? SectorOf(NounPhrase noun, out string role)
    {
        var head = WordClasses.Singular(noun.HeadToken.Lower);
        for (var i = noun.Start; i < noun.Head; i++)
        {
            var words = string.Join('-', noun.Tokens[i..noun.Head].Select(t => t.Lower)) + "-" + head;
            if (Sectors.TryGetValue(words, out var compound))
            {
                role = words.Replace('-', ' ');
                return compound;
            }
        }
        role = head;
        if (Sectors.TryGetValue(head, out var sector))
            return sector;
        var dash = head.LastIndexOf('-');
        return dash > 0 && Sectors.TryGetValue(head[(dash + 1)..], out sector) ? sector : null;
    }

    static FrozenDictionary<string, string> Read(string list)
    {
        var sectors = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Lexicon.Lines(list))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            foreach (var word in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                sectors.TryAdd(word, line[..colon]);
        }
        return sectors.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
