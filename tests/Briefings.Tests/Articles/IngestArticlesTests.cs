using Briefings.Articles;
using Briefings.Articles.Reading;
using Briefings.EventStore;
using Briefings.Extraction;
using Briefings.NewsEvents;
using Xunit;

namespace Briefings.Tests.Articles;

public sealed class IngestArticlesTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    /// <summary>Two sentences with an event each; the number keeps the texts of two tests apart.</summary>
    static string Meeting(int number, string day = "Wednesday") =>
        $"President Gustavo Petro of Colombia will meet US President Donald Trump at the White House on {day}. Petro criticised US strikes on boats in the Caribbean. This is dispatch number {number} of the wire.";

    [Fact]
    public async Task Article_is_taken_in_with_its_news_events_in_one_stream()
    {
        var result = await newsroom.Ingest(Newsroom.Draft(Meeting(1), url: "https://a.example/1", title: "Talks"));
        Assert.Equal((IngestOutcome.New, Newsroom.On("2026-02-02").Day), (result.Outcome, result.PublishedOn));
        var stream = await newsroom.Stream(result.Stream);
        Assert.Equal("Talks", Assert.IsType<ArticleIngested>(stream[0].Body).Title);
        Assert.True(result.NewsEvents >= 2);
        Assert.Equal(result.NewsEvents, stream.Skip(1).Select(e => Assert.IsType<NewsEvent>(e.Body, exactMatch: false)).Count(n => n.Article == result.Stream && n.Revision == 1));
    }

    [Fact]
    public async Task Article_is_known_by_its_address_however_it_is_written()
    {
        var first = await newsroom.Ingest(Newsroom.Draft(Meeting(2), url: "https://a.example/2"));
        var again = await newsroom.Ingest(Newsroom.Draft(Meeting(2), url: "https://www.a.example/2/?utm_source=x"));
        Assert.Equal((IngestOutcome.Known, first.Stream), (again.Outcome, again.Stream));
    }

    [Fact]
    public async Task Article_without_address_is_known_by_its_words()
    {
        var first = await newsroom.Ingest(Newsroom.Draft(Meeting(3), url: "https://a.example/3"));
        var again = await newsroom.Ingest(Newsroom.Draft(Meeting(3).Replace(" ", "\n", StringComparison.Ordinal), file: "other.txt"));
        Assert.Equal((IngestOutcome.Known, first.Stream), (again.Outcome, again.Stream));
    }

    [Theory]
    [InlineData("Wire")]
    [InlineData(null)]
    public async Task Same_words_of_another_week_are_another_article_and_known_by_their_day(string? outlet)
    {
        var words = $"No ship left the port of Callao today, the harbour office of {outlet ?? "nobody"} said.";
        var results = new List<IngestResult>();
        foreach (var day in (string[])["2026-06-01", "2026-02-02", "2026-02-03", "2026-06-02"])
        {
            results.Add(await newsroom.Ingest(Newsroom.Draft(words, day, outlet: outlet)));
        }

        Assert.Equal([IngestOutcome.New, IngestOutcome.New, IngestOutcome.Known, IngestOutcome.Known], results.Select(r => r.Outcome));
        Assert.Equal([results[0].Stream, results[1].Stream, results[1].Stream, results[0].Stream], results.Select(r => r.Stream));
        Assert.NotEqual(results[0].Stream, results[1].Stream);
    }

    [Fact]
    public async Task Changed_text_under_one_address_is_a_correction()
    {
        await newsroom.Ingest(Newsroom.Draft(Meeting(4), url: "https://a.example/4"));
        var corrected = await newsroom.Ingest(Newsroom.Draft(Meeting(4, "Tuesday"), url: "https://a.example/4"));
        Assert.Equal(IngestOutcome.Corrected, corrected.Outcome);
        var body = Assert.Single((await newsroom.Stream(corrected.Stream)).Select(e => e.Body).OfType<ArticleCorrected>());
        Assert.Equal((2, "Wednesday.", "Tuesday."), (body.Revision, body.Changes.Single().Old, body.Changes.Single().New));
        Assert.Single(body.Withdrawn);
    }

    [Fact]
    public async Task Similar_text_under_one_file_name_is_a_correction()
    {
        var first = await newsroom.Ingest(Newsroom.Draft(Meeting(5), file: "five.txt"));
        var corrected = await newsroom.Ingest(Newsroom.Draft(Meeting(5, "Tuesday"), file: "five.txt"));
        Assert.Equal((IngestOutcome.Corrected, first.Stream), (corrected.Outcome, corrected.Stream));
    }

    [Fact]
    public async Task Another_text_under_one_file_name_is_another_article()
    {
        var first = await newsroom.Ingest(Newsroom.Draft(Meeting(6), file: "today.txt"));
        var other = await newsroom.Ingest(Newsroom.Draft("Dock workers in Callao began a strike on Saturday over wages and cranes.", file: "today.txt"));
        Assert.Equal(IngestOutcome.New, other.Outcome);
        Assert.NotEqual(first.Stream, other.Stream);
    }

    [Fact]
    public async Task Old_text_of_a_corrected_article_is_known()
    {
        await newsroom.Ingest(Newsroom.Draft(Meeting(7), file: "seven.txt"));
        var corrected = await newsroom.Ingest(Newsroom.Draft(Meeting(7, "Tuesday"), file: "seven.txt"));
        var old = await newsroom.Ingest(Newsroom.Draft(Meeting(7), file: "seven.txt"));
        Assert.Equal((IngestOutcome.Known, corrected.Stream), (old.Outcome, old.Stream));
    }

    [Fact]
    public async Task Undated_article_says_so_and_is_completed_by_a_date()
    {
        var undated = await newsroom.Ingest(Newsroom.Draft(Meeting(8), published: null, file: "eight.txt"));
        Assert.Null(undated.PublishedOn);
        Assert.Contains("--published", undated.Note, StringComparison.Ordinal);
        Assert.All(await Standing(undated), n => Assert.Null(n.Reported.When.Start));

        var dated = await newsroom.Ingest(Newsroom.Draft(Meeting(8), file: "eight.txt"));
        Assert.Equal((IngestOutcome.Corrected, undated.Stream, null), (dated.Outcome, dated.Stream, dated.Note));
        Assert.Contains(await Standing(dated), n => n.Reported.When.Start == new DateOnly(2026, 2, 4));
        Assert.Equal(IngestOutcome.Known, (await newsroom.Ingest(Newsroom.Draft(Meeting(8), file: "eight.txt"))).Outcome);
        var undatedAgain = await newsroom.Ingest(Newsroom.Draft(Meeting(8), published: null, file: "eight.txt"));
        Assert.Equal((IngestOutcome.Known, dated.PublishedOn, null), (undatedAgain.Outcome, undatedAgain.PublishedOn, undatedAgain.Note));
    }

    [Fact]
    public async Task Correction_without_a_date_is_counted_from_the_day_that_is_known()
    {
        await newsroom.Ingest(Newsroom.Draft(Meeting(9), file: "nine.txt"));
        var corrected = await newsroom.Ingest(Newsroom.Draft(Meeting(9, "Tuesday"), published: null, file: "nine.txt"));
        Assert.Equal((IngestOutcome.Corrected, null), (corrected.Outcome, corrected.Note));
        Assert.Contains(await Standing(corrected), n => n.Reported.When.Start == new DateOnly(2026, 2, 3));
    }

    [Fact]
    public async Task Batch_is_taken_in_by_publication_so_that_a_correction_follows_its_article()
    {
        var results = await newsroom.IngestAll(
            Newsroom.Draft(Meeting(10, "Tuesday"), "2026-02-02T06:40:00-05:00", "https://a.example/10", origin: "a"),
            Newsroom.Draft(Meeting(11), published: null, url: "https://a.example/11", origin: "b"),
            Newsroom.Draft(Meeting(10), "2026-01-31", "https://a.example/10", origin: "c"));
        Assert.Equal(["c New", "a Corrected", "b New"], results.Select(r => $"{r.Origin} {r.Outcome}"));
    }

    [Fact]
    public async Task Refused_input_is_passed_on_and_its_neighbours_go_in()
    {
        ReadOutcome[] inputs = [new ReadOutcome.Refused("empty.txt", "Expected words."), new ReadOutcome.Read(Newsroom.Draft(Meeting(12)))];
        var results = await newsroom.Application.IngestArticles.Handle(inputs.ToAsyncEnumerable(), Cancellation).ToListAsync(Cancellation);
        Assert.Equal(["empty.txt Refused Expected words.", "standard input New "], results.Select(r => $"{r.Origin} {r.Outcome} {r.Note}"));
    }

    [Fact]
    public async Task Two_that_take_in_one_article_at_once_find_it_new_and_known()
    {
        await using var other = await newsroom.Open();
        var (one, two) = Together(newsroom.Application, other);
        var results = await Task.WhenAll(
            Task.Run(() => Newsroom.IngestAll(one, Newsroom.Draft(Meeting(13)))),
            Task.Run(() => Newsroom.IngestAll(two, Newsroom.Draft(Meeting(13)))));
        Assert.Equal([IngestOutcome.New, IngestOutcome.Known], results.Select(r => r.Single().Outcome).Order());
        Assert.Single((await newsroom.Stream(results[0].Single().Stream)).Select(e => e.Body).OfType<ArticleIngested>());
    }

    [Fact]
    public async Task Two_that_take_in_two_texts_under_one_address_at_once_lose_neither()
    {
        await using var other = await newsroom.Open();
        var (one, two) = Together(newsroom.Application, other);
        var results = await Task.WhenAll(
            Task.Run(() => Newsroom.IngestAll(one, Newsroom.Draft(Meeting(18), url: "https://a.example/18"))),
            Task.Run(() => Newsroom.IngestAll(two, Newsroom.Draft(Meeting(18, "Tuesday"), url: "https://a.example/18"))));
        Assert.Equal([IngestOutcome.New, IngestOutcome.Corrected], results.Select(r => r.Single().Outcome).Order());
    }

    [Fact]
    public async Task Two_that_correct_one_article_at_once_make_two_revisions()
    {
        await using var other = await newsroom.Open();
        var first = await newsroom.Ingest(Newsroom.Draft(Meeting(14), url: "https://a.example/14"));
        var (one, two) = Together(newsroom.Application, other);
        var results = await Task.WhenAll(
            Task.Run(() => Newsroom.IngestAll(one, Newsroom.Draft(Meeting(14, "Tuesday"), url: "https://a.example/14"))),
            Task.Run(() => Newsroom.IngestAll(two, Newsroom.Draft(Meeting(14, "Thursday"), url: "https://a.example/14"))));
        Assert.All(results, r => Assert.Equal(IngestOutcome.Corrected, r.Single().Outcome));
        Assert.Equal([2, 3], (await newsroom.Stream(first.Stream)).Select(e => e.Body).OfType<ArticleCorrected>().Select(c => c.Revision));
        Assert.Single((await Standing(first)).Select(n => n.Reported.When.Start).OfType<DateOnly>().Distinct());
    }

    [Fact]
    public async Task Many_corrections_at_once_number_their_revisions_without_a_gap()
    {
        var first = await newsroom.Ingest(Newsroom.Draft(Meeting(15), url: "https://a.example/15"));
        var days = new[] { "Monday", "Tuesday", "Thursday", "Friday" };
        await Task.WhenAll(days.Select(day => Task.Run(() => newsroom.IngestAll(Newsroom.Draft(Meeting(15, day), url: "https://a.example/15")))));
        Assert.Equal([2, 3, 4, 5], (await newsroom.Stream(first.Stream)).Select(e => e.Body).OfType<ArticleCorrected>().Select(c => c.Revision));
    }

    [Fact]
    public async Task Article_that_cannot_be_appended_whole_leaves_nothing()
    {
        var draft = Newsroom.Draft(Meeting(16), url: "https://a.example/16");
        var stream = ArticleStream.NameFor(draft.Url, "");
        var extracted = newsroom.Application.Extractor.Extract(new ArticleText(stream, draft.Text, draft.Published.Day));
        var last = ArticleDecisions.Ingest(stream, draft, extracted, newsroom.Application.Extractor.Version, newsroom.Application.NewsEvents)[^1];
        await newsroom.Application.Log.Append("stranger-16", ExpectedVersion.NoStream, [last], cancellation: Cancellation);
        await Assert.ThrowsAsync<DuplicateEventException>(() => newsroom.Ingest(draft));
        Assert.Empty(await newsroom.Stream(stream));
        Assert.Null(await newsroom.Application.Documents.Load<ArticleState>(ArticleIndex.ProjectionName, stream, Cancellation));
    }

    [Fact]
    public async Task Retracted_article_is_left_as_it_is_when_it_comes_again()
    {
        var first = await newsroom.Ingest(Newsroom.Draft(Meeting(17), url: "https://a.example/17"));
        await newsroom.Application.RetractArticle.Handle("https://a.example/17", "invented", Cancellation);
        var again = await newsroom.Ingest(Newsroom.Draft(Meeting(17, "Tuesday"), url: "https://a.example/17"));
        Assert.Equal((IngestOutcome.Known, first.Stream), (again.Outcome, again.Stream));
        Assert.Contains("retracted", again.Note, StringComparison.Ordinal);
        Assert.IsType<ArticleRetracted>((await newsroom.Stream(first.Stream))[^1].Body);
    }

    /// <summary>Long enough that nearly the same words name the same article.</summary>
    static string Long(int number, string day = "Wednesday") => string.Join(' ', Enumerable.Range(1, 12).Select(i => $"Delegate {number * 100 + i} of the commission spoke about point {i * number} of the agenda.")) + " " + Meeting(number, day);

    [Fact]
    public async Task Nearly_the_same_words_of_one_outlet_are_a_correction()
    {
        var first = await newsroom.Ingest(Newsroom.Draft(Long(21), file: "twenty-one.txt"));
        var corrected = await newsroom.Ingest(Newsroom.Draft(Long(21, "Tuesday"), "2026-02-03", file: "twenty-one-again.txt"));
        Assert.Equal((IngestOutcome.Corrected, first.Stream), (corrected.Outcome, corrected.Stream));
    }

    [Theory]
    [InlineData("another outlet")]
    [InlineData("another day")]
    [InlineData("another address")]
    public async Task Nearly_the_same_words_are_another_article_of(string what)
    {
        var number = 22 + what.Length;
        var first = await newsroom.Ingest(Newsroom.Draft(Long(number), url: $"https://a.example/{number}", title: "Talks"));
        var other = what switch
        {
            "another outlet" => Newsroom.Draft(Long(number, "Tuesday"), outlet: "Ledger", title: "Talks"),
            "another day" => Newsroom.Draft(Long(number, "Tuesday"), "2026-02-09", title: "Talks"),
            _ => Newsroom.Draft(Long(number, "Tuesday"), url: $"https://a.example/{number}-b", title: "Other talks"),
        };
        Assert.NotEqual(first.Stream, (await newsroom.Ingest(other)).Stream);
    }

    [Fact]
    public async Task Same_words_of_another_outlet_are_its_own_article()
    {
        var first = await newsroom.Ingest(Newsroom.Draft(Meeting(41), outlet: "Wire"));
        var carried = await newsroom.Ingest(Newsroom.Draft(Meeting(41), outlet: "Ledger"));
        Assert.Equal(IngestOutcome.New, carried.Outcome);
        Assert.NotEqual(first.Stream, carried.Stream);
        Assert.Equal([IngestOutcome.Known, IngestOutcome.Known], (await newsroom.IngestAll(Newsroom.Draft(Meeting(41), outlet: "Wire", origin: "a"), Newsroom.Draft(Meeting(41), outlet: null, origin: "b"))).Select(r => r.Outcome));
    }

    [Fact]
    public async Task Article_is_known_by_what_its_feed_calls_it()
    {
        var first = await newsroom.Ingest(Newsroom.Draft(Meeting(42), url: "https://a.example/42") with { ItemId = "feed 42" });
        var moved = await newsroom.Ingest(Newsroom.Draft(Meeting(42, "Tuesday"), url: "https://a.example/moved") with { ItemId = "feed 42" });
        Assert.Equal((IngestOutcome.Corrected, first.Stream), (moved.Outcome, moved.Stream));
    }

    [Fact]
    public async Task Changed_boilerplate_is_no_correction()
    {
        await newsroom.Ingest(Newsroom.Draft($"By Ana Díaz\n\n{Meeting(43)}\n\n12 comments", url: "https://a.example/43"));
        var again = await newsroom.Ingest(Newsroom.Draft($"By Ana Díaz and Tom Reed\n\nADVERTISEMENT\n\n{Meeting(43)}\n\nLast updated: 3 Feb 2026, 10:00\n\n1,204 comments", url: "https://a.example/43"));
        Assert.Equal(IngestOutcome.Known, again.Outcome);
    }

    [Fact]
    public async Task Correction_says_what_became_of_each_news_event()
    {
        var first = await newsroom.Ingest(Newsroom.Draft(Meeting(44), url: "https://a.example/44"));
        var before = await newsroom.Stream(first.Stream);
        await newsroom.Ingest(Newsroom.Draft(Meeting(44, "Tuesday"), url: "https://a.example/44"));
        var after = await newsroom.Stream(first.Stream);
        var corrected = after.Select(e => e.Body).OfType<ArticleCorrected>().Single();
        var change = Assert.Single(corrected.Changed);
        Assert.Equal(["when", "words"], change.Fields);
        Assert.Equal([change.Old], corrected.Withdrawn);
        Assert.Equal(before.Skip(1).Select(e => e.Id).Except([change.Old]), corrected.Kept);
        Assert.Contains(after, e => e.Id == change.New);
        Assert.Empty(corrected.Added);
    }

    [Fact]
    public async Task Kill_notice_takes_its_article_back()
    {
        var first = await newsroom.Ingest(Newsroom.Draft(Meeting(45), url: "https://a.example/45"));
        var killed = await newsroom.Ingest(Newsroom.Draft("This article has been removed because the interview did not take place.", "2026-02-03", "https://a.example/45"));
        Assert.Equal((IngestOutcome.Retracted, first.Stream), (killed.Outcome, killed.Stream));
        Assert.Contains("did not take place", Assert.IsType<ArticleRetracted>((await newsroom.Stream(first.Stream))[^1].Body).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kill_notice_of_an_unknown_article_is_refused()
    {
        var refused = await newsroom.Ingest(Newsroom.Draft("KILL: The interview did not take place.", url: "https://a.example/46"));
        Assert.Equal((IngestOutcome.Refused, null), (refused.Outcome, refused.Stream));
        Assert.Contains("takes one back", refused.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_articles_with_some_known_and_some_twice_go_in_as_one_by_one()
    {
        await newsroom.Ingest(Newsroom.Draft(Meeting(1000), url: "https://b.example/1000"));
        var drafts = Enumerable.Range(1000, 250).SelectMany(n => n % 50 == 7
            ? new[] { Newsroom.Draft(Meeting(n), url: $"https://b.example/{n}", origin: $"{n} a"), Newsroom.Draft(Meeting(n, "Tuesday"), url: $"https://b.example/{n}", origin: $"{n} b") }
            : [Newsroom.Draft(Meeting(n), url: $"https://b.example/{n}", origin: $"{n} a")]);
        var results = await newsroom.IngestAll([.. drafts]);
        Assert.Equal((249, 1, 5), (results.Count(r => r.Outcome == IngestOutcome.New), results.Count(r => r.Outcome == IngestOutcome.Known), results.Count(r => r.Outcome == IngestOutcome.Corrected)));
        Assert.All(await newsroom.IngestAll([.. drafts]), r => Assert.Equal(IngestOutcome.Known, r.Outcome));
    }

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    async Task<IReadOnlyList<NewsEvent>> Standing(IngestResult result) =>
        [.. (await StandingArticle.Read(newsroom.Application.Log, result.Stream ?? "", Cancellation)).NewsEvents.Select(e => e.Value)];

    /// <summary>Two ways to ingest that have both looked and decided before either appends.</summary>
    static (IngestArticles One, IngestArticles Two) Together(BriefingsApplication one, BriefingsApplication two)
    {
        var meeting = new Barrier(2);
        return (Waiting(one, meeting), Waiting(two, meeting));
    }

    static IngestArticles Waiting(BriefingsApplication application, Barrier meeting) =>
        new(application.Log, application.Documents, application.Originals, new WaitingExtractor(application.Extractor, meeting), application.NewsEvents, TimeProvider.System);

    /// <summary>Waits before its first answer until another one is asked too.</summary>
    sealed class WaitingExtractor(IExtractor extractor, Barrier meeting) : IExtractor
    {
        bool hasMet;

        public string Version => extractor.Version;

        public ExtractedArticle Extract(ArticleText article)
        {
            if (!hasMet)
            {
                hasMet = true;
                Assert.True(meeting.SignalAndWait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
            }

            return extractor.Extract(article);
        }
    }
}
