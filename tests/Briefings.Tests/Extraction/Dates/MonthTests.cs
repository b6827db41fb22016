using System.Globalization;
using Briefings.Extraction;
using Xunit;

namespace Briefings.Tests.Extraction.Dates;

public sealed class MonthTests
{
    [Theory]
    [InlineData("The dam burst on 3 January.", "3 January", "2026-01-03")]
    [InlineData("The dam burst on January 3.", "January 3", "2026-01-03")]
    [InlineData("The dam burst on Jan. 3rd.", "Jan. 3rd", "2026-01-03")]
    [InlineData("The dam burst on the 3rd of January.", "the 3rd of January", "2026-01-03")]
    [InlineData("The dam burst on the third of January.", "the third of January", "2026-01-03")]
    [InlineData("The dam burst on March 3.", "March 3", "2025-03-03")]
    [InlineData("The dam will open on March 3.", "March 3", "2026-03-03")]
    [InlineData("The dam will open on January 3.", "January 3", "2027-01-03")]
    [InlineData("The dam opened on twenty-second May.", "twenty-second May", "2025-05-22")]
    public void Day_without_a_year_follows_the_tense(string sentence, string words, string start) =>
        Expect.Date(sentence, words, start, DayAfter(start));

    [Theory]
    [InlineData("The pact of 12 June 1990 is void.", "12 June 1990", "1990-06-12")]
    [InlineData("It began on June 12, 1990, at sea.", "June 12, 1990", "1990-06-12")]
    [InlineData("It began on 2026-01-03.", "2026-01-03", "2026-01-03")]
    [InlineData("It began on 01/03/2026.", "01/03/2026", "2026-01-03")]
    [InlineData("It began on 23/03/2026.", "23/03/2026", "2026-03-23")]
    [InlineData("It began on 3.1.2026 in Bonn.", "3.1.2026", "2026-01-03")]
    [InlineData("It began on 23/Sep/2020.", "23/Sep/2020", "2020-09-23")]
    [InlineData("See archive-2018-09-23.html for more.", "2018-09-23", "2018-09-23")]
    [InlineData("It began on December 22, last year.", "December 22, last year", "2025-12-22")]
    public void Day_with_a_year_needs_no_tense(string sentence, string words, string start) =>
        Expect.Date(sentence, words, start, DayAfter(start));

    [Theory]
    [InlineData("The union split in November.", "November", "2025-11-01", "2025-12-01")]
    [InlineData("The union will vote in November.", "November", "2026-11-01", "2026-12-01")]
    [InlineData("The union split in February.", "February", "2026-02-01", "2026-03-01")]
    [InlineData("The union split last December.", "last December", "2025-12-01", "2026-01-01")]
    [InlineData("The union split in March of last year.", "March of last year", "2025-03-01", "2025-04-01")]
    [InlineData("The union split in May 2019.", "May 2019", "2019-05-01", "2019-06-01")]
    [InlineData("The union split in September, 1998.", "September, 1998", "1998-09-01", "1998-10-01")]
    public void Month_is_whole(string sentence, string words, string start, string end) =>
        Assert.Equal(DatePrecision.Month, Expect.Date(sentence, words, start, end).When.Precision);

    [Theory]
    [InlineData("The tour ran in early January.", "early January", "2026-01-01", "2026-01-16")]
    [InlineData("The tour ran in mid-November.", "mid-November", "2025-11-10", "2025-11-21")]
    [InlineData("The tour ended in late December.", "late December", "2025-12-16", "2026-01-01")]
    [InlineData("The tour ended at the end of July.", "the end of July", "2025-07-16", "2025-08-01")]
    [InlineData("It rained in the first week of July.", "the first week of July", "2025-06-30", "2025-07-07")]
    [InlineData("It met on the first Friday of January.", "the first Friday of January", "2026-01-02", "2026-01-03")]
    [InlineData("It met on the last day of January.", "the last day of January", "2026-01-31", "2026-02-01")]
    public void Part_of_a_month_is_narrower(string sentence, string words, string start, string end) =>
        Expect.Date(sentence, words, start, end);

    [Fact]
    public void Leap_day_is_looked_for_in_leap_years() =>
        Expect.Date("The club was founded on February 29.", "February 29", "2024-02-29", "2024-03-01");

    static string DayAfter(string day) => Expect.Day(DateOnly.Parse(day, CultureInfo.InvariantCulture).AddDays(1));
}
