using Briefings.Extraction;
using Briefings.Rendering;
using Briefings.Stories;

namespace Briefings.Editions;

/// <summary>Where reports of one development do not agree: on the day, on a number, or on whether it happened at all.</summary>
static class Differences
{
    public static IReadOnlyList<Difference> In(StoryView story, Citations citations) =>
        [.. story.Developments.SelectMany(d => Of(d).Select(found => new Difference(
            $"{found.Subject}: {Wording.Type(d.Development.Type)}",
            [.. found.Sides.Select(side => Side(side.Value, side.Report, story, citations))])))];

    /// <summary>What the sources differ on, in a word or two each.</summary>
    public static IReadOnlyList<string> Subjects(DevelopmentView development) => [.. Of(development).Select(f => f.Subject.ToLowerInvariant())];

    static IEnumerable<(string Subject, IReadOnlyList<(string Value, Report Report)> Sides)> Of(DevelopmentView development)
    {
        var reports = development.Reports;
        var byDay = Distinct(reports.Where(r => r.Reported.When is { Precision: DatePrecision.Day, Start: not null }), r => Wording.When(r.Reported.When));
        if (byDay.Count > 1)
        {
            yield return ("Date", byDay);
        }

        foreach (var unit in reports.Where(r => r.Reported.Quantity is not null).GroupBy(r => r.Reported.Quantity?.Unit, StringComparer.Ordinal))
        {
            var byNumber = Distinct(unit, r => $"{Wording.Number(r.Reported.Quantity?.Value ?? 0)} {unit.Key}".TrimEnd());
            if (byNumber.Count > 1)
            {
                yield return ("Number", byNumber);
            }
        }

        var byDenial = Distinct(reports, r => r.Reported.Modality == Modality.Denied ? "denied" : "reported");
        if (byDenial.Count > 1)
        {
            yield return ("Whether it is so", byDenial);
        }
    }

    /// <summary>One report for each value, and none when a single article gives them all: an article that tells two days tells two things.</summary>
    static List<(string Value, Report Report)> Distinct(IEnumerable<Report> reports, Func<Report, string> value)
    {
        var sides = reports.Select(r => (Value: value(r), Report: r)).DistinctBy(s => s.Value, StringComparer.Ordinal).ToList();
        return sides.DistinctBy(s => s.Report.Article, StringComparer.Ordinal).Count() > 1 ? sides : [];
    }

    static DifferenceSide Side(string value, Report report, StoryView story, Citations citations) => new(
        Wording.Outlet(story.Articles.First(a => a.Stream == report.Article)),
        value,
        report.Reported.Evidence.Quote,
        citations.For(report));
}
