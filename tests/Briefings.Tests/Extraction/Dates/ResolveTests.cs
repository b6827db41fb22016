using Briefings.Extraction;
using Xunit;

namespace Briefings.Tests.Extraction.Dates;

/// <summary>An expression that is known to be a date is read more freely than running text.</summary>
public sealed class ResolveTests
{
    [Theory]
    [InlineData("Lunch on 11/20?", "11/20", "2025-11-20", "2025-11-21")]
    [InlineData("We are closed now, sorry.", "now", "2026-02-04", "2026-02-05")]
    [InlineData("Away for the month or so", "the month", "2026-02-01", "2026-03-01")]
    [InlineData("I'll call wed 4 to 5 pm", "wed", "2026-02-04", "2026-02-05")]
    [InlineData("Due by 2030 at last", "by 2030", "", "2031-01-01")]
    [InlineData("Free from 3 to 4 pm on tuesday?", "from 3 to 4 pm on tuesday", "2026-02-03", "2026-02-04")]
    [InlineData("Sales where year > = 2019", "> = 2019", "2019-01-01", "")]
    public void Resolve_reads_doubtful_forms(string text, string expression, string start, string end)
    {
        var when = DateResolver.Resolve(text, expression, Expect.Published);
        Assert.Equal((start, end, expression), (Expect.Day(when.Start), Expect.Day(when.End), when.Text));
    }

    [Theory]
    [InlineData("It closed on December 22, last year.", "December 22", "2025-12-22")]
    [InlineData("It closed in March of this year.", "this year", "2026-01-01")]
    [InlineData("He spoke on 10 January and left the next morning.", "the next morning", "2026-01-11")]
    [InlineData("The gate will open on Tuesday.", "tuesday", "2026-02-10")]
    [InlineData("I know that it is open now.", "now", "2026-02-04")]
    public void Resolve_uses_the_text_around(string text, string expression, string start) =>
        Assert.Equal(start, Expect.Day(DateResolver.Resolve(text, expression, Expect.Published).Start));

    [Theory]
    [InlineData("", "")]
    [InlineData("nothing here", "here")]
    [InlineData("on Monday", "")]
    public void Resolve_of_no_date_is_unknown(string text, string expression) =>
        Assert.Equal(DatePrecision.Unknown, DateResolver.Resolve(text, expression, Expect.Published).Precision);

    [Fact]
    public void Resolve_reads_an_expression_that_the_text_lacks() =>
        Assert.Equal("2025-01-01", Expect.Day(DateResolver.Resolve("unrelated", "last year", Expect.Published).Start));
}
