using Briefings.Extraction;
using Briefings.NewsEvents;
using Xunit;

namespace Briefings.Tests.Extraction;

public sealed class PhrasingTests
{
    static readonly FrameSet Frames = NewsEventCatalog.Load().Frames;

    [Theory]
    [InlineData("Norwegian Prime Minister Kari Lund will meet Kenyan President Joseph Otieno in Oslo on Thursday.", "Norwegian Prime Minister Kari Lund will meet Kenyan President Joseph Otieno in Oslo on Thursday 5 March 2026.")]
    [InlineData("Mexico criticised US strikes on alleged drug boats.", "Mexico criticised US strikes on alleged drug boats.")]
    [InlineData("Serbia accused Kosovo of hiding weapons.", "Serbia accused Kosovo of hiding weapons.")]
    [InlineData("Belarus threatened to close its border with Poland.", "Belarus threatened to close its border with Poland.")]
    public void A_report_becomes_a_sentence_of_its_own(string text, string sentence)
    {
        var read = new Extractor(Frames).Extract(new ArticleText("a", text, new DateOnly(2026, 3, 3)));

        Assert.Equal(sentence, new Phrasing(Frames).Sentence(read.Events.MaxBy(e => e.Confidence)!));
    }

    [Fact]
    public void What_has_no_template_is_quoted()
    {
        var read = new Extractor(Frames).Extract(new ArticleText("a", "He condemned China.", null));

        Assert.All(read.Events, e => Assert.Contains("He condemned China.", new Phrasing(Frames).Sentence(e), StringComparison.Ordinal));
    }
}
