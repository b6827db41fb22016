namespace Briefings.Extraction;

/// <summary>Makes the verb behind a slot agree with several actors or a plural.</summary>
static class Agreement
{
    static readonly (string One, string Many)[] Verbs = [(" is ", " are "), (" was ", " were "), (" has ", " have "), (" expects ", " expect "), (" believes ", " believe "), (" shares ", " share ")];

    public static bool IsPlural(IReadOnlyList<Actor> actors)
    {
        if (actors.Count != 1)
            return actors.Count > 1;
        var name = actors[0].Name;
        var head = name[(name.LastIndexOf(' ') + 1)..];
        return head is "people" or "police" or "men" or "women" or "children" || head.Length > 3 && char.IsLower(head[0]) && head.EndsWith('s') && !head.EndsWith("ss", StringComparison.Ordinal);
    }

    /// <summary>The rest of a template, its first verb in the plural.</summary>
    public static string Plural(string rest)
    {
        foreach (var (one, many) in Verbs)
            if (rest.StartsWith(one, StringComparison.Ordinal))
                return many + rest[one.Length..];
        return rest;
    }
}
