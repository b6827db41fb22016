using System.Collections.Frozen;

namespace Briefings.Extraction;

/// <summary>Writes actors' names as running text wants them.</summary>
static class Names
{
    static readonly FrozenSet<string> Bodies = new[]
    {
        "house", "army", "union", "nations", "organization", "organisation", "party", "front", "forces", "ministry", "council", "court", "commission", "committee", "agency", "department",
        "association", "movement", "alliance", "coalition", "parliament", "senate", "congress", "navy", "guard", "bank", "fund", "republic", "emirates", "islands", "kingdom", "states", "league", "brigade", "brigades", "group", "administration", "government",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>"Trump", "the United States", "the dock workers' union", "exporters".</summary>
    public static string Of(Actor actor) => Of(actor.Name);

    public static string Of(string name)
    {
        if (name.Length == 0 || name.StartsWith("the ", StringComparison.OrdinalIgnoreCase))
            return name;
        if (name is "Netherlands" or "Philippines" or "Kremlin" or "Pentagon" or "Taliban" or "Vatican" or "Bahamas" or "Gambia" or "Maldives" or "Hague" or "Seychelles")
            return "the " + name;
        var last = name[(name.LastIndexOf(' ') + 1)..];
        var proper = char.IsUpper(name[0]) && char.IsUpper(last[0]);
        if (proper && Roles.Title(last.ToLowerInvariant()) is not null)
            return "the " + name;
        if (proper && last.Length < name.Length)
            return Bodies.Contains(last) && !name.Contains("'s ", StringComparison.Ordinal) && !name.Contains("’s ", StringComparison.Ordinal) || name.Contains(" of ", StringComparison.Ordinal) && Bodies.Contains(name.Split(' ')[0]) || Bodies.Contains(name.Split(" of ")[0].Split(' ')[^1]) && name.Contains(" of ", StringComparison.Ordinal) ? "the " + name : name;
        if (char.IsUpper(last[0]) || char.IsDigit(name[0]))
            return name;
        // A common noun in the singular wants its article: "union", "Peruvian government"; "exporters" does not.
        var lower = last.ToLowerInvariant();
        return lower is "police" or "people" || !lower.EndsWith('s') && WordClasses.Singular(lower) == lower && !name.Contains("'s ", StringComparison.Ordinal) && !name.Contains("’s ", StringComparison.Ordinal) && !name.StartsWith("a ", StringComparison.Ordinal) && lower is not "men" and not "women" and not "children" ? "the " + name : name;
    }

    public static string List(IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count < 2 ? string.Concat(all) : string.Join(", ", all.Take(all.Count - 1)) + " and " + all[^1];
    }

    public static string Possessive(string name) => name.EndsWith('s') ? name + "’" : name + "’s";

    public static string Capital(string text)
    {
        var i = 0;
        while (i < text.Length && !char.IsLetterOrDigit(text[i]))
            i++;
        return i < text.Length && char.IsLower(text[i]) ? text[..i] + char.ToUpperInvariant(text[i]) + text[(i + 1)..] : text;
    }
}
