using Briefings.Articles;
using Xunit;

namespace Briefings.Tests.Articles;

public sealed class BoilerplateTests
{
    const string News = "Police arrested 17 dock workers in Callao on Sunday. The union condemned the arrests.";

    [Theory]
    [InlineData("By Ana Díaz and Tom Reed, Lima correspondent")]
    [InlineData("Por Ana de la Torre")]
    [InlineData("Reporting by Ana Díaz; editing by Tom Reed")]
    [InlineData("Last updated: Monday 2 Feb 2026, 14:05 GMT")]
    [InlineData("Published 3 hours ago")]
    [InlineData("Actualizado: 2 de febrero de 2026 14:05")]
    [InlineData("1,234 views")]
    [InlineData("Comments (12)")]
    [InlineData("4 min read")]
    [InlineData("ADVERTISEMENT")]
    [InlineData("Share this article")]
    [InlineData("Read more: Strike enters its third day")]
    [InlineData("Sign up for our newsletter")]
    [InlineData("© 2026 Harbour Herald")]
    public void Line_that_is_no_news_changes_nothing(string line)
    {
        foreach (var around in new[] { $"{line}\n\n{News}", $"{News}\n{line}", $"{News}\n\n{line}\n\nExporters warned of shortages." })
        {
            var without = around.Replace(line, "", StringComparison.Ordinal);
            Assert.Equal(ArticleStream.ContentHash(without), ArticleStream.ContentHash(around));
            Assert.Empty(TextDifference.Between(without, around));
        }
    }

    [Theory]
    [InlineData("By Monday, 17 workers had been released")]
    [InlineData("Updated figures show 17 dead")]
    [InlineData("Published reports say the minister resigned")]
    [InlineData("The minister resigned")]
    [InlineData("17 arrested")]
    [InlineData("By Sunday the port was closed.")]
    public void Line_that_says_something_is_news(string line) =>
        Assert.NotEqual(ArticleStream.ContentHash(News), ArticleStream.ContentHash($"{News}\n\n{line}"));

    [Fact]
    public void Quotes_and_dashes_drawn_otherwise_change_nothing() =>
        Assert.Empty(TextDifference.Between("“It’s over” – the minister", "\"It's over\" - the minister"));

    [Fact]
    public void A_wrapped_sentence_keeps_all_its_lines() =>
        Assert.Equal(ArticleStream.ContentHash("He told them to save on Sunday 2 February and left."), ArticleStream.ContentHash("He told them to\nsave\non Sunday 2 February\nand left."));

    [Fact]
    public void A_text_that_is_nothing_else_is_compared_as_it_is() => Assert.NotEmpty(TextDifference.Between("By Ana Díaz", "By Tom Reed"));

    [Fact]
    public void Changes_have_the_offsets_and_words_of_the_texts_themselves()
    {
        var change = Assert.Single(TextDifference.Between($"By Ana Díaz\n\n“Seventeen” – they met on Monday.", $"By Tom Reed and Ana Díaz\n\n\"Seventeen\" - they met on Tuesday."));
        Assert.Equal(("Monday.", "Tuesday."), (change.Old, change.New));
        Assert.Equal("Monday.", "By Ana Díaz\n\n“Seventeen” – they met on Monday."[change.Start..(change.Start + 7)]);
    }
}
