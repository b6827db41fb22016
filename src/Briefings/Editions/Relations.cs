using Briefings.Extraction;
using Briefings.Rendering;
using Briefings.Stories;

namespace Briefings.Editions;

/// <summary>How the watched countries dealt with others day by day: the mean Goldstein value of a day's events, with their number.</summary>
sealed class Relations(Manuscript manuscript)
{
    const int MostPairs = 3;

    const int Days = 14;

    // One event is a line of text, not a chart.
    const int FewestEvents = 2;

    // Without a watch list only a pair that much is reported of is worth a chart.
    const int FewestEventsUnwatched = 5;

    readonly Wording wording = manuscript.Wording;
    readonly EditionInput input = manuscript.Input;

    sealed record Act(string A, string B, DateOnly Day, double Value);

    public IReadOnlyList<RelationSeries> Of()
    {
        var watched = input.Profile.Watch.Countries;
        return [.. input.Stories
            .SelectMany(s => s.Developments.SelectMany(d => Acts(s, d)))
            .Where(a => a.Day <= input.Day && a.Day > input.Day.AddDays(-Days))
            .Where(a => watched.Count == 0 || watched.Contains(a.A, StringComparer.Ordinal) || watched.Contains(a.B, StringComparer.Ordinal))
            .GroupBy(a => (a.A, a.B))
            .Where(g => g.Count() >= (watched.Count == 0 ? FewestEventsUnwatched : FewestEvents))
            .OrderByDescending(g => watched.Contains(g.Key.A, StringComparer.Ordinal) && watched.Contains(g.Key.B, StringComparer.Ordinal))
            .ThenByDescending(g => g.Count())
            .ThenBy(g => g.Key.A + g.Key.B, StringComparer.Ordinal)
            .Take(watched.Count == 0 ? 1 : MostPairs)
            .Select(g => Write(g.Key.A, g.Key.B, [.. g]))];
    }

    /// <summary>The pairs of countries that a development is between, once each, as its first standing report tells it.</summary>
    IEnumerable<Act> Acts(Story story, Development development)
    {
        var standing = development.Reports.FirstOrDefault(r => IsStanding(story, r) && Counts(r.Reported));
        if (standing is null)
        {
            return [];
        }

        var reported = standing.Reported;
        var day = reported.When is { Precision: DatePrecision.Day, Start: { } start } && start <= input.Day ? start : standing.Day;
        return
        [
            .. from a in reported.Source.Select(s => s.Country).Distinct(StringComparer.Ordinal)
               from b in reported.Target.Select(t => t.Country).Distinct(StringComparer.Ordinal)
               where a.Length > 0 && b.Length > 0 && a != b
               let ordered = string.CompareOrdinal(a, b) < 0
               select new Act(ordered ? a : b, ordered ? b : a, day, reported.Intensity),
        ];
    }

    bool IsStanding(Story story, Report report) =>
        report.Day <= input.Day
        && (report.Withdrawn is null || report.Withdrawn.Day > input.Day)
        && story.Articles.Any(a => a.Stream == report.Article && a.Retraction is null);

    /// <summary>What was done or threatened; plans, projections, allegations and denials are not added up with deeds.</summary>
    static bool Counts(ReportedEvent reported) => reported.Modality is Modality.Happened or Modality.Ongoing or Modality.Threatened && reported.Quad != 0;

    RelationSeries Write(string a, string b, List<Act> acts)
    {
        var byDay = acts.GroupBy(x => x.Day).ToDictionary(g => g.Key, g => (Value: g.Average(x => x.Value), Count: g.Count()));
        var days = Enumerable.Range(0, Days).Select(i => input.Day.AddDays(i - Days + 1)).Select(day => byDay.TryGetValue(day, out var at)
            ? new RelationDay(day, wording.ShortDay(day), Math.Round(at.Value, 2), at.Count)
            : new RelationDay(day, wording.ShortDay(day), null, 0)).ToList();
        var pair = wording.Text("relation.pair", wording.Country(a), wording.Country(b));
        return new RelationSeries(pair, days, InWords(wording.Country(a), wording.Country(b), days)) { Note = wording.Text("relation.note") };
    }

    string InWords(string a, string b, List<RelationDay> days)
    {
        var dealt = days.FindAll(d => d.Value is not null);
        var (low, high, last) = (dealt.MinBy(d => d.Value), dealt.MaxBy(d => d.Value), dealt[^1]);
        var text = wording.Text("relation.sum", a, b, wording.Count("count.events", dealt.Sum(d => d.Count)), wording.Count("count.days", dealt.Count), wording.Day(days[0].Day), wording.Day(days[^1].Day));
        return dealt.Count == 1
            ? $"{text} {wording.Text("relation.one", wording.Signed(last.Value ?? 0), wording.Day(last.Day))}"
            : $"{text} {wording.Text("relation.range", wording.Signed(low?.Value ?? 0), wording.Day(low?.Day ?? default), wording.Signed(high?.Value ?? 0), wording.Day(high?.Day ?? default), wording.Signed(last.Value ?? 0), wording.Day(last.Day))}";
    }
}
