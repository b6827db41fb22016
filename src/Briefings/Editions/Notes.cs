using Briefings.Rendering;

namespace Briefings.Editions;

/// <summary>The title block and what is said of the edition as a whole.</summary>
static class Notes
{
    public static string Period(Manuscript manuscript) => manuscript.Input.FirstDay == manuscript.Input.Day
        ? manuscript.Wording.Text("period.one", manuscript.Wording.Day(manuscript.Input.Day), manuscript.Input.Profile.TimeZone)
        : manuscript.Wording.Text("period.many", manuscript.Wording.Day(manuscript.Input.FirstDay), manuscript.Wording.Day(manuscript.Input.Day), manuscript.Input.Profile.TimeZone);

    public static string CutOff(Manuscript manuscript) => manuscript.Input.KnownAt is { } at
        ? manuscript.Wording.Text("cutoff", manuscript.Wording.Instant(at), manuscript.Wording.Number(manuscript.Input.LogPosition))
        : manuscript.Wording.Text("cutoff.empty");

    public static EditionLink? Previous(Manuscript manuscript) => manuscript.Input.Before is { } last
        ? new EditionLink(last.Id, manuscript.Wording.Text("previous", last.Published.Issue, manuscript.Wording.Day(last.Published.Day)))
        : null;

    public static string Coverage(Manuscript manuscript, IReadOnlyList<StoryView> current, int full, int brief)
    {
        if (current.Count == 0)
        {
            return "";
        }

        var wording = manuscript.Wording;
        var articles = current.SelectMany(s => s.Articles).Where(a => manuscript.Input.Covers(a.Day, a.Position)).ToList();
        var outlets = articles.Select(wording.Outlet).Distinct(StringComparer.Ordinal).Count();
        return wording.Text(
            "coverage",
            wording.Count("count.articles", articles.Count),
            wording.Count("count.outlets", outlets),
            brief == 0 ? wording.Count("count.stories", full) : wording.Join([wording.Count("count.stories", full), wording.Count("count.briefs", brief)]));
    }

    public static IReadOnlyList<string> Method(Manuscript manuscript) =>
    [
        manuscript.Wording.Text("method.lines"),
        manuscript.Wording.Text("method.standing"),
        manuscript.Wording.Text("method.order"),
        manuscript.Wording.Text("method.time", manuscript.Input.Profile.TimeZone),
        manuscript.Input.Extractor.Length > 0 ? manuscript.Wording.Text("method.made", manuscript.Input.Extractor, EditionComposer.Template) : manuscript.Wording.Text("method.composed", EditionComposer.Template),
    ];

    public static IReadOnlyList<Fact> Provenance(Manuscript manuscript) =>
    [
        new(manuscript.Wording.Text("provenance.edition"), Edition.IdFor(manuscript.Input.Profile.Name, manuscript.Input.Day, manuscript.Input.Revision)),
        new(manuscript.Wording.Text("provenance.position"), manuscript.Input.LogPosition.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        new(manuscript.Wording.Text("provenance.chain"), manuscript.Input.ChainHead),
    ];
}
