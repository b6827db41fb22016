using Briefings.Extraction;
using Briefings.Rendering;

namespace Briefings.Editions;

/// <summary>Who acts in a story, what each last did or said, and how that compares with before.</summary>
sealed class StoryActors(Manuscript manuscript)
{
    // On Goldstein's scale from -10 to 10: less is within what one verb more or less makes.
    const double LeastChange = 1;

    readonly Wording wording = manuscript.Wording;

    public IReadOnlyList<ActorRow> Of(StoryView story)
    {
        var involved = story.Developments
            .SelectMany(d => d.Reported.Source.Select(a => (Actor: a, Development: d)))
            .Where(i => i.Actor.Id.Length > 0 && IsSomebody(i.Actor) && manuscript.Telling(i.Development).Form != TellingForm.Fragment)
            .GroupBy(i => i.Actor.Id, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal);
        var rows = new List<ActorRow>();
        foreach (var actor in involved)
        {
            var mentions = actor.ToList();
            var name = mentions.MaxBy(i => i.Actor.Name.Length).Actor.Name;
            var acts = mentions.Select(i => i.Development).Distinct().OrderByDescending(d => d.Reports.Max(r => r.Day)).ThenByDescending(d => d.Score).ToList();
            // A row is the latest sentence that names the actor as the one who acts.
            if (rows.Count < manuscript.Lengths.Actors && acts.Find(d => Names(manuscript.Sentence(d), name)) is { } latest)
            {
                rows.Add(Row(name, ActorRoles.Of(mentions.Select(i => i.Actor), wording), latest, acts));
            }
        }

        return rows;
    }

    ActorRow Row(string name, string role, DevelopmentView latest, List<DevelopmentView> acts)
    {
        var line = manuscript.Line(latest);
        var (kind, change) = Change(acts);
        return new ActorRow(Wording.Sentence(name), role, line.Text, line.Citations) { Change = change, ChangeKind = kind, Standing = line.Standing, Language = line.Language };
    }

    /// <summary>The mean intensity of what is new against that of what was known before.</summary>
    (ChangeKind Kind, string Text) Change(List<DevelopmentView> acts)
    {
        var (before, now) = (acts.FindAll(d => !d.IsNew), acts.FindAll(d => d.IsNew));
        if (before.Count == 0)
        {
            return (ChangeKind.New, wording.Text("actor.new"));
        }

        if (now.Count == 0)
        {
            return (ChangeKind.Continuing, wording.Text("actor.silent"));
        }

        var (was, turned) = (before.Average(d => d.Reported.Intensity), now.Average(d => d.Reported.Intensity));
        return (turned - was) switch
        {
            >= LeastChange => (ChangeKind.Up, wording.Text("actor.warmer", wording.Signed(was), wording.Signed(turned))),
            <= -LeastChange => (ChangeKind.Down, wording.Text("actor.colder", wording.Signed(was), wording.Signed(turned))),
            _ => (ChangeKind.Continuing, wording.Text("actor.same")),
        };
    }

    /// <summary>Whether a mention names somebody: it has a country or a sector, or a proper name, and is no pronoun's "her government".</summary>
    static bool IsSomebody(Actor actor) =>
        (actor.Country.Length > 0 || actor.Sector.Length > 0 || actor.Name.Any(char.IsUpper))
        && !Possessives.Contains(actor.Name.Split(' ')[0], StringComparer.OrdinalIgnoreCase);

    static readonly string[] Possessives = ["her", "his", "its", "their", "our", "my", "your", "this", "that", "these", "those"];

    /// <summary>Whether a sentence names an actor in full or by the last word of the name.</summary>
    static bool Names(string sentence, string name) =>
        sentence.Contains(name, StringComparison.OrdinalIgnoreCase) || sentence.Contains(name.Split(' ')[^1], StringComparison.Ordinal);
}
