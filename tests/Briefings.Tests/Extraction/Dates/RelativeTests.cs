using Briefings.Extraction;
using Xunit;

namespace Briefings.Tests.Extraction.Dates;

public sealed class RelativeTests
{
    [Theory]
    [InlineData("Envoys met today.", "today", "2026-02-04", "2026-02-05")]
    [InlineData("Envoys met yesterday afternoon.", "yesterday afternoon", "2026-02-03", "2026-02-04")]
    [InlineData("Envoys will meet the day after tomorrow.", "the day after tomorrow", "2026-02-06", "2026-02-07")]
    [InlineData("Envoys met last night.", "last night", "2026-02-03", "2026-02-04")]
    [InlineData("Planes struck the camp overnight.", "overnight", "2026-02-03", "2026-02-05")]
    [InlineData("Envoys met this morning.", "this morning", "2026-02-04", "2026-02-05")]
    [InlineData("Envoys met two days ago.", "two days ago", "2026-02-02", "2026-02-03")]
    [InlineData("Envoys met a week ago.", "a week ago", "2026-01-28", "2026-01-29")]
    [InlineData("Envoys met a year and a half ago.", "a year and a half ago", "2024-08-04", "2024-08-05")]
    [InlineData("Envoys will meet in 10 days.", "in 10 days", "2026-02-14", "2026-02-15")]
    [InlineData("Envoys will meet three weeks from now.", "three weeks from now", "2026-02-25", "2026-02-26")]
    [InlineData("Envoys met two weeks before Christmas.", "two weeks before Christmas", "2025-12-11", "2025-12-12")]
    public void Count_from_the_reference(string sentence, string words, string start, string end) =>
        Expect.Date(sentence, words, start, end);

    [Theory]
    [InlineData("Rents rose over the past three months.", "the past three months", "2025-11-04", "2026-02-04")]
    [InlineData("Rents rose over the past year.", "the past year", "2025-02-04", "2026-02-04")]
    [InlineData("Rents rose in the last couple of weeks.", "the last couple of weeks", "2026-01-21", "2026-02-04")]
    [InlineData("Rents will rise in the next five days.", "the next five days", "2026-02-05", "2026-02-10")]
    [InlineData("Rents will rise within two weeks.", "within two weeks", "2026-02-04", "2026-02-18")]
    [InlineData("Rents will rise for the rest of the month.", "the rest of the month", "2026-02-04", "2026-03-01")]
    [InlineData("Rents rose earlier this year.", "earlier this year", "2026-01-01", "2026-02-04")]
    public void Stretch_up_to_or_from_the_reference(string sentence, string words, string start, string end) =>
        Expect.Date(sentence, words, start, end);

    [Theory]
    [InlineData("He quit on 14 January. Two days later, his deputy took over.", "Two days later: 2026-01-16")]
    [InlineData("He quit on 14 January. His deputy took over the next day.", "the next day: 2026-01-15")]
    [InlineData("He quit on 14 January. The day before, he had met the queen.", "The day before: 2026-01-13")]
    [InlineData("He quit on 14 January. The following week, his deputy took over.", "The following week: 2026-01-19")]
    [InlineData("He quit on 14 January. His deputy took over that same day.", "that same day: 2026-01-14")]
    [InlineData("He quit on 14 January. His deputy took over a month later.", "a month later: 2026-02-14")]
    public void Count_from_the_date_named_before(string sentence, string second) =>
        Expect.Dates(sentence, "14 January: 2026-01-14", second);

    [Fact]
    public void Past_verb_does_not_count_from_a_date_to_come() =>
        Expect.Dates(
            "On Monday the bank cut rates. The cut will apply from 10 March. It was published the same day.",
            "Monday: 2026-02-02",
            "10 March: 2026-03-10",
            "the same day: 2026-02-02");

    [Fact]
    public void Anchor_of_the_caller_is_counted_from()
    {
        const string sentence = "Two days later the road opened.";
        var found = Assert.Single(DateResolver.Find(sentence, 0, sentence.Length, Expect.Published, Tense.Past, new DateOnly(2026, 1, 10)));
        Assert.Equal("2026-01-12", Expect.Day(found.When.Start));
    }

    [Fact]
    public void Count_from_a_date_not_named_is_unknown()
    {
        var found = Assert.Single(DateResolver.Find("Two days later the road opened.", Expect.Published));
        Assert.Equal(When.Unknown with { Text = "Two days later" }, found.When);
    }

    [Fact]
    public void Relative_date_without_a_reference_is_unknown()
    {
        var found = DateResolver.Find("It closed on Tuesday and in March, then last year and on 3 May 2020.", reference: null);
        Assert.Equal(",,,2020-05-03", string.Join(',', found.Select(date => Expect.Day(date.When.Start))));
        Assert.All(found.Take(3), date => Assert.Equal(DatePrecision.Unknown, date.When.Precision));
    }
}
