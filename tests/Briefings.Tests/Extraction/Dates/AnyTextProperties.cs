using Briefings.Extraction;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Briefings.Tests.Extraction.Dates;

public sealed class AnyTextProperties
{
    static readonly string[] Pieces =
    [
        "from ", "to ", "between ", "and ", "the ", "end of ", "a day after ", "last ", "next ", "week ", "of ", "Monday", "May ", "3", "31",
        "2026", "0001", "9999", "99999999999", "-", "/", ".", ", ", "'", "th", "first ", "three ", "years ", "centuries ", "ago", "later",
        "since ", "before ",
        "Easter ", "in ", "Q4", "quarter ", "1990s", "half ", "now", "this ", "weekend", "\ud83d", "\ude00", "é", "\n", "12:30", "pm",
    ];

    [Fact]
    public void Find_never_throws_and_its_spans_lie_in_the_text() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => Holds(text ?? "")).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Find_never_throws_on_any_order_of_its_own_words() =>
        Prop.ForAll(Gen.Elements(Pieces).ArrayOf().ToArbitrary(), pieces => Holds(string.Concat(pieces)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    static bool Holds(string text)
    {
        foreach (var reference in (DateOnly?[])[null, DateOnly.MinValue, DateOnly.MaxValue, Expect.Published])
        {
            var last = 0;
            foreach (var date in DateResolver.Find(text, reference))
            {
                if (date.From < last || date.To <= date.From || date.To > text.Length
                    || date.When.Text != text[date.From..date.To] || date.When.End < date.When.Start)
                {
                    return false;
                }

                last = date.To;
            }

            _ = DateResolver.Resolve(text, text, reference ?? Expect.Published);
        }

        return true;
    }

    [Theory]
    [InlineData("x", 5_000_000)]
    [InlineData("7", 1_000_000)]
    [InlineData("1-", 500_000)]
    [InlineData("a day after ", 50_000)]
    [InlineData("the end of ", 50_000)]
    [InlineData("first week of the last ", 30_000)]
    [InlineData("Monday ", 50_000)]
    public void Find_finishes_on_long_texts(string piece, int count)
    {
        var text = string.Concat(Enumerable.Repeat(piece, count));
        Assert.All(DateResolver.Find(text, Expect.Published), date => Assert.InRange(date.To, 1, text.Length));
    }
}
