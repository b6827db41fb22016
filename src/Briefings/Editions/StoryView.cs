using Briefings.Extraction;
using Briefings.Rendering;
using Briefings.Stories;

namespace Briefings.Editions;

/// <summary>A story as it stood at the end of the edition's day.</summary>
sealed record StoryView(Story Story, IReadOnlyList<StoryArticle> Articles, IReadOnlyList<DevelopmentView> Developments, IReadOnlyList<string> Watched)
{
    /// <summary>Articles or corrections of the days covered.</summary>
    public required bool IsCurrent { get; init; }

    public required bool IsNew { get; init; }

    /// <summary>Reports that were written apart from each other: one outlet, or one wire text in several outlets, counts once.</summary>
    public required int IndependentSources { get; init; }

    public int Outlets => Articles.Select(Wording.Outlet).Distinct(StringComparer.Ordinal).Count();

    public double Score => (Developments.Count > 0 ? Developments.Max(d => d.Score) : 0) + IndependentSources;
}

/// <summary>A development with the reports that stood at the end of the day.</summary>
sealed record DevelopmentView(Development Development, IReadOnlyList<Report> Reports, Report Best, int IndependentSources, bool IsNew, double Score)
{
    public ReportedEvent Reported => Best.Reported;

    /// <summary>Whether its day is its own, not borrowed from what it is about, as an agenda's is from its meeting.</summary>
    public bool HasOwnDate(FrameSet frames) => frames.Find(Reported.Type)?.DatedBy is null;

    public Standing Standing => Reported.Modality switch
    {
        Modality.Denied => Standing.Denied,
        Modality.Alleged => Standing.Claimed,
        Modality.Projected => Standing.Projected,
        Modality.Planned or Modality.Proposed => Standing.Planned,
        _ when Reported.Attribution.Count > 0 => Standing.Claimed,
        _ => Standing.Reported,
    };
}
