using System.Globalization;
using Briefings.Extraction;
using Xunit;

namespace Briefings.Tests.Extraction.Dates;

/// <summary>Checks what a sentence published on Wednesday, 4 February 2026 says.</summary>
static class Expect
{
    public static DateOnly Published { get; } = new(2026, 2, 4);

    /// <summary>The sentence has one date expression, with these words and this interval; "" is an open bound.</summary>
    public static DateExpression Date(string sentence, string words, string start, string end)
    {
        var found = Assert.Single(DateResolver.Find(sentence, Published));
        Assert.Equal((words, start, end), (found.When.Text, Day(found.When.Start), Day(found.When.End)));
        Assert.Equal(words, sentence[found.From..found.To]);
        return found;
    }

    /// <summary>Every expression of the sentence as "words: start", in order.</summary>
    public static void Dates(string sentence, params string[] dates) =>
        Assert.Equal(
            string.Join(" | ", dates),
            string.Join(" | ", DateResolver.Find(sentence, Published).Select(date => $"{date.When.Text}: {Day(date.When.Start)}")));

    public static void NoDate(string sentence) => Assert.Empty(DateResolver.Find(sentence, Published));

    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
