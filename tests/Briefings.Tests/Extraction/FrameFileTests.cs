using Briefings.Extraction;
using Xunit;

namespace Briefings.Tests.Extraction;

public sealed class FrameFileTests
{
    const string Good = """
        name: Waved
        root: CONSULT
        intensity: 1
        family: wave
        patterns:
          - { verb: salute, target: at }
        sentence:
          happened: "{source} waved at {target}."
        """;

    [Fact]
    public void A_frame_recognises_its_verb()
    {
        var read = new Extractor(FrameSet.Load([new FrameFile("Waved.yaml", Good)])).Extract(new ArticleText("a", "Norway saluted at Kenya.", null));

        var found = Assert.Single(read.Events);
        Assert.Equal("Norway", Assert.Single(found.Source).Name);
        Assert.Equal("KEN", Assert.Single(found.Target).Country);
    }

    [Theory]
    [InlineData("verb: salute, target: at", "verb: salute, after: \"\"", "Waved.yaml, line 6: \"after\" needs a pattern.")]
    [InlineData("verb: salute", "verb: salute, atop: any", "Waved.yaml, line 6: \"atop\" is not a key of a pattern.")]
    [InlineData("verb: salute", "verb: salute, object: $nothing", "Waved.yaml, line 6: \"$nothing\" is no word set.")]
    [InlineData("root: CONSULT", "root: CHAT", "Waved.yaml, line 2: \"CHAT\" is no PLOVER root.")]
    [InlineData("intensity: 1", "intensity: 11", "Waved.yaml, line 3: \"intensity\" is a number from -10 to 10.")]
    [InlineData("family: wave", "", "Waved.yaml, line 1: \"family\" is missing.")]
    public void A_mistake_is_named_with_file_and_line(string good, string bad, string message)
    {
        var e = Assert.Throws<FrameException>(() => FrameSet.Load([new FrameFile("Waved.yaml", Good.Replace(good, bad, StringComparison.Ordinal))]));

        Assert.Equal(message, e.Message);
    }

    [Fact]
    public void Two_frames_of_one_name_are_refused() =>
        Assert.Throws<FrameException>(() => FrameSet.Load([new FrameFile("A.yaml", Good), new FrameFile("B.yaml", Good)]));
}
