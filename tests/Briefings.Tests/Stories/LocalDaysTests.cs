using Briefings.Stories;
using NodaTime;
using Xunit;

namespace Briefings.Tests.Stories;

public sealed class LocalDaysTests
{
    const string Text = "They meet on Tuesday.";

    [Theory]
    [InlineData("2026-02-02T20:45:00-05:00", "America/Bogota", "2026-02-02")]
    [InlineData("2026-02-02T20:45:00-05:00", "UTC", "2026-02-03")]
    [InlineData("2026-02-03T08:00:00+09:00", "America/Bogota", "2026-02-02")]
    [InlineData("2026-02-02", "Pacific/Kiritimati", "2026-02-02")]
    public async Task Article_is_of_the_day_on_which_it_was_public_at_the_readers_place(string published, string zone, string day)
    {
        var given = new Given().Article("article-1", published, Text).Reported("article-1", Given.Meeting(Text, Text));
        var story = await Local(given, zone);
        Assert.Equal(Given.Day(day), story.Articles.Single().Day);
        Assert.Equal(Given.Day(day), story.Developments.Single().Reports.Single().Day);
        Assert.Equal(Given.Day(published[..10]), story.Articles.Single().PublishedOn);
    }

    [Fact]
    public async Task Undated_article_is_of_the_day_on_which_the_log_learned_of_it()
    {
        var given = new Given().At("2026-02-03T02:00:00Z").Article("article-1", null, Text);
        Assert.Equal(Given.Day("2026-02-02"), (await Local(given, "America/Bogota")).Articles.Single().Day);
        Assert.Equal(Given.Day("2026-02-03"), (await Local(given, "Asia/Tokyo")).Articles.Single().Day);
    }

    [Fact]
    public async Task Retraction_takes_effect_on_the_readers_day()
    {
        var given = new Given().Article("article-1", "2026-02-01", Text).Reported("article-1", Given.Meeting(Text, Text)).At("2026-02-03T02:00:00Z").Retracted("article-1");
        var story = await Local(given, "America/Bogota");
        Assert.Equal(Given.Day("2026-02-02"), story.Articles.Single().Retraction?.Day);
        Assert.Equal(Given.Day("2026-02-02"), story.Developments.Single().Reports.Single().Withdrawn?.Day);
    }

    [Fact]
    public async Task Report_that_was_kept_moves_with_its_article_to_the_day_a_correction_brought()
    {
        var given = new Given().At("2026-02-20T00:00:00Z").Article("article-1", null, Text).Reported("article-1", Given.Meeting(Text, Text))
            .Corrected("article-1", 2, "2026-02-01", Text, Text);
        var story = await Local(given, "UTC");
        Assert.Equal(Given.Day("2026-02-01"), story.Articles.Single().Day);
        Assert.Equal(Given.Day("2026-02-01"), story.Developments.Single().Reports.Single().Day);
        var before = StoryHistory.At((await given.Fold(new StoryProjection())).All<Story>(StoryProjection.StoryPrefix).Select(s => s.Value), given.Position - 1);
        Assert.Equal(Given.Day("2026-02-20"), LocalDays.In(before.Single(), DateTimeZone.Utc).Developments.Single().Reports.Single().Day);
    }

    static async Task<Story> Local(Given given, string zone) =>
        LocalDays.In((await given.Fold(new StoryProjection())).All<Story>(StoryProjection.StoryPrefix).Single().Value, DateTimeZoneProviders.Tzdb[zone]);
}
