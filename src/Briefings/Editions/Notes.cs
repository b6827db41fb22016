using Briefings.Rendering;

namespace Briefings.Editions;

/// <summary>The title block and what is said of the edition as a whole.</summary>
static class Notes
{
    public static string Period(Draft draft) => draft.Input.FirstDay == draft.Input.Day
        ? draft.Wording.Text("period.one", draft.Wording.Day(draft.Input.Day), draft.Input.Profile.TimeZone)
        : draft.Wording.Text("period.many", draft.Wording.Day(draft.Input.FirstDay), draft.Wording.Day(draft.Input.Day), draft.Input.Profile.TimeZone);

    public static string CutOff(Draft draft) => draft.Input.KnownAt is { } at
        ? draft.Wording.Text("cutoff", draft.Wording.Instant(at), draft.Wording.Number(draft.Input.LogPosition))
        : draft.Wording.Text("cutoff.empty");

    public static EditionLink? Previous(Draft draft) => draft.Input.Earlier.LastOrDefault(e => e.Published.Day < draft.Input.Day) is { } last
        ? new EditionLink(last.Id, draft.Wording.Text("previous", last.Published.Issue, draft.Wording.Day(last.Published.Day)))
        : null;

    public static string Coverage(Draft draft, IReadOnlyList<StoryView> current, int full, int brief)
    {
        if (current.Count == 0)
        {
            return "";
        }

        var wording = draft.Wording;
        var articles = current.SelectMany(s => s.Articles).Where(a => draft.Input.Covers(a.Day, a.Position)).ToList();
        var outlets = articles.Select(wording.Outlet).Distinct(StringComparer.Ordinal).Count();
        return wording.Text(
            "coverage",
            wording.Count("count.articles", articles.Count),
            wording.Count("count.outlets", outlets),
            brief == 0 ? wording.Count("count.stories", full) : wording.Join([wording.Count("count.stories", full), wording.Count("count.briefs", brief)]));
    }

    public static IReadOnlyList<string> Method(Draft draft) =>
    [
        draft.Wording.Text("method.lines"),
        draft.Wording.Text("method.standing"),
        draft.Wording.Text("method.order"),
        draft.Wording.Text("method.time", draft.Input.Profile.TimeZone),
        draft.Input.Extractor.Length > 0 ? draft.Wording.Text("method.made", draft.Input.Extractor, EditionComposer.Template) : draft.Wording.Text("method.composed", EditionComposer.Template),
    ];

    public static IReadOnlyList<Fact> Provenance(Draft draft) =>
    [
        new(draft.Wording.Text("provenance.edition"), Edition.IdFor(draft.Input.Profile.Name, draft.Input.Day, draft.Input.Revision)),
        new(draft.Wording.Text("provenance.position"), draft.Input.LogPosition.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        new(draft.Wording.Text("provenance.chain"), draft.Input.ChainHead),
    ];
}
