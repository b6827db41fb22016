namespace Briefings.Rendering.Sections;

/// <summary>The sections of a document in the order in which every format prints them.</summary>
static class SectionOrder
{
    static readonly BriefingSection[] Standard = Enum.GetValues<BriefingSection>();

    /// <summary>Each known section at most once.</summary>
    public static IEnumerable<BriefingSection> Of(BriefingDocument document) =>
        (document.Sections.Count > 0 ? document.Sections : Standard).Where(section => Enum.IsDefined(section)).Distinct();
}
