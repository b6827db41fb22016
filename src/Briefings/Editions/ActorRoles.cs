using System.Collections.Frozen;
using Briefings.Extraction;

namespace Briefings.Editions;

/// <summary>What an actor is, in words: sector and country.</summary>
static class ActorRoles
{
    static readonly FrozenDictionary<string, string> Sectors = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["GOV"] = "Government",
        ["MIL"] = "Armed forces",
        ["LEG"] = "Legislature",
        ["JUD"] = "Judiciary",
        ["REB"] = "Armed group",
        ["UAF"] = "Armed group",
        ["OPP"] = "Opposition",
        ["COP"] = "Police",
        ["SPY"] = "Intelligence service",
        ["MED"] = "Media",
        ["BUS"] = "Business",
        ["MNC"] = "Company",
        ["NGO"] = "Non-governmental organisation",
        ["IGO"] = "International organisation",
        ["CVL"] = "Civilians",
        ["CRM"] = "Criminal group",
        ["EDU"] = "Education",
        ["ELI"] = "Public figure",
        ["HLH"] = "Health",
        ["LAB"] = "Labour",
        ["REF"] = "Refugees",
        ["REL"] = "Religion",
        ["AGR"] = "Agriculture",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Of(IEnumerable<Actor> mentions)
    {
        var known = mentions.ToList();
        var sector = Sectors.GetValueOrDefault(known.Select(a => a.Sector).FirstOrDefault(s => s.Length > 0) ?? "", "");
        var country = Countries.NameOf(known.Select(a => a.Country).FirstOrDefault(c => c.Length > 0) ?? "");
        return string.Join(", ", new[] { sector, country }.Where(p => p.Length > 0));
    }
}
