using Briefings.Extraction;
using Briefings.Stories;
using Xunit;

namespace Briefings.Tests.Stories;

public sealed class StoryProjectionTests
{
    const string Tuesday = "They meet on Tuesday.";

    [Fact]
    public async Task Articles_about_the_same_actors_and_words_become_one_story()
    {
        var given = new Given().Article("article-1", "2026-02-01", Tuesday).Article("article-2", "2026-02-02", "They will talk.");
        Assert.Equal(["article-1", "article-2"], (await Stories(given)).Single().Articles.Select(a => a.Stream));
    }

    [Fact]
    public async Task Articles_about_other_actors_become_another_story()
    {
        var dockers = Given.Petro with { Id = "dock-workers-union", Country = "PER" };
        var given = new Given().Article("article-1", "2026-02-01", Tuesday).Article("article-2", "2026-02-01", "A strike.", about: Given.About("strike", dockers));
        Assert.Equal(2, (await Stories(given)).Count);
    }

    [Fact]
    public async Task Article_after_the_lifetime_begins_a_story_of_its_own()
    {
        var given = new Given().Article("article-1", "2026-02-01", Tuesday).Article("article-2", "2026-02-16", Tuesday + " Again.");
        Assert.Equal(2, (await Stories(given)).Count);
    }

    [Fact]
    public async Task Article_dated_in_the_future_closes_no_story()
    {
        var given = new Given().Article("article-1", "2026-02-01", Tuesday).Article("article-2", "2062-02-02", "They will talk.").Article("article-3", "2026-02-02", "They will talk again.");
        Assert.Equal(["article-1", "article-3"], (await Stories(given)).Single(s => s.Articles.Count == 2).Articles.Select(a => a.Stream));
    }

    [Fact]
    public async Task Full_story_is_continued_by_another()
    {
        var given = new Given();
        for (var i = 0; i < StorySignature.MostArticles + 2; i++)
        {
            given.Article($"article-{i}", "2026-02-01", $"They meet on Tuesday, dispatch {i}.");
        }

        var stories = await Stories(given);
        Assert.Equal([(StorySignature.MostArticles, null), (2, "story-0")], stories.OrderBy(s => s.Articles[0].Position).Select(s => (s.Articles.Count, s.Continues)));
    }

    [Fact]
    public async Task Story_is_found_among_many_of_the_same_president()
    {
        var given = new Given();
        for (var i = 0; i < 200; i++)
        {
            given.Article($"article-{i}", "2026-02-01", Tuesday, about: Given.About($"matter{i}", Given.Petro, Given.Trump with { Id = $"visitor-{i}" }));
        }

        given.Article("article-again", "2026-02-02", Tuesday, about: Given.About("matter7", Given.Petro, Given.Trump with { Id = "visitor-7" }));
        Assert.Equal(["article-7", "article-again"], (await Stories(given)).Single(s => s.Articles.Count == 2).Articles.Select(a => a.Stream));
    }

    [Fact]
    public async Task Reading_an_article_anew_withdraws_what_it_no_longer_finds()
    {
        var given = new Given().Article("article-1", "2026-02-01", Tuesday).Reported("article-1", Given.Meeting(Tuesday, Tuesday, "2026-02-03"));
        given.Reextracted("article-1", given.LastId);
        Assert.Equal(3, (await Stories(given)).Single().Developments.Single().Reports.Single().Withdrawn?.Position);
    }

    [Fact]
    public async Task Reports_of_one_plan_on_different_days_are_one_development()
    {
        var given = new Given()
            .Article("article-1", "2026-02-01", Tuesday).Reported("article-1", Given.Meeting(Tuesday, Tuesday, "2026-02-03"))
            .Article("article-2", "2026-02-01", "They meet on Wednesday.").Reported("article-2", Given.Meeting("They meet on Wednesday.", "They meet on Wednesday.", "2026-02-04"));
        Assert.Equal(2, (await Stories(given)).Single().Developments.Single().Reports.Count);
    }

    [Fact]
    public async Task Events_on_disjoint_days_are_two_developments()
    {
        var given = new Given().Article("article-1", "2026-02-01", Tuesday)
            .Reported("article-1", Given.Meeting(Tuesday, Tuesday, "2026-01-03", Modality.Happened))
            .Reported("article-1", Given.Meeting(Tuesday, Tuesday, "2026-01-09", Modality.Happened));
        Assert.Equal(2, (await Stories(given)).Single().Developments.Count);
    }

    [Fact]
    public async Task Correction_withdraws_the_named_reports_and_keeps_them_in_sight()
    {
        var given = new Given().Article("article-1", "2026-02-01", Tuesday).Reported("article-1", Given.Meeting(Tuesday, Tuesday, "2026-02-03"));
        given.Corrected("article-1", 2, "2026-02-02", Tuesday, "They meet on Wednesday.", given.LastId);
        var report = (await Stories(given)).Single().Developments.Single().Reports.Single();
        Assert.Equal(new Withdrawal(Given.Day("2026-02-02"), 3), report.Withdrawn);
    }

    [Fact]
    public async Task Retraction_withdraws_every_report_of_the_article()
    {
        var given = new Given().Article("article-1", "2026-02-01", Tuesday).Reported("article-1", Given.Meeting(Tuesday, Tuesday)).Retracted("article-1", "2026-02-02");
        var story = (await Stories(given)).Single();
        Assert.NotNull(story.Developments.Single().Reports.Single().Withdrawn);
        Assert.Equal("invented", story.Articles.Single().Retraction?.Reason);
    }

    [Fact]
    public async Task When_an_event_is_delivered_twice_the_stories_are_the_same()
    {
        var given = new Given().Article("article-1", "2026-02-01", Tuesday).Reported("article-1", Given.Meeting(Tuesday, Tuesday, "2026-02-03"));
        given.Corrected("article-1", 2, "2026-02-02", Tuesday, "They meet on Wednesday.", given.LastId).Retracted("article-1", "2026-02-03");
        Assert.Equal(Written(await Stories(given)), Written(await Stories(given, times: 2)));
    }

    [Fact]
    public async Task History_at_an_earlier_position_knows_nothing_of_later_events()
    {
        var given = new Given().Article("article-1", "2026-02-01", Tuesday).Reported("article-1", Given.Meeting(Tuesday, Tuesday, "2026-02-03"));
        var before = Written(await Stories(given));
        var position = given.Position;
        given.Corrected("article-1", 2, "2026-02-02", Tuesday, "They meet on Wednesday.", given.LastId)
            .Article("article-2", "2026-02-02", "They will talk.").Reported("article-2", Given.Meeting("They will talk.", "They will talk."))
            .Retracted("article-1", "2026-02-03");
        Assert.Equal(before, Written(StoryHistory.At(await Stories(given), position)));
    }

    static async Task<IReadOnlyList<Story>> Stories(Given given, int times = 1) =>
        [.. (await given.Fold(new StoryProjection(), times)).All<Story>(StoryProjection.StoryPrefix).Select(s => s.Value)];

    static string Written(IReadOnlyList<Story> stories) => System.Text.Json.JsonSerializer.Serialize(stories, BriefingsJson.Options);
}
