using Briefings.Extraction;
using Xunit;

namespace Briefings.Tests.Extraction.Dates;

public sealed class RangeTests
{
    [Theory]
    [InlineData("The fair ran from 3 to 5 January.", "from 3 to 5 January", "2026-01-03", "2026-01-06")]
    [InlineData("The fair ran on 3-5 January.", "3-5 January", "2026-01-03", "2026-01-06")]
    [InlineData("The fair ran on January 3–5, 2024.", "January 3–5, 2024", "2024-01-03", "2024-01-06")]
    [InlineData("The fair ran from January 3 to 5.", "from January 3 to 5", "2026-01-03", "2026-01-06")]
    [InlineData("The fair ran between 28 December and 5 January.", "between 28 December and 5 January", "2025-12-28", "2026-01-06")]
    [InlineData("The fair will run from Friday to Sunday.", "from Friday to Sunday", "2026-02-06", "2026-02-09")]
    [InlineData("The fair ran from 10/1/2018-10/7/2018.", "from 10/1/2018-10/7/2018", "2018-10-01", "2018-10-08")]
    public void Range_of_days_takes_in_the_last(string sentence, string words, string start, string end) =>
        Assert.Equal(DatePrecision.Range, Expect.Date(sentence, words, start, end).When.Precision);

    [Theory]
    [InlineData("She served from 2008 until 2016.", "from 2008 until 2016", "2008-01-01", "2016-01-01")]
    [InlineData("She served between 2008 and 2016.", "between 2008 and 2016", "2008-01-01", "2016-01-01")]
    [InlineData("She served from March to May 2019.", "from March to May 2019", "2019-03-01", "2019-05-01")]
    [InlineData("She served from 2008 to the end of 2016.", "from 2008 to the end of 2016", "2008-01-01", "2017-01-01")]
    public void Range_of_coarser_units_ends_as_the_last_begins(string sentence, string words, string start, string end) =>
        Expect.Date(sentence, words, start, end);

    [Theory]
    [InlineData("She has served since 2015.", "since 2015", "2015-01-01", "")]
    [InlineData("She has served since last Friday.", "since last Friday", "2026-01-30", "")]
    [InlineData("She has served since the end of 1989.", "since the end of 1989", "1989-09-01", "")]
    [InlineData("She served before 2010.", "before 2010", "", "2010-01-01")]
    [InlineData("She served after 2010.", "after 2010", "2011-01-01", "")]
    [InlineData("She will serve no later than March 3.", "no later than March 3", "", "2026-03-04")]
    [InlineData("She served from the start: 2012 onwards.", "2012 onwards", "2012-01-01", "")]
    public void Limit_leaves_one_side_open(string sentence, string words, string start, string end) =>
        Assert.Equal(DatePrecision.Open, Expect.Date(sentence, words, start, end).When.Precision);

    [Theory]
    [InlineData("They fled after Tuesday's vote.", "Tuesday", "2026-02-03")]
    [InlineData("They fled after the January 3 operation.", "January 3", "2026-01-03")]
    public void Limit_on_an_event_is_the_date_of_the_event(string sentence, string words, string start) =>
        Assert.Equal(DatePrecision.Day, Expect.Date(sentence, words, start, DayAfter(start)).When.Precision);

    static string DayAfter(string day) => Expect.Day(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture).AddDays(1));
}
