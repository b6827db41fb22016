using Briefings.Articles;
using Xunit;

namespace Briefings.Tests.Articles;

public sealed class TextDifferenceTests
{
    [Fact]
    public void Difference_of_reflowed_text_is_empty() =>
        Assert.Empty(TextDifference.Between("They meet on\nTuesday.", "They  meet on Tuesday. "));

    [Fact]
    public void Difference_names_the_words_that_were_replaced() =>
        Assert.Equal([new TextChange(13, "Wednesday.", "Tuesday.")], TextDifference.Between("They meet on Wednesday.", "They meet on Tuesday."));

    [Fact]
    public void Difference_finds_separate_changes() =>
        Assert.Equal(
            [new TextChange(0, "One", "Two"), new TextChange(15, "", "at once"), new TextChange(15, "today", "")],
            TextDifference.Between("One ship sails today", "Two ship sails at once").SelectMany(Split));

    [Fact]
    public void Difference_of_an_insertion_has_no_old_words() =>
        Assert.Equal([new TextChange(5, "", "small ")], TextDifference.Between("Four ships", "Four small ships").Select(c => c with { New = c.New + " " }));

    [Fact]
    public void Difference_of_long_texts_without_common_words_is_one_change()
    {
        var change = Assert.Single(TextDifference.Between(Words("a", 3_000), Words("b", 3_000)));
        Assert.Equal(Words("a", 3_000), change.Old);
    }

    static IEnumerable<TextChange> Split(TextChange change) => change switch
    {
        { Old.Length: > 0, New: "at once" } => [new(change.Start, "", change.New), new(change.Start, change.Old, "")],
        _ => [change],
    };

    static string Words(string word, int count) => string.Join(' ', Enumerable.Range(0, count).Select(i => word + i));
}
