using Briefings.Extraction;
using Xunit;

namespace Briefings.Tests.Extraction;

public sealed class DateResolverTests
{
    [Theory]
    [InlineData("The talks were held on Friday.", "Friday", "2026-02-27", "2026-02-28")]
    [InlineData("The talks will be held on Friday.", "Friday", "2026-03-06", "2026-03-07")]
    [InlineData("Trade was halted in November.", "November", "2025-11-01", "2025-12-01")]
    [InlineData("The port closed on 12 January.", "12 January", "2026-01-12", "2026-01-13")]
    [InlineData("The port closed last month.", "last month", "2026-02-01", "2026-03-01")]
    [InlineData("They left 3 days ago.", "3 days ago", "2026-02-28", "2026-03-01")]
    [InlineData("It fell in the first quarter of 2024.", "the first quarter of 2024", "2024-01-01", "2024-04-01")]
    [InlineData("It was built in the 1990s.", "the 1990s", "1990-01-01", "2000-01-01")]
    [InlineData("It ran from 4 May 2021 to 9 June 2021.", "from 4 May 2021 to 9 June 2021", "2021-05-04", "2021-06-09")]
    [InlineData("It happened before 2018.", "before 2018", null, "2018-01-01")]
    [InlineData("It is open since Tuesday.", "since Tuesday", "2026-03-03", null)]
    [InlineData("She came yesterday evening.", "yesterday evening", "2026-03-02", "2026-03-03")]
    public void An_expression_becomes_an_interval(string text, string expression, string? start, string? end)
    {
        var when = DateResolver.Resolve(text, new DateOnly(2026, 3, 3), expression);

        Assert.Equal((start, end), (when?.Start?.ToString("yyyy-MM-dd", null), when?.End?.ToString("yyyy-MM-dd", null)));
    }

    [Theory]
    [InlineData("You may not march here.")]
    [InlineData("Call 020 7946 0018 for help.")]
    public void What_is_no_date_is_left_alone(string text) => Assert.Empty(DateResolver.Find(text, new DateOnly(2026, 3, 3)));

    [Fact]
    public void An_impossible_day_is_no_date() => Assert.Null(DateResolver.Resolve("31 April 2020", new DateOnly(2026, 3, 3), null));
}
