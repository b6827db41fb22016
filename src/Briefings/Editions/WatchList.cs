using Briefings.Extraction;
using Briefings.Profiles;

namespace Briefings.Editions;

/// <summary>What a profile's reader follows.</summary>
sealed class WatchList(Watch watch, Wording wording)
{
    /// <summary>What of the list some developments touch, in words; each once.</summary>
    public IReadOnlyList<string> In(IReadOnlyList<DevelopmentView> developments)
    {
        var actors = developments.SelectMany(d => d.Reported.Source.Concat(d.Reported.Target)).ToList();
        return
        [
            .. watch.Actors.Select(w => NameOf(w, actors)).OfType<string>()
                .Concat(watch.Countries.Where(w => actors.Exists(a => a.Country == w)).Select(wording.Country))
                .Concat(watch.Types.Where(w => developments.Any(d => d.Development.Type == w)).Select(wording.Type))
                .Concat(watch.Words.Where(w => developments.Any(d => d.Best.Reported.Evidence.Quote.Contains(w, StringComparison.OrdinalIgnoreCase))).Select(wording.Quoted))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>The name by which the articles know a watched actor; <c>null</c> when none of them is it.</summary>
    static string? NameOf(string watched, List<Actor> actors) =>
        actors.Where(a => a.Id == watched || string.Equals(a.Name, watched, StringComparison.OrdinalIgnoreCase)).MaxBy(a => a.Name.Length)?.Name;
}
