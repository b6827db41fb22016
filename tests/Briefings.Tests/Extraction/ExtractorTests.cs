using Briefings.Extraction;
using Briefings.NewsEvents;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Briefings.Tests.Extraction;

public sealed class ExtractorTests
{
    static readonly FrameSet Frames = NewsEventCatalog.Load().Frames;
    static readonly Extractor Extractor = new(Frames);

    static IReadOnlyList<ReportedEvent> Read(string text) => Extractor.Extract(new ArticleText("a", text, new DateOnly(2026, 3, 3))).Events;

    [Fact]
    public void Quotes_are_exact_substrings()
    {
        const string text = "LISBON — “Portugal condemned the attack,” its envoy said.\n\nPortuguese Prime Minister Rui Alves (PS) met Spain’s king on Monday.";

        foreach (var found in Read(text))
            Assert.Equal(text[found.Evidence.Start..found.Evidence.End], found.Evidence.Quote);
        Assert.NotEmpty(Read(text));
    }

    [Fact]
    public void Extraction_never_throws() =>
        Prop.ForAll<string>(text => Read(text ?? "").All(e => e.Evidence.Quote.Length > 0)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("\ud800 met \udc00 in \ud83d\ude00.")]
    [InlineData("'s ' ’ . . . ((( ))) \"\" “” — , , and and or")]
    [InlineData("\0\u2028\u2029\ufeff\u202e")]
    [InlineData("Kenya Kenya Kenya and and Kenya , Kenya ( Kenya ) 's 's")]
    public void Odd_text_is_read_without_complaint(string text) => Assert.NotNull(Read(text));

    [Fact]
    public void Reading_is_deterministic() =>
        Assert.Equal(string.Join('|', Read("Ghana accused Togo of smuggling. Togo denied it.").Select(e => $"{e.Rule} {e.Cluster}")), string.Join('|', Read("Ghana accused Togo of smuggling. Togo denied it.").Select(e => $"{e.Rule} {e.Cluster}")));

    [Fact]
    public void A_surname_stands_for_the_person_named_before()
    {
        var found = Read("Norwegian Prime Minister Kari Lund visited Kenya. Lund praised Kenyan President Joseph Otieno.");

        Assert.Equal("kari-lund", Assert.Single(found[^1].Source).Id);
        Assert.Equal("NORGOV", Assert.Single(found[^1].Source).Code);
    }

    [Fact]
    public void Both_leaders_are_the_two_named_before()
    {
        var found = Read("Norwegian Prime Minister Kari Lund met Kenyan President Joseph Otieno. Both leaders exchanged insults.");

        Assert.Equal("kari-lund joseph-otieno", string.Join(' ', found[^1].Source.Concat(found[^1].Target).Select(a => a.Id)));
    }

    [Fact]
    public void Plans_that_were_not_announced_give_nothing() => Assert.Empty(Read("Ghana had not announced any plans to withdraw its troops from Togo."));

    [Fact]
    public void Speakers_are_kept()
    {
        var found = Assert.Single(Read("Somali militants attacked a Kenyan base, Human Rights Watch said."));

        Assert.Equal("Human Rights Watch", Assert.Single(found.Attribution).Speaker.Name);
    }

    [Fact]
    public void Own_actors_and_agents_are_read_from_petrarch_files()
    {
        var own = CustomActors.Read("FREEDONIA_  [FRD]\n+RUFUS_T._FIREFLY\nSYLVANIA [SYL < 20000101]\n\t[SLV > 20000101]\n", "HARPIST {HARPISTS} [~MUS] # an agent\n");

        var found = Assert.Single(new Extractor(Frames, own).ExtractSentence("s", "Freedonia's harpists condemned Sylvania.", new DateOnly(2010, 1, 1)));

        Assert.Equal("FRDMUS", found.Source[0].Code);
        Assert.Equal("SLV", found.Target[0].Code);
    }

    [Fact]
    public void An_endless_word_is_read_in_linear_time() => Assert.Empty(Read(new string('a', 2_000_000)));

    [Fact]
    public void The_path_to_an_answer_can_be_shown()
    {
        var lines = Extractor.Explain(new ArticleText("a", "Ghana condemned Togo.", null));

        Assert.Contains(lines, l => l.Contains("fired: ActionCriticized.yaml", StringComparison.Ordinal));
    }
}
