using Briefings.Extraction;
using Briefings.NewsEvents;
using Xunit;

namespace Briefings.Tests.Extraction;

/// <summary>What is printed for a sentence: everything the sentence hangs on, nothing that it does not say.</summary>
public sealed class StatementTests
{
    static readonly FrameSet Frames = NewsEventCatalog.Load().Frames;

    static readonly DateOnly Friday = new(2026, 3, 6);

    static List<string> Printed(string text) =>
        [.. new Extractor(Frames).Extract(new ArticleText("article", text, Friday)).Events.Select(new Phrasing(Frames).Sentence)];

    [Theory]
    [InlineData("Kenya's government denied that it plans to deploy troops to the border.", "Kenya's government denied that it plans to deploy troops to the border.")]
    [InlineData("Bakers warned of shortages.", "Bakers warned of shortages.")]
    [InlineData("Bus drivers in Nairobi began a strike on Wednesday.", "Bus drivers in Nairobi began a strike on Wednesday 4 March 2026.")]
    [InlineData("Chad condemned French raids on suspected smugglers.", "Chad condemned French raids on suspected smugglers.")]
    [InlineData("Police allegedly attacked the protesters in Quito.", "Police allegedly attacked the protesters in Quito.")]
    [InlineData("Norway will sign a treaty with Sweden next month, the foreign ministry said.", "Norway will sign a treaty with Sweden in April 2026, the foreign ministry said.")]
    [InlineData("According to the Oslo Times, Norway arrested three Russian spies.", "According to the Oslo Times, Norway arrested three Russian spies.")]
    [InlineData("Ghana expelled the Togolese ambassador on Monday, after months of quarrels over fishing.", "Ghana expelled the Togolese ambassador on Monday 2 March 2026.")]
    [InlineData("However, Ghana urged Togo to release the prisoners.", "Ghana urged Togo to release the prisoners.")]
    [InlineData("ACCRA, Ghana – Ghana urged Togo to release the prisoners.", "Ghana urged Togo to release the prisoners.")]
    [InlineData("Ghana will withdraw its troops from Togo if the rebels disarm.", "Ghana will withdraw its troops from Togo if the rebels disarm.")]
    public void Sentence_keeps_what_the_clause_hangs_on(string text, string printed) => Assert.Contains(printed, Printed(text));

    [Theory]
    [InlineData("Foreign Minister Ama Boateng of Ghana met Togolese officials. She accused Togo of hiding the rebels.", "Ama Boateng accused Togo of hiding the rebels.")]
    [InlineData("The miners' union and the Transport Ministry agreed to hold talks. They will meet in Accra on Tuesday.", "The miners' union and the Transport Ministry will meet in Accra on Tuesday 10 March 2026.")]
    public void Pronoun_is_named_when_it_can_mean_one_thing(string text, string printed) => Assert.Contains(printed, Printed(text));

    [Fact]
    public void Pronoun_of_doubtful_meaning_names_nobody() =>
        Assert.DoesNotContain(Printed("Ama Boateng arrived after Kofi Mensah had met Yaw Darko. Troops stood by. She accused Togo of hiding the rebels."), line => line.StartsWith("Kofi Mensah accused", StringComparison.Ordinal) || line.StartsWith("Yaw Darko accused", StringComparison.Ordinal));

    [Fact]
    public void Denied_plan_is_no_plan()
    {
        var reported = Assert.Single(new Extractor(Frames).Extract(new ArticleText("article", "Kenya's government denied that it plans to deploy troops to the border.", Friday)).Events);
        Assert.Equal(Modality.Denied, reported.Modality);
    }

    [Fact]
    public void Workers_on_strike_attack_nobody() =>
        Assert.Equal("ProtestHeld", Assert.Single(new Extractor(Frames).Extract(new ArticleText("article", "Bus drivers in Nairobi began a strike on Wednesday.", Friday)).Events).Type);

    [Fact]
    public void Presupposed_raid_is_not_told_as_news() => Assert.All(Printed("Chad condemned French raids on suspected smugglers."), line => Assert.StartsWith("Chad condemned", line, StringComparison.Ordinal));

    [Fact]
    public void Count_comes_with_what_it_counts()
    {
        var reported = Assert.Single(new Extractor(Frames).Extract(new ArticleText("article", "Norwegian police arrested 12 fishing crew members on Monday.", Friday)).Events);
        Assert.Equal((12m, "fishing crew members"), (reported.Quantity?.Value, reported.Quantity?.Unit));
    }

    [Fact]
    public void Reports_that_differ_in_a_count_are_one_development()
    {
        var extractor = new Extractor(Frames);
        var first = Assert.Single(extractor.Extract(new ArticleText("a", "Norwegian police arrested 12 dock workers in Bergen on Monday.", Friday)).Events);
        var second = Assert.Single(extractor.Extract(new ArticleText("b", "Norwegian police arrested 15 dock workers in Bergen on Monday.", Friday)).Events);
        Assert.Equal(first.Cluster, second.Cluster);
    }
}
