using Briefings.Extraction;

namespace Briefings.Stories;

/// <summary>Which development a news event reports: same happening by its cluster key, at a time that can be the same.</summary>
public static class DevelopmentMatching
{
    // A plan that another report dates otherwise is one plan told two ways; further apart it is another plan.
    const int PlanSpreadDays = 7;

    /// <summary>The first development, in the order first reported, that a report belongs to; <c>null</c> when it is a new one.</summary>
    public static Development? Best(IReadOnlyList<Development> developments, ReportedEvent reported) =>
        developments.FirstOrDefault(d => d.Reports.All(r => IsSame(r.Reported, reported)));

    public static bool IsSame(ReportedEvent a, ReportedEvent b) => a.Cluster == b.Cluster && CanBeOneTime(a, b);

    static bool CanBeOneTime(ReportedEvent a, ReportedEvent b)
    {
        var spread = a.Modality is Modality.Planned or Modality.Proposed || b.Modality is Modality.Planned or Modality.Proposed ? PlanSpreadDays : 0;
        return NotAfter(a.When.Start, b.When.End, spread) && NotAfter(b.When.Start, a.When.End, spread);
    }

    /// <summary>Whether an interval's start lies before the other's excluded end, within a spread; an open side always does.</summary>
    static bool NotAfter(DateOnly? start, DateOnly? end, int spreadDays) =>
        start is null || end is null || start.Value.DayNumber < end.Value.DayNumber + spreadDays;
}
