using Briefings.Extraction;
using Briefings.Stories;
using Xunit;

namespace Briefings.Tests.Stories;

public sealed class StoryMatchingTests
{
    static readonly DateOnly Day = Given.Day("2026-02-02");

    static readonly Actor Dockers = new("dock workers", "Dock workers' union", "dock-workers-union", "PERLAB", "PER", "LAB");

    static readonly Subject Talks = Given.About("talks", Given.Petro, Given.Trump);

    [Fact]
    public void Same_actors_and_words_are_one_story() => Assert.Equal("a", StoryMatching.Best(Board(("a", Talks)), Talks, Day)?.StoryId);

    [Fact]
    public void Same_actors_with_other_words_are_another_story() =>
        Assert.Null(StoryMatching.Best(Board(("a", Talks)), Given.About("football", Given.Petro, Given.Trump), Day));

    [Fact]
    public void Same_words_about_other_actors_are_another_story() =>
        Assert.Null(StoryMatching.Best(Board(("a", Talks)), Given.About("talks", Dockers), Day));

    [Fact]
    public void A_country_in_common_is_not_enough()
    {
        var striker = new Actor("teachers", "Teachers' union", "teachers-union", "COLLAB", "COL", "LAB");
        Assert.Null(StoryMatching.Best(Board(("a", Talks)), Given.About("talks", striker), Day));
    }

    [Fact]
    public void Nearer_story_is_taken_and_among_equals_the_older()
    {
        var near = Talks with { Words = [.. Talks.Words, new SubjectWord("border", 2)] };
        Assert.Equal("b", StoryMatching.Best(Board(("a", Talks), ("b", near)), near, Day)?.StoryId);
        Assert.Equal("a", StoryMatching.Best(Board(("a", Talks), ("b", Talks)), Talks, Day)?.StoryId);
    }

    [Fact]
    public void Subject_without_actors_or_words_belongs_to_no_story()
    {
        Assert.Null(StoryMatching.Best(Board(("a", new Subject([], []))), new Subject([], []), Day));
        Assert.Null(StoryMatching.Best(Board(("a", Talks)), new Subject(Talks.Actors, []), Day));
        Assert.Null(StoryMatching.Best(Board(("a", Talks)), new Subject([], Talks.Words), Day));
    }

    [Fact]
    public void Story_takes_articles_up_to_its_lifetime_before_and_after()
    {
        var board = Board(("a", Talks));
        var lifetime = StoryMatching.Lifetime.Days;
        Assert.NotNull(StoryMatching.Best(board, Talks, Day.AddDays(lifetime)));
        Assert.NotNull(StoryMatching.Best(board, Talks, Day.AddDays(-lifetime)));
        Assert.Null(StoryMatching.Best(board, Talks, Day.AddDays(lifetime + 1)));
        Assert.Null(StoryMatching.Best(board, Talks, Day.AddDays(-lifetime - 1)));
    }

    [Fact]
    public void Articles_fall_into_the_same_stories_in_every_order()
    {
        (string Name, Subject Subject)[] articles =
        [
            ("talks 1", Talks),
            ("talks 2", Talks with { Words = [.. Talks.Words, new SubjectWord("border", 1)] }),
            ("strike 1", Given.About("strike", Dockers)),
            ("strike 2", Given.About("strike", Dockers, Dockers with { Id = "ministry" })),
        ];
        Assert.All(Orders(articles), order =>
        {
            var board = new StoryBoard();
            var stories = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, subject) in order)
            {
                stories[name] = StoryMatching.Best(board, subject, Day)?.StoryId ?? name;
                board = With(board, stories[name], subject);
            }

            Assert.Equal(stories["talks 1"], stories["talks 2"]);
            Assert.Equal(stories["strike 1"], stories["strike 2"]);
            Assert.NotEqual(stories["talks 1"], stories["strike 1"]);
        });
    }

    static StoryBoard Board(params (string Id, Subject Subject)[] stories) =>
        stories.Aggregate(new StoryBoard(), (board, s) => With(board, s.Id, s.Subject));

    static StoryBoard With(StoryBoard board, string storyId, Subject subject) => board.Open.FirstOrDefault(s => s.StoryId == storyId) is { } known
        ? new StoryBoard { Open = [.. board.Open.Select(s => s == known ? StoryMatching.Add(known, subject, Day) : s)] }
        : new StoryBoard { Open = [.. board.Open, StoryMatching.Begin(storyId, subject, Day)] };

    static IEnumerable<T[]> Orders<T>(T[] items) => items.Length == 0
        ? [[]]
        : items.SelectMany((first, i) => Orders<T>([.. items.Where((_, j) => j != i)]).Select(rest => (T[])[first, .. rest]));
}
