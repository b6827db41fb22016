using Briefings.Articles;
using Briefings.EventStore;
using Briefings.Extraction;
using Briefings.NewsEvents;
using Briefings.Tests.Stories;
using Xunit;

namespace Briefings.Tests.Articles;

public sealed class ArticleDecisionsTests
{
    const string Before = "They meet on Wednesday. They spoke by phone.";
    const string After = "A first sentence. They meet on Tuesday. They spoke by phone.";

    static readonly NewsEventCatalog Catalog = NewsEventCatalog.Load();

    static readonly ReportedEvent Wednesday = Given.Meeting(Before, "They meet on Wednesday.", "2026-02-04");
    static readonly ReportedEvent Phone = Given.Meeting(Before, "They spoke by phone.");

    static readonly Guid WednesdayId = ArticleStream.EventId("article-1", "news 1 0");
    static readonly Guid PhoneId = ArticleStream.EventId("article-1", "news 1 1");

    [Fact]
    public void Correction_withdraws_what_is_gone_keeps_what_stands_and_adds_the_rest()
    {
        var events = Correct(Given.Meeting(After, "They meet on Tuesday.", "2026-02-03"), Given.Meeting(After, "They spoke by phone."));
        Assert.Equal([WednesdayId], Assert.IsType<ArticleCorrected>(events[0]).Withdrawn);
        var added = Assert.IsType<MeetingScheduled>(Assert.Single(events.Skip(1)));
        Assert.Equal(("article-1", 2, "They meet on Tuesday."), (added.Article, added.Revision, added.Reported.Evidence.Quote));
    }

    [Fact]
    public void Correction_keeps_each_event_once()
    {
        var phone = Given.Meeting(After, "They spoke by phone.");
        var events = Correct(phone, phone);
        Assert.Equal([WednesdayId], Assert.IsType<ArticleCorrected>(events[0]).Withdrawn);
        Assert.Single(events.Skip(1));
    }

    [Theory]
    [InlineData("modality")]
    [InlineData("date")]
    [InlineData("actor")]
    [InlineData("type")]
    public void Event_that_says_something_else_in_the_same_words_is_withdrawn(string what)
    {
        var changed = what switch
        {
            "modality" => Phone with { Modality = Modality.Denied },
            "date" => Phone with { When = new When(new(2026, 2, 1), new(2026, 2, 2), DatePrecision.Day, "test", null) },
            "actor" => Phone with { Target = [Given.Petro] },
            _ => Phone with { Type = "MeetingHeld" },
        };
        Assert.Equal([WednesdayId, PhoneId], Assert.IsType<ArticleCorrected>(Correct(changed)[0]).Withdrawn);
    }

    [Fact]
    public void Every_event_of_a_correction_has_an_id_of_its_own_and_the_same_one_again()
    {
        var ids = Decide(Given.Meeting(After, "They meet on Tuesday.", "2026-02-03"), Given.Meeting(After, "A first sentence.")).Select(e => e.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(ids, Decide(Given.Meeting(After, "They meet on Tuesday.", "2026-02-03"), Given.Meeting(After, "A first sentence.")).Select(e => e.Id));
    }

    static IReadOnlyList<IEvent> Correct(params ReportedEvent[] events) => [.. Decide(events).Select(e => e.Body)];

    static IReadOnlyList<NewEvent> Decide(params ReportedEvent[] events) => ArticleDecisions.Correct(
        "article-1",
        new StandingArticle { Text = Before, NewsEvents = [KeyValuePair.Create(WednesdayId, Made(Wednesday)), KeyValuePair.Create(PhoneId, Made(Phone))] },
        Newsroom.Draft(After),
        new ExtractedArticle(events, Given.About("talks", Given.Petro)),
        "test-1",
        Catalog);

    static NewsEvent Made(ReportedEvent reported) => Catalog.Create("article-1", 1, reported);
}
