using System.Text.Json;
using Briefings.Extraction;
using Briefings.Extraction.Models;
using Briefings.NewsEvents;
using Xunit;

namespace Briefings.Tests.Models;

public sealed class ModelAnswerTests
{
    const string Text = "President Ana Sosa of Peru met the alleged ringleader on Tuesday. The ministry denied it.";

    static readonly NewsEventCatalog Catalog = NewsEventCatalog.Load();

    static readonly ArticleText Article = new("a", Text, new DateOnly(2026, 2, 5));

    [Fact]
    public void Event_that_rests_on_the_article_is_taken_with_the_whole_sentence_as_quote()
    {
        var reported = Assert.Single(Read(Event()).Events);
        Assert.Equal("President Ana Sosa of Peru met the alleged ringleader on Tuesday.", reported.Evidence.Quote);
        Assert.Equal(Text[reported.Evidence.Start..reported.Evidence.End], reported.Evidence.Quote);
        Assert.Equal((new DateOnly(2026, 2, 3), "Tuesday"), (reported.When.Start, reported.When.Text));
        Assert.Equal(("CONSULT", Modality.Happened), (reported.Root, reported.Modality));
    }

    [Theory]
    [InlineData("quote", "President Ana Sosa met the ringleader")]
    [InlineData("quote", "on Tuesday. The ministry")]
    [InlineData("quote", "")]
    [InlineData("type", "DragonSighted")]
    [InlineData("modality", "certain")]
    [InlineData("modality", "3")]
    [InlineData("topic", "a secret treaty")]
    [InlineData("when", "Wednesday")]
    [InlineData("speaker", "The king")]
    public void Event_with_words_that_are_not_the_article_s_is_left_out_with_its_reason(string field, string value)
    {
        var answer = Read(Event(field, value));
        Assert.Empty(answer.Events);
        Assert.Contains("event 1", Assert.Single(answer.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void One_bad_event_does_not_cost_its_neighbour()
    {
        var answer = Read(Event("type", "DragonSighted"), Event());
        Assert.Equal((1, 1), (answer.Events.Count, answer.Problems.Count));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"events\":3}")]
    public void Answer_of_another_shape_is_refused(string json) =>
        Assert.Throws<FormatException>(() => ModelAnswer.Read(json, Article, Catalog.Frames, Rules()));

    static ModelAnswer Read(params Dictionary<string, object?>[] events) =>
        ModelAnswer.Read(JsonSerializer.Serialize(new { events }), Article, Catalog.Frames, Rules());

    static ExtractedArticle Rules() => new Extractor(Catalog.Frames).Extract(Article);

    internal static Dictionary<string, object?> Event(string? field = null, string? value = null)
    {
        var written = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["type"] = "MeetingHeld",
            ["source"] = new[] { "Ana Sosa" },
            ["target"] = new[] { "alleged ringleader" },
            ["modality"] = "happened",
            ["when"] = "Tuesday",
            ["confidence"] = 0.8,
            ["quote"] = "met the alleged ringleader on Tuesday",
        };
        if (field is not null)
        {
            written[field] = value;
        }

        return written;
    }
}
