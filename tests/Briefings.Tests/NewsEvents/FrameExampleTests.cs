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

    static bool Names(IReadOnlyList<Actor> actors, string? expected) => expected is null || actors.Any(a => ((string[])[a.Name, a.Text, a.Country]).Contains(expected, StringComparer.Ordinal));
}
