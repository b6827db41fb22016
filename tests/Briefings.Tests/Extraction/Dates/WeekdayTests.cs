using Briefings.Extraction;
using Xunit;

namespace Briefings.Tests.Extraction.Dates;

public sealed class WeekdayTests
{
    [Theory]
    [InlineData("The mayor resigned on Tuesday.", "Tuesday", "2026-02-03")]
    [InlineData("The mayor resigned on Thursday.", "Thursday", "2026-01-29")]
    [InlineData("The mayor resigned on Wednesday.", "Wednesday", "2026-02-04")]
    [InlineData("The mayor will resign on Thursday.", "Thursday", "2026-02-05")]
    [InlineData("The mayor will resign on Tuesday.", "Tuesday", "2026-02-10")]
    [InlineData("Monday's storm closed the port.", "Monday", "2026-02-02")]
    [InlineData("Gunmen attacked the post late Sunday.", "late Sunday", "2026-02-01")]
    [InlineData("Two barges sank Friday night.", "Friday night", "2026-01-30")]
    [InlineData("Doors opened Saturday at 8:30 a.m.", "Saturday at 8:30 a.m.", "2026-01-31")]
    public void Weekday_follows_the_tense_of_its_verb(string sentence, string words, string start) =>
        Expect.Date(sentence, words, start, Next(start));

    [Theory]
    [InlineData("They spoke last Friday.", "last Friday", "2026-01-30")]
    [InlineData("They spoke last Monday.", "last Monday", "2026-01-26")]
    [InlineData("They spoke this past Monday.", "this past Monday", "2026-02-02")]
    [InlineData("They will speak next Friday.", "next Friday", "2026-02-13")]
    [InlineData("They will speak this Friday.", "this Friday", "2026-02-06")]
    [InlineData("They will speak this coming Wednesday.", "this coming Wednesday", "2026-02-11")]
    [InlineData("They spoke on Tuesday of last week.", "Tuesday of last week", "2026-01-27")]
    [InlineData("They will speak on Thursday next week.", "Thursday next week", "2026-02-12")]
    [InlineData("They will speak a week from Monday.", "a week from Monday", "2026-02-16")]
    public void Weekday_is_moved_by_the_words_around_it(string sentence, string words, string start) =>
        Expect.Date(sentence, words, start, Next(start));

    [Theory]
    [InlineData("The bridge reopened on Saturday, January 10.", "Saturday, January 10", "2026-01-10")]
    [InlineData("The bridge will reopen on Friday the 13th.", "Friday the 13th", "2026-02-13")]
    [InlineData("The bridge reopened on Sunday 14 December 2025.", "Sunday 14 December 2025", "2025-12-14")]
    public void Date_outranks_its_weekday(string sentence, string words, string start) =>
        Expect.Date(sentence, words, start, Next(start));

    [Fact]
    public void Basis_names_the_rule_and_the_reference() =>
        Assert.Equal(
            "weekday, by its past tense on or before 2026-02-04",
            Expect.Date("Divers found the wreck on Tuesday.", "Tuesday", "2026-02-03", "2026-02-04").When.Basis);

    [Theory]
    [InlineData(Tense.Past, "2026-01-29")]
    [InlineData(Tense.Future, "2026-02-05")]
    public void Tense_of_the_caller_outranks_the_words(Tense tense, string start)
    {
        const string sentence = "A hearing on Thursday";
        var found = Assert.Single(DateResolver.Find(sentence, 0, sentence.Length, Expect.Published, tense, anchor: null));
        Assert.Equal(start, Expect.Day(found.When.Start));
    }

    static string Next(string day) => Expect.Day(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture).AddDays(1));
}
