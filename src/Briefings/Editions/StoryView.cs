using Briefings.Extraction;
using Briefings.Rendering;
using Briefings.Stories;

namespace Briefings.Editions;

/// <summary>A story as it stood at the end of the edition's day.</summary>
/// <param name="Watched">What of the profile's watch list it touches, in words.</param>
sealed record StoryView(Story Story, IReadOnlyList<StoryArticle> Articles, IReadOnlyList<DevelopmentView> Developments, IReadOnlyList<string> Watched)
{
    public string Anchor => Story.Id;

    /// <summary>Articles or corrections of the days covered.</summary>
    public required bool IsCurrent { get; init; }

    public required bool IsNew { get; init; }

    /// <summary>Whether the edition before cited one of its articles.</summary>
    public required bool WasTold { get; init; }

    /// <summary>Reports that were written apart from each other: one outlet, or one wire text in several outlets, counts once.</summary>
    public required int IndependentSources { get; init; }

    /// <summary>The same, of what had been told before.</summary>
    public required int SourcesBefore { get; init; }

    /// <summary>Independent sources that wrote in the days covered, and in as many days before them.</summary>
    public required (int Now, int Before) SourcesOfPeriod { get; init; }

    public required int Outlets { get; init; }

    public double Score => (Developments.Count > 0 ? Developments.Max(d => d.Score) : 0) + IndependentSources;
}

/// <summary>A development with the reports that stood at the end of the day.</summary>
/// <param name="Before">Reports that the edition before could have told, whether or not they still stand.</param>
sealed record DevelopmentView(Development Development, IReadOnlyList<Report> Reports, Report Best, int IndependentSources, bool IsNew, double Score, IReadOnlyList<Report> Before)
{
    public ReportedEvent Reported => Best.Reported;

    /// <summary>Whether its day is its own, not borrowed from what it is about, as an agenda's is from its meeting.</summary>
    public bool HasOwnDate(FrameSet frames) => frames.Find(Reported.Type)?.DatedBy is null;

    public bool IsPlan => Reported.Modality is Modality.Planned or Modality.Proposed;

    /// <summary>What was told as a plan before and is now reported to have happened.</summary>
    public bool IsResolved => Before.Count > 0
        && Before.All(r => r.Reported.Modality is Modality.Planned or Modality.Proposed)
        && Reported.Modality is Modality.Happened or Modality.Ongoing;

    public Standing Standing => Reported.Modality switch
    {
        Modality.Denied => Standing.Denied,
        Modality.Alleged => Standing.Claimed,
        Modality.Projected => Standing.Projected,
        Modality.Planned => Standing.Planned,
        Modality.Proposed => Standing.Proposed,
        _ when Reported.Attribution.Count > 0 => Standing.Claimed,
        Modality.Threatened => Standing.Threatened,
        _ => Standing.Reported,
    };
}
