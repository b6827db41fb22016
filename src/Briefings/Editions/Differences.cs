using Briefings.Extraction;
using Briefings.Rendering;
using Briefings.Stories;

namespace Briefings.Editions;

/// <summary>Where reports of one development do not agree: on the day, on a number, on how sure it is, or on whether it happened at all.</summary>
/// <remarks>Only what the log holds of an event can differ: of causes it holds none.</remarks>
static class Differences
{
    // A reader compares a few values; of more, the most reported are shown and the others counted.
    const int MostSides = 4;

    const int MostOfOneStory = 5;

    public static IReadOnlyList<Difference> In(StoryView story, Manuscript manuscript) =>
        [.. story.Developments.SelectMany(d => Of(d, manuscript.Wording).Select(found => (Development: d, found.Subject, found.Sides))).Take(MostOfOneStory).Select(found => new Difference(
            Subject(found.Development, found.Subject, found.Sides.Count, manuscript.Wording),
            [.. found.Sides.Take(MostSides).Select(side => Side(side.Value, side.Report, story, manuscript))]))];

    static string Subject(DevelopmentView development, string subject, int values, Wording wording)
    {
        var text = wording.Text("difference.of", wording.Text($"differ.{subject}.title"), wording.Type(development.Development.Type));
        return values <= MostSides ? text : wording.Text("difference.more", text, wording.Number((long)values), MostSides);
    }

    /// <summary>What the sources differ on, in a word or two each.</summary>
    public static IReadOnlyList<string> Subjects(DevelopmentView development, Wording wording) => [.. Of(development, wording).Select(f => wording.Text("differ." + f.Subject))];

    static IEnumerable<(string Subject, IReadOnlyList<(string Value, Report Report)> Sides)> Of(DevelopmentView development, Wording wording)
    {
        if (development.Reports.Count < 2)
        {
            yield break;
        }

        var reports = development.Reports;
        var byDay = Distinct(reports.Where(r => r.Reported.When is { Precision: DatePrecision.Day, Start: not null }), r => wording.When(r.Reported.When));
        if (byDay.Count > 1)
        {
            yield return ("date", byDay);
        }

        foreach (var unit in reports.Where(r => r.Reported.Quantity is not null).GroupBy(r => r.Reported.Quantity?.Unit, StringComparer.Ordinal))
        {
            var byNumber = Distinct(unit, r => $"{wording.Number(r.Reported.Quantity?.Value ?? 0)} {unit.Key}".TrimEnd());
            if (byNumber.Count > 1)
            {
                yield return ("number", byNumber);
            }
        }

        var byDenial = Distinct(reports, r => wording.Text(r.Reported.Modality == Modality.Denied ? "side.denied" : "side.reported"));
        if (byDenial.Count > 1)
        {
            yield return ("denial", byDenial);
        }

        var byStrength = Distinct(reports.Where(r => r.Reported.Modality is Modality.Happened or Modality.Ongoing or Modality.Alleged && r.Reported.Attribution.Count == 0), r => wording.Text(r.Reported.Modality == Modality.Alleged ? "side.alleged" : "side.fact"));
        if (byStrength.Count > 1)
        {
            yield return ("strength", byStrength);
        }
    }

    /// <summary>One report for each value, the most reported first, and none when a single article gives them all: an article that tells two days tells two things.</summary>
    static List<(string Value, Report Report)> Distinct(IEnumerable<Report> reports, Func<Report, string> value)
    {
        var sides = reports.Select(r => (Value: value(r), Report: r))
            .GroupBy(s => s.Value, StringComparer.Ordinal)
            .OrderByDescending(same => same.Count())
            .Select(same => same.First())
            .ToList();
        return sides.DistinctBy(s => s.Report.Article, StringComparer.Ordinal).Count() > 1 ? sides : [];
    }

    static DifferenceSide Side(string value, Report report, StoryView story, Manuscript manuscript)
    {
        var article = story.Articles.First(a => a.Stream == report.Article);
        return new DifferenceSide(manuscript.Wording.Outlet(article), value, report.Reported.Evidence.Quote, manuscript.Citations.For(report))
        {
            Published = manuscript.Wording.Published(article),
            Language = manuscript.Citations.ForeignLanguageOf(report.Article),
        };
    }
}
