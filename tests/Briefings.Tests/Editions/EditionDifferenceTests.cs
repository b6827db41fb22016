using Briefings.Editions;
using Briefings.Rendering;
using Briefings.Tests.Rendering;
using Xunit;

namespace Briefings.Tests.Editions;

public sealed class EditionDifferenceTests
{
    static readonly Guid Meeting = new("00000000-0000-4000-8000-000000000001");

    [Fact]
    public void Edition_does_not_differ_from_itself() => Assert.Empty(EditionDifference.Between(SampleDocuments.Rich, SampleDocuments.Rich));

    [Fact]
    public void Lines_are_matched_by_the_events_they_state()
    {
        var change = Assert.Single(EditionDifference.Between(
            Saying(new CitedLine("They will meet on Tuesday.", [1], Standing.Planned) { Events = [Meeting] }),
            Saying(new CitedLine("They met on Tuesday.", [1], Standing.Reported) { Events = [Meeting] })));
        Assert.Equal(("changed", "line", "They met on Tuesday.", "They will meet on Tuesday.", "Reported", "Planned"), (change.Kind, change.What, change.Text, change.Before, change.Standing, change.StandingBefore));
    }

    [Fact]
    public void New_source_of_a_line_is_a_change()
    {
        var first = Saying(new CitedLine("They met.", [1], Standing.Reported) { Events = [Meeting] });
        var second = first with
        {
            Stories = [first.Stories[0] with { Lead = first.Stories[0].Lead with { Citations = [1, 2] } }],
            Sources = [.. first.Sources, new Source("Second", "Report", "2 February 2026", null, "", [new Quote(2, "They met.")])],
        };
        var changes = EditionDifference.Between(first, second);
        Assert.Contains(changes, c => c.What == "line" && c.Sources!.SequenceEqual(["First", "Second"]) && c.SourcesBefore!.SequenceEqual(["First"]));
        Assert.Contains(changes, c => c is { Kind: "new", What: "source" });
        Assert.Equal(2, changes.Count);
    }

    [Fact]
    public void What_only_one_edition_has_is_new_or_gone()
    {
        var one = Saying(new CitedLine("They met.", [1], Standing.Reported));
        var none = one with { Stories = [], Sources = [] };
        Assert.Equal(["gone", "gone", "gone"], EditionDifference.Between(one, none).Select(c => c.Kind));
        Assert.Equal(["new", "new", "new"], EditionDifference.Between(none, one).Select(c => c.Kind));
    }

    static BriefingDocument Saying(CitedLine line) => SampleDocuments.Empty with
    {
        Stories = [new StorySection { Anchor = "story-1", Title = "The meeting", Status = "NEW", Reason = "1 report", IndependentSources = 1, Outlets = 1, Lead = line }],
        Sources = [new Source("First", "Report", "2 February 2026", null, "", [new Quote(1, "They met.")])],
    };
}
