using System.Collections.Frozen;

namespace Briefings.Extraction;

/// <summary>Words that make a capitalised name that of a body, with its sector.</summary>
static class OrganisationWords
{
    static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ministry"] = "GOV", ["department"] = "GOV", ["government"] = "GOV", ["agency"] = "GOV", ["administration"] = "GOV", ["office"] = "GOV", ["authority"] = "GOV", ["cabinet"] = "GOV", ["treasury"] = "GOV",
        ["army"] = "MIL", ["navy"] = "MIL", ["forces"] = "MIL", ["force"] = "MIL", ["guard"] = "MIL", ["corps"] = "MIL", ["command"] = "MIL",
        ["parliament"] = "LEG", ["congress"] = "LEG", ["senate"] = "LEG", ["assembly"] = "LEG", ["house"] = "LEG",
        ["court"] = "JUD", ["tribunal"] = "JUD", ["police"] = "COP", ["bureau"] = "COP",
        ["party"] = "PTY", ["coalition"] = "PTY", ["alliance"] = "PTY", ["movement"] = "PTY", ["congress party"] = "PTY",
        ["front"] = "REB", ["militia"] = "REB", ["brigades"] = "REB", ["tigers"] = "REB", ["guerrillas"] = "REB", ["rebels"] = "REB",
        ["union"] = "LAB", ["federation"] = "LAB", ["university"] = "EDU", ["college"] = "EDU", ["institute"] = "EDU",
        ["association"] = "NGO", ["committee"] = "NGO", ["foundation"] = "NGO", ["society"] = "NGO", ["watch"] = "NGO", ["group"] = "NGO",
        ["company"] = "BUS", ["corporation"] = "BUS", ["bank"] = "BUS", ["airlines"] = "BUS", ["airways"] = "BUS", ["air"] = "BUS", ["inc."] = "BUS", ["corp."] = "BUS", ["industries"] = "BUS", ["oil"] = "BUS", ["petroleum"] = "BUS",
        ["council"] = "IGO", ["organization"] = "IGO", ["organisation"] = "IGO", ["league"] = "IGO", ["commission"] = "GOV", ["nations"] = "IGO",
        ["times"] = "MED", ["post"] = "MED", ["news"] = "MED", ["television"] = "MED", ["radio"] = "MED", ["tribune"] = "MED", ["herald"] = "MED", ["gazette"] = "MED",
        ["church"] = "REL", ["airport"] = "", ["cartel"] = "CRM",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What ministers and secretaries are "of".</summary>
    public static readonly FrozenSet<string> Departments = new[] { "state", "defense", "defence", "transportation", "transport", "treasury", "commerce", "homeland", "security", "foreign", "affairs", "interior", "justice", "health", "education", "energy", "labor", "labour", "agriculture", "finance", "war", "information", "trade", "environment", "staff", "cooperation", "international", "development", "immigration", "culture" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>"Envoy for Syria Jane Roe" is one name with its title.</summary>
    static bool PersonBehindCountry(Token[] tokens, int at, Gazetteer gazetteer) =>
        gazetteer.Find(tokens, at, tokens.Length, out var length) is { Kind: NameKind.Country } && at + length < tokens.Length && tokens[at + length].Tag == Tag.Proper && gazetteer.Find(tokens, at + length, tokens.Length, out _) is null;

    /// <summary>"Forces for Defence of Democracy" is one name; "Foreign Ministry of Iraq" is a ministry and its country.</summary>
    public static void Join(Token[] tokens, Gazetteer gazetteer)
    {
        for (var i = 0; i + 2 < tokens.Length; i++)
        {
            if (tokens[i].Tag != Tag.Proper || !(Words.ContainsKey(tokens[i].Lower) || Roles.Title(tokens[i].Lower) is not null && Departments.Contains(tokens[i + 2].Lower) || Roles.Title(tokens[i].Lower) is not null && tokens[i + 1].Lower is "for" or "to" && PersonBehindCountry(tokens, i + 2, gazetteer) || tokens[i].Lower is "bank" or "members" or "doctors" or "physicians" or "reporters" or "mothers" or "sons" or "partnership" or "forum" or "conference" or "board" or "chamber" or "alliance") || tokens[i + 1].Lower is not ("of" or "for" or "on" or "against"))
                continue;
            var next = i + 2 < tokens.Length && tokens[i + 2].Lower == "the" ? i + 3 : i + 2;
            if (next >= tokens.Length || tokens[next].Tag != Tag.Proper || WordClasses.IsTime(tokens[next]) || gazetteer.Find(tokens, next, tokens.Length, out _) is { Kind: NameKind.Country or NameKind.Place } && !(Roles.Title(tokens[i].Lower) is not null && PersonBehindCountry(tokens, next, gazetteer)))
                continue;
            for (var k = i + 1; k < next; k++)
                tokens[k].Tag = Tag.Proper;
        }
    }

    /// <summary>The sector of a body's name, or <c>null</c> when the name is none.</summary>
    public static string? Sector(NounPhrase noun, int first)
    {
        if (noun.Head == first && noun.Start == first || !noun.HeadToken.Capital)
            return null;
        if (Words.TryGetValue(noun.HeadToken.Lower, out var sector))
            return sector;
        if (noun.Has(t => Roles.Title(t.Lower) is not null))
            return null;
        for (var i = first; i < noun.Head; i++)
            if (Words.TryGetValue(noun.Tokens[i].Lower, out sector) && (noun.Tokens[i].Lower is "ministry" or "department" or "party" or "university" or "court" or "parliament" || noun.Has(t => t.Lower is "of" or "for")))
                return sector;
        return null;
    }
}
