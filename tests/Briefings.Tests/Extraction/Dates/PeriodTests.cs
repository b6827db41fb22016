using Briefings.Extraction;
using Xunit;

namespace Briefings.Tests.Extraction.Dates;

/// <summary>Years, decades, quarters, seasons, weeks and holidays.</summary>
public sealed class PeriodTests
{
    [Theory]
    [InlineData("The mine closed in 2015.", "2015", "2015-01-01", "2016-01-01")]
    [InlineData("The mine closed in nineteen ninety-six.", "nineteen ninety-six", "1996-01-01", "1997-01-01")]
    [InlineData("The mine closed in two thousand and five.", "two thousand and five", "2005-01-01", "2006-01-01")]
    [InlineData("A 1994 treaty covers it.", "1994", "1994-01-01", "1995-01-01")]
    [InlineData("The mine closed last year.", "last year", "2025-01-01", "2026-01-01")]
    public void Year_is_whole(string sentence, string words, string start, string end) =>
        Assert.Equal(DatePrecision.Year, Expect.Date(sentence, words, start, end).When.Precision);

    [Theory]
    [InlineData("Output peaked in the 1990s.", "the 1990s", "1990-01-01", "2000-01-01")]
    [InlineData("Output peaked in the nineties.", "the nineties", "1990-01-01", "2000-01-01")]
    [InlineData("Output peaked in the '90s.", "the '90s", "1990-01-01", "2000-01-01")]
    [InlineData("Output peaked in the 19th century.", "the 19th century", "1800-01-01", "1900-01-01")]
    [InlineData("Output peaked in late 2016.", "late 2016", "2016-07-01", "2017-01-01")]
    [InlineData("Output peaked at the beginning of 2016.", "the beginning of 2016", "2016-01-01", "2016-05-01")]
    public void Stretch_of_years(string sentence, string words, string start, string end) =>
        Expect.Date(sentence, words, start, end);

    [Theory]
    [InlineData("Sales fell in Q3 2025.", "Q3 2025", "2025-07-01", "2025-10-01")]
    [InlineData("Sales fell in the third quarter of last year.", "the third quarter of last year", "2025-07-01", "2025-10-01")]
    [InlineData("Sales fell in the fourth quarter.", "the fourth quarter", "2025-10-01", "2026-01-01")]
    [InlineData("Sales fell last quarter.", "last quarter", "2025-10-01", "2026-01-01")]
    [InlineData("Sales fell in the second half of 2012.", "the second half of 2012", "2012-07-01", "2013-01-01")]
    [InlineData("Sales fell in fiscal year 2024.", "fiscal year 2024", "2024-01-01", "2025-01-01")]
    public void Quarter_and_half(string sentence, string words, string start, string end) =>
        Expect.Date(sentence, words, start, end);

    [Theory]
    [InlineData("The glacier broke last summer.", "last summer", "2025-06-01", "2025-09-01")]
    [InlineData("The glacier broke in the spring of 1998.", "the spring of 1998", "1998-03-01", "1998-06-01")]
    [InlineData("The lake froze this winter.", "this winter", "2025-12-01", "2026-03-01")]
    public void Season_is_three_months(string sentence, string words, string start, string end) =>
        Expect.Date(sentence, words, start, end);

    [Theory]
    [InlineData("The council met last week.", "last week", "2026-01-26", "2026-02-02")]
    [InlineData("The council will meet next week.", "next week", "2026-02-09", "2026-02-16")]
    [InlineData("The council met the week before last.", "the week before last", "2026-01-19", "2026-01-26")]
    [InlineData("The council met last weekend.", "last weekend", "2026-01-31", "2026-02-02")]
    [InlineData("The council met over the weekend.", "the weekend", "2026-01-31", "2026-02-02")]
    [InlineData("The council met in the week of January 7.", "the week of January 7", "2026-01-05", "2026-01-12")]
    public void Week_runs_from_Monday(string sentence, string words, string start, string end) =>
        Expect.Date(sentence, words, start, end);

    [Theory]
    [InlineData("Shops shut on Christmas Day.", "Christmas Day", "2025-12-25", "2025-12-26")]
    [InlineData("Shops shut on New Year's Eve.", "New Year's Eve", "2025-12-31", "2026-01-01")]
    [InlineData("Shops shut on Good Friday.", "Good Friday", "2025-04-18", "2025-04-19")]
    [InlineData("Shops will shut on Easter Monday.", "Easter Monday", "2026-04-06", "2026-04-07")]
    [InlineData("Shops shut on Thanksgiving.", "Thanksgiving", "2025-11-27", "2025-11-28")]
    [InlineData("Shops shut on Labor Day 2021 weekend.", "Labor Day 2021 weekend", "2021-09-04", "2021-09-07")]
    public void Holiday_is_computed(string sentence, string words, string start, string end) =>
        Expect.Date(sentence, words, start, end);
}
