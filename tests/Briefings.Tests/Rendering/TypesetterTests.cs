using Briefings.Rendering;
using Briefings.Rendering.Fonts;
using Briefings.Rendering.Labels;
using Briefings.Rendering.Layout;
using Briefings.Rendering.Text;
using Xunit;
using Line = Briefings.Rendering.Text.Line;

namespace Briefings.Tests.Rendering;

public sealed class TypesetterTests
{
    [Theory]
    [InlineData("They meet on 3 February 2026 at noon.", "3 February 2026")]
    [InlineData("The talks begin on 14 Nov. 2025 in Bogotá.", "14 Nov. 2025")]
    [InlineData("Shelters counted 1 240 000 arrivals in a year.", "1 240 000")]
    [InlineData("It grew by 0.3 % in a year.", "0.3 %")]
    [InlineData("The border is 2,219 km long.", "2,219 km")]
    [InlineData("The call was at 09:00 UTC on that day.", "09:00 UTC")]
    [InlineData("See edition no. 203 of the desk.", "no. 203")]
    public void Numbers_and_dates_stay_on_one_line(string text, string kept) =>
        Assert.All(Widths(), width => Assert.Contains(Lines(text, width), line => line.Contains(kept, StringComparison.Ordinal)));

    [Fact]
    public void Spanish_dates_stay_on_one_line() =>
        Assert.All(Widths(), width => Assert.Contains(Lines("Se reúnen el 3 de febrero de 2026 en Washington.", width, "es"), line => line.Contains("3 de febrero de 2026", StringComparison.Ordinal)));

    [Fact]
    public void Plain_words_are_parted_at_spaces_only() =>
        Assert.Equal(["Senator Rand", "Paul helped", "the two."], Lines("Senator Rand Paul helped the two.", 70));

    [Fact]
    public void Compounds_are_parted_behind_the_hyphen_but_ranges_are_not()
    {
        Assert.Equal(["high-", "stakes"], Lines("high-stakes", 40));
        Assert.DoesNotContain(Lines("from 2024-2025 on", 40), line => line.EndsWith('-'));
    }

    [Fact]
    public void No_line_is_wider_than_the_column()
    {
        var typesetter = Typesetter("en");
        var text = string.Concat(Enumerable.Repeat("Confidence in theWWWWWWWWWWWWWWWWWWWWWWWWWWWW figure (3 February 2026) 北京 ", 20));

        Assert.All(typesetter.Break([new Span(text, Theme.Body)], 120), line => Assert.InRange(line.Width, 0, 120.001));
    }

    [Fact]
    public void Hashes_break_in_groups_of_eight()
    {
        var lines = Typesetter("en").Break([new Span(SampleDocuments.Hash, Theme.Note, IsCode: true)], 100).Select(Text);

        Assert.All(lines, line => Assert.Equal(0, line.Length % 8));
    }

    [Fact]
    public void Soft_hyphens_and_joiners_vanish() => Assert.Equal("reform holds", CleanText.Of("re\u00ADform\u200B holds".Replace("\u200B", "\u200D", StringComparison.Ordinal)));

    [Fact]
    public void Fallback_faces_follow_the_glyphs()
    {
        var faces = Typesetter("en").Break([new Span("A Ж ب א Ա ა", Theme.Body)], 500)[0].Fragments.Select(f => f.Style.Face).Distinct();

        Assert.Equal([Face.Serif, Face.Arabic, Face.Hebrew, Face.Armenian, Face.Georgian], faces.Order());
    }

    [Fact]
    public void Right_to_left_words_are_drawn_from_the_right_and_numbers_among_them_from_the_left()
    {
        var line = Typesetter("en").Break([new Span("see אב 12 גד now", Theme.Body)], 500)[0];

        Assert.Equal("see גד 12 אב now", Text(line));
    }

    [Fact]
    public void Brackets_around_right_to_left_words_belong_to_the_sentence()
    {
        Assert.Equal([0, 0, 1, 1, 0], Directions.Levels("a(אבb")!.Select(l => (int)l));
        Assert.Null(Directions.Levels("plain (text) 12"));
    }

    static IEnumerable<double> Widths() => Enumerable.Range(0, 12).Select(i => 110.0 + (10 * i));

    static IReadOnlyList<string> Lines(string text, double width, string language = "en") =>
        [.. Typesetter(language).Break([new Span(text, Theme.Body)], width).Select(Text)];

    static Typesetter Typesetter(string language) => new(new Shaper(), new BreakOpportunities(LabelSet.For(language).Months), new RenderWarnings());

    static string Text(Line line) => string.Concat(line.Fragments.Select(f => f.Shape.Text));
}
