using Briefings.Rendering;
using Briefings.Rendering.Fonts;
using Briefings.Rendering.Labels;
using Briefings.Rendering.Layout;
using Briefings.Rendering.Text;
using Xunit;
using Line = Briefings.Rendering.Text.Line;

namespace Briefings.Tests.Rendering;

public sealed class ShaperTests
{
    const string BehWithFathaAndShadda = "\u0628\u0651\u064E";
    const string LamAlef = "\u0644\u0627";

    [Fact]
    public void Vowel_signs_stand_above_their_letter_and_take_no_width()
    {
        var bare = new Shaper().Shape(Face.Arabic, "\u0628", isRightToLeft: true);
        var signed = new Shaper().Shape(Face.Arabic, BehWithFathaAndShadda, isRightToLeft: true);

        Assert.Equal(bare.Width, signed.Width);
        Assert.Equal([true, true, false], signed.Glyphs.Select(g => g.Placement is not null));
    }

    [Fact]
    public void Accents_without_a_composed_letter_are_placed_and_kerning_goes_on_behind_them()
    {
        var plain = new Shaper().Shape(Face.Serif, "VA", isRightToLeft: false);
        var marked = new Shaper().Shape(Face.Serif, "V\u0302A", isRightToLeft: false);

        Assert.NotNull(marked.Glyphs[1].Placement);
        Assert.Equal(plain.Width, marked.Width);
        var twice = new Shaper().Shape(Face.Serif, "V\u0302\u0302A", isRightToLeft: false);
        Assert.True(twice.Glyphs[2].Placement!.Value.Y > twice.Glyphs[1].Placement!.Value.Y, "Expected the second accent above the first.");
    }

    [Fact]
    public void Right_to_left_ligatures_keep_a_glyph_for_each_character()
    {
        var shaped = new Shaper().Shape(Face.Arabic, LamAlef, isRightToLeft: true);

        Assert.Equal([(1, 1), (0, 1)], shaped.Glyphs.Select(g => (g.Start, g.Length)));
        Assert.True(shaped.Width < new Shaper().Shape(Face.Arabic, "\u0644 \u0627", isRightToLeft: true).Width);
    }

    [Fact]
    public void Non_joiners_part_letters_and_are_copied()
    {
        var clean = CleanText.Of("\u0645\u06CC\u200C\u062E a\u200Cb");
        var joined = new Shaper().Shape(Face.Arabic, "\u06CC\u062E", isRightToLeft: true);
        var parted = new Shaper().Shape(Face.Arabic, "\u06CC\u200C\u062E", isRightToLeft: true);

        Assert.Equal("\u0645\u06CC\u200C\u062E ab", clean);
        Assert.NotEqual(joined.Glyphs[^1].Id, parted.Glyphs[^1].Id);
        Assert.Equal(3, parted.Glyphs.Sum(g => g.Length));
    }

    [Fact]
    public void Parted_words_end_in_a_soft_hyphen_without_a_space()
    {
        var lines = Lines("They announced the constitutional administration of intergovernmental recommendations.", 118);

        var parted = lines.First(line => Text(line).EndsWith('\u00AD'));
        Assert.False(parted.SpaceBehind);
        Assert.All(lines, line => Assert.InRange(line.Width, 0, 118.001));
        Assert.Equal("They announced the constitutional administration of intergovernmental recommendations.",
            string.Concat(lines.Select(line => Text(line).TrimEnd('\u00AD') + (line.SpaceBehind ? " " : ""))));
    }

    [Fact]
    public void Quoted_words_are_parted_by_the_rules_of_their_own_language_or_not_at_all()
    {
        const string Words = "responsabilidades administrativas extraordinarias constitucionales";

        Assert.DoesNotContain(Lines(Words, 130, span => span with { IsQuoted = true }), line => Text(line).EndsWith('\u00AD'));
        Assert.Contains(Lines(Words, 130, span => span with { IsQuoted = true, Language = "es" }), line => Text(line).EndsWith('\u00AD'));
    }

    [Fact]
    public void Right_to_left_quotes_are_right_to_left_paragraphs()
    {
        var line = Assert.Single(Lines("“\u05D0\u05D1 12 abc.”", 300, span => span with { IsQuoted = true }));

        Assert.True(line.IsRightToLeft);
        Assert.Equal(".”abc 12 \u05D0\u05D1“", Text(line));
        Assert.Equal("“\u05D0\u05D1 12 abc.”", string.Concat(line.InReadingOrder!.Select(f => f.Shape.Text)));
        Assert.False(Assert.Single(Lines("“\u05D0\u05D1 12 abc.”", 300)).IsRightToLeft);
    }

    static List<Line> Lines(string text, double width, Func<Span, Span>? with = null) =>
        new Typesetter(new Shaper(), new BreakOpportunities(LabelSet.For("en").Months), new RenderWarnings(), Hyphenation.For("en"))
            .Break([(with ?? (span => span))(new Span(text, Theme.Body))], width);

    static string Text(Line line) => string.Concat(line.Fragments.Select(f => f.Shape.Text));
}
