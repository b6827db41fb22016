using Briefings.Extraction;

namespace Briefings.Editions;

/// <summary>What an actor is, in words: sector and country.</summary>
static class ActorRoles
{
    public static string Of(IEnumerable<Actor> mentions, Wording wording)
    {
        var known = mentions.ToList();
        var sector = wording.Sector(known.Select(a => a.Sector).FirstOrDefault(s => s.Length > 0) ?? "");
        var country = known.Select(a => a.Country).FirstOrDefault(c => c.Length > 0) is { } code ? wording.Country(code) : "";
        return string.Join(", ", new[] { sector, country }.Where(p => p.Length > 0));
    }
}
