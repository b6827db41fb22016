namespace Briefings.Extraction;

/// <summary>Writes actors as they stand in a sentence, with the article their name or their mention has.</summary>
static class ActorNames
{
    static readonly string[] WithThe =
    [
        "United States", "United Kingdom", "United Nations", "United Arab Emirates", "Netherlands", "Philippines", "Bahamas", "Gambia", "Maldives", "Seychelles", "Comoros", "Marshall Islands", "Solomon Islands", "Central African Republic",
        "Czech Republic", "Dominican Republic", "Democratic Republic of Congo", "European Union", "African Union", "Arab League", "White House", "Kremlin", "Pentagon", "Taliban", "Vatican", "Red Cross", "World Bank", "Security Council", "Islamic State",
    ];

    /// <summary>"A", "A and B", "A, B and C"; <c>null</c> when there is none or one cannot be named outside its sentence.</summary>
    public static string? List(IReadOnlyList<Actor> actors, string quote)
    {
        if (actors.Count == 0)
            return null;
        var names = new List<string>(actors.Count);
        foreach (var actor in actors)
            if (Name(actor, quote) is { } name)
                names.Add(name);
            else
                return null;
        return names.Count == 1 ? names[0] : string.Join(", ", names.Take(names.Count - 1)) + " and " + names[^1];
    }

    public static string? Name(Actor actor, string quote)
    {
        var name = actor.Name.Replace(" 's", "'s", StringComparison.Ordinal);
        if (name.Length == 0 || !char.IsLetterOrDigit(name[0]))
            return null;
        if (Array.IndexOf(WithThe, name) >= 0)
            return "the " + name;
        var head = name[(name.LastIndexOf(' ') + 1)..];
        var determiner = Determiner(quote, name);
        var mentioned = determiner ?? Determiner(quote, actor.Text);
        if (mentioned is "his" or "her" or "its" or "their" or "our" or "my" or "this" or "that" or "these" or "those" && char.IsLower(head[0]))
            return null;
        if (char.IsUpper(head[0]))
            return determiner == "the" || determiner is null && name.Contains(' ', StringComparison.Ordinal) && IsBody(head) ? "the " + Lowered(name) : Lowered(name);
        return mentioned is "the" or "a" or "an" ? $"{mentioned} {name}" : Lowered(name);
    }

    /// <summary>A common noun that opened its sentence loses its capital.</summary>
    static string Lowered(string name) => !name.Contains(' ', StringComparison.Ordinal) && char.IsUpper(name[0]) && !name.All(char.IsUpper) && Roles.IsRole(WordClasses.Singular(name.ToLowerInvariant())) ? name.ToLowerInvariant() : name;

    public static string Place(string place, string quote)
    {
        var at = quote.IndexOf(place, StringComparison.Ordinal);
        var before = at > 0 ? quote[..at].TrimEnd() : "";
        var the = before.EndsWith(" the", StringComparison.Ordinal);
        if (the)
            before = before[..^4];
        var preposition = before.EndsWith(" in", StringComparison.Ordinal) ? "in" : before.EndsWith(" near", StringComparison.Ordinal) ? "near" : before.EndsWith(" at", StringComparison.Ordinal) ? "at" : "";
        return preposition.Length == 0 ? "" : $"{preposition} {(the ? "the " : "")}{place}";
    }

    static bool IsBody(string head) => head is "Ministry" or "Department" or "Government" or "Army" or "Parliament" or "Court" or "Council" or "Committee" or "Party" or "Union" or "Front" or "Congress" or "Senate" or "Administration" or "Agency" or "Commission" or "Group" or "Force" or "Forces" or "Navy" or "Police" or "Organization" or "Organisation" or "Association" or "Movement" or "Coalition" or "Army)" || char.IsLower(head[0]);

    static string? Determiner(string quote, string mention)
    {
        var at = mention.Length == 0 ? -1 : quote.IndexOf(mention, StringComparison.Ordinal);
        if (at <= 0)
            return null;
        var before = quote[..at].TrimEnd();
        var space = before.LastIndexOf(' ');
        return before[(space + 1)..].ToLowerInvariant();
    }
}
