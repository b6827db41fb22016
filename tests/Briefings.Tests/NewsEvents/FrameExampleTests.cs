using Briefings.Extraction;
using Briefings.NewsEvents;
using Xunit;

namespace Briefings.Tests.NewsEvents;

public sealed class FrameExampleTests
{
    static readonly NewsEventCatalog Catalog = NewsEventCatalog.Load();

    public static TheoryData<string, int> Examples()
    {
        var data = new TheoryData<string, int>();
        foreach (var frame in Catalog.Frames.Frames)
            for (var i = 0; i < frame.Examples.Count; i++)
                data.Add(frame.Name, i);
        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_frames_examples_hold(string name, int index)
    {
        var example = Catalog.Frames.Find(name)!.Examples[index];

        var found = new Extractor(Catalog.Frames).Extract(new ArticleText("example", example.Text, new DateOnly(2026, 3, 3))).Events.Where(e => string.Equals(e.Type, name, StringComparison.Ordinal)).ToList();

        if (string.Equals(example.Gives, "nothing", StringComparison.Ordinal))
            Assert.Empty(found);
        else
            Assert.True(
                found.Exists(e => string.Equals(e.Modality.ToString(), example.Gives, StringComparison.OrdinalIgnoreCase) && Names(e.Source, example.Source) && Names(e.Target, example.Target)),
                $"{name}, line {example.Line}: \"{example.Text}\" should give {example.Gives} from {example.Source ?? "anybody"} to {example.Target ?? "anybody"}.");
    }

    /// <summary>Frames that state nothing as done, so that no example of theirs gives <c>happened</c>, and why.</summary>
    static readonly Dictionary<string, string> NeverHappened = new(StringComparer.Ordinal)
    {
        ["AgendaSet"] = "an agenda is of talks to come",
        ["AssessmentMade"] = "an expert's view is projected or alleged",
        ["MeetingScheduled"] = "a meeting that is held is MeetingHeld",
        ["MilitaryActionThreatened"] = "a threat of force has the modality threatened",
        ["OutcomeProjected"] = "an outcome to come is projected",
        ["TermEnding"] = "the end of a term lies ahead",
        ["ThreatAlleged"] = "a danger that others speak of is projected",
    };

    [Fact]
    public void Every_frame_is_exemplified()
    {
        foreach (var frame in Catalog.Frames.Frames)
        {
            var gives = frame.Examples.Select(e => e.Gives).ToList();
            Assert.True(gives.Exists(g => g is "happened" || NeverHappened.ContainsKey(frame.Name) && g is not "nothing"), $"{frame.Name} has no example, active or nominal, of what it reports.");
            Assert.True(gives.Exists(g => g is not "happened" && (g is "nothing" || !NeverHappened.ContainsKey(frame.Name))), $"{frame.Name} has no example that is negated or modal.");
        }
    }

    [Fact]
    public void Only_frames_that_need_it_are_excepted()
    {
        foreach (var (name, reason) in NeverHappened)
            Assert.False(Catalog.Frames.Find(name)!.Examples.Any(e => e.Gives is "happened"), $"{name} is excepted because {reason}, yet has an example that happened.");
    }

    static bool Names(IReadOnlyList<Actor> actors, string? expected) => expected is null || actors.Any(a => ((string[])[a.Name, a.Text, a.Country]).Contains(expected, StringComparer.Ordinal));
}
