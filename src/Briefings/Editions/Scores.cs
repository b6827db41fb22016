using System.Collections.Frozen;
using Briefings.Extraction;
using Briefings.Stories;

namespace Briefings.Editions;

/// <summary>How much a development weighs: a sum that can be explained, printed in short beside every key development.</summary>
static class Scores
{
    // Days: what is due within them is news, what lies further back is background.
    const int Fresh = 7;

    /// <summary>What a watched story adds.</summary>
    public const double Watched = 1;

    /// <summary>An intensity at or beyond which the reader is told of it.</summary>
    public const double Strong = 6;

    /// <summary>By PLOVER root: deeds weigh more than words, words more than statements.</summary>
    static readonly FrozenDictionary<string, double> Roots = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["ASSAULT"] = 1.5,
        ["COERCE"] = 1.2,
        ["SANCTION"] = 1.2,
        ["THREATEN"] = 1.2,
        ["MOBILIZE"] = 1,
        ["AGREE"] = 1,
        ["PROTEST"] = 0.8,
        ["YIELD"] = 0.8,
        ["CONSULT"] = 0.6,
        ["AID"] = 0.5,
        ["COOPERATE"] = 0.5,
        ["REJECT"] = 0.5,
        ["ACCUSE"] = 0.4,
        ["SUPPORT"] = 0.3,
        ["REQUEST"] = 0.3,
        ["STATEMENT"] = -1.2,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Independent sources weigh most, then the type, what is due or fresh, what is at stake, and how prominently it is told. Background comes last.</summary>
    public static double Of(IReadOnlyList<Report> reports, ReportedEvent best, int independentSources, bool isNew, DateOnly day)
    {
        var daysAhead = best.When.Start is { } start ? start.DayNumber - day.DayNumber : 0;
        return (2 * Math.Log2(1 + independentSources))
            + (Math.Log2(reports.Count) / 2)
            + Roots.GetValueOrDefault(best.Root, 0)
            + (Math.Abs(best.Intensity) / 6)
            + (isNew ? 0.75 : 0)
            + (IsDue(best, day) ? 1 : 0)
            - (daysAhead < -Fresh ? 1.5 : 0)
            - (best.When.Precision == DatePrecision.Unknown ? 0.75 : 0)
            + (1.0 / (1 + reports.Min(r => r.Reported.Evidence.Sentence)))
            + (best.Source.Count > 0 ? 0.5 : 0)
            + (best.Target.Count > 0 ? 0.5 : 0)
            - (best.Modality is Modality.Alleged or Modality.Projected ? 0.5 : 0)
            - (best.Modality is Modality.Denied ? 0.25 : 0);
    }

    /// <summary>What a sentence costs that reads worse than one about the development.</summary>
    public static double Cost(TellingForm form) => form switch
    {
        TellingForm.Plain => 0,
        TellingForm.Fragment => 3,
        _ => 1.5,
    };

    /// <summary>Whether it is planned for one of the next days.</summary>
    public static bool IsDue(ReportedEvent reported, DateOnly day) =>
        reported.When is { Precision: DatePrecision.Day, Start: { } start } && start.DayNumber - day.DayNumber is >= 0 and <= Fresh && reported.Modality is Modality.Planned or Modality.Proposed;

    /// <summary>How much a report says, so that the fullest one is told.</summary>
    public static double Specificity(ReportedEvent reported) =>
        (reported.When.Precision == DatePrecision.Day ? 2 : reported.When.Precision == DatePrecision.Unknown ? 0 : 1)
        + Math.Min(reported.Source.Count, 2)
        + Math.Min(reported.Target.Count, 2)
        + (reported.Where.Count > 0 ? 1 : 0)
        + (reported.Topic is null ? 0 : 1)
        + (reported.Quantity is null ? 0 : 1)
        + reported.Confidence;
}
