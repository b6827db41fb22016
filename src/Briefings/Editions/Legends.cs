using Briefings.Rendering;

namespace Briefings.Editions;

/// <summary>The words of a briefing for standing, likelihood, confidence and change, each with its meaning: only those that stand in it.</summary>
static class Legends
{
    static readonly string[] ConfidenceWords = ["high", "moderate", "low"];

    public static IReadOnlyList<LegendTerm> Of(Manuscript manuscript, IReadOnlyList<CitedLine> lines, IReadOnlyList<Change> changes)
    {
        var wording = manuscript.Wording;
        return
        [
            .. lines.Select(l => l.Standing).Distinct().Order().Select(s => Term(LegendKind.Standing, "standing", s.ToString())),
            .. manuscript.Likelihoods.Select(l => l.Split('|')).Select(l => new LegendTerm(LegendKind.Likelihood, l[1], wording.Text("likelihood." + l[0]))),
            .. ConfidenceWords.Where(c => lines.Any(l => l.Confidence == wording.Text("confidence." + c))).Select(c => new LegendTerm(LegendKind.Confidence, wording.Text("confidence." + c), wording.Text($"confidence.{c}.means"))),
            .. changes.Select(c => c.Kind).Distinct().Order().Select(k => Term(LegendKind.Change, "changeKind", k.ToString())),
        ];

        LegendTerm Term(LegendKind kind, string key, string name)
        {
            var full = $"{key}.{char.ToLowerInvariant(name[0])}{name[1..]}";
            return new LegendTerm(kind, wording.Text(full), wording.Text(full + ".means"));
        }
    }
}
