using Briefings.Rendering.Text;
using Xunit;

namespace Briefings.Tests.Rendering;

/// <summary>Upper-case letters stand for Hebrew ones, as in the examples of UAX 9; ~ for an Arabic letter.</summary>
public sealed class DirectionsTests
{
    [Theory]
    [InlineData("car is THE CAR in arabic", "000000011111110000000000")]
    [InlineData("he said CAR 12,5 MEANS it", "0000000011112222111111000")]
    [InlineData("cost $12 in ABC $12 DEF", "00000000000011112221111")]
    [InlineData("~~ 12% ok", "111220000")] // the number keeps to the Arabic letters, the percent sign to the paragraph
    [InlineData("a(ABb", "00110")]
    [InlineData("(ABC)", "01110")]
    [InlineData("AB (cd) EF", "1100000011")]
    [InlineData("AB(CD)EF", "11111111")]
    [InlineData("AB, CD; x", "111111000")]
    [InlineData("plain 12", null)]
    public void Levels_in_a_left_to_right_paragraph(string sample, string? levels) =>
        Assert.Equal(levels, Levels(sample, isRightToLeft: false));

    [Theory]
    [InlineData("ABC is here", "11112222222")]
    [InlineData("ABC 12:30 X", "11112222211")]
    [InlineData("A(b)C", "11211")]
    [InlineData("(b) C", "12111")]
    public void Levels_in_a_right_to_left_paragraph(string sample, string levels) =>
        Assert.Equal(levels, Levels(sample, isRightToLeft: true));

    [Theory]
    [InlineData("“12 ABC def", true)]
    [InlineData("“12 def ABC", false)]
    [InlineData("12 …", false)]
    public void First_letter_decides(string sample, bool expected) => Assert.Equal(expected, Directions.BeginsRightToLeft(Text(sample)));

    [Fact]
    public void Marks_run_with_their_letters() => Assert.Equal("111", string.Concat(Directions.Levels("\u05D0\u05B8\u05D1")!));

    [Fact]
    public void Deep_nesting_is_no_trouble() => Assert.Equal(20_001, Directions.Levels(new string('(', 10_000) + "\u05D0" + new string(')', 10_000))!.Length);

    static string? Levels(string sample, bool isRightToLeft) => Directions.Levels(Text(sample), isRightToLeft) is { } levels ? string.Concat(levels) : null;

    static string Text(string sample) => string.Concat(sample.Select(c => c == '~' ? '\u0645' : char.IsAsciiLetterUpper(c) ? (char)('\u05D0' + c - 'A') : c));
}
