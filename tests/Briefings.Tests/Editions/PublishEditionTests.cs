using Briefings.Editions;
using Briefings.Profiles;
using Briefings.Rendering;
using Briefings.Tests.Articles;
using Xunit;

namespace Briefings.Tests.Editions;

/// <summary>Each test publishes for a profile of its own.</summary>
public sealed class PublishEditionTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    static readonly DateOnly Monday = new(2026, 2, 2);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Same_log_gives_the_same_edition()
    {
        await Report("1");
        var first = await Publish("same");
        var again = await Publish("same");
        Assert.Equal((true, false), (first.IsNew, again.IsNew));
        Assert.Equal((first.Id, first.Published.PdfSha256), (again.Id, again.Published.PdfSha256));
        Assert.Equal(first.Pdf, again.Pdf);
        Assert.Equal(("same-2026-02-02", 1, 1), (first.Id, first.Published.Issue, first.Published.Revision));
        Assert.Equal(EditionFiles.Digest(first.Pdf), first.Published.PdfSha256);
    }

    [Fact]
    public async Task Edition_of_another_profile_or_day_changes_nothing()
    {
        await Report("2");
        var first = await Publish("mine");
        await Publish("yours");
        await newsroom.Application.DefineProfile.Handle(Desk("yours"), Cancellation);
        await Publish("mine", Monday.AddDays(1));
        Assert.Equal((first.Id, false), ((await Publish("mine")).Id, (await Publish("mine")).IsNew));
    }

    [Fact]
    public async Task Something_new_in_the_log_gives_a_second_edition_of_the_same_issue()
    {
        await Report("3");
        var first = await Publish("twice");
        await Report("3 again");
        var second = await Publish("twice");
        Assert.Equal(("twice-2026-02-02-r2", 1, 2), (second.Id, second.Published.Issue, second.Published.Revision));
        Assert.NotEqual(first.Published.PdfSha256, second.Published.PdfSha256);
        Assert.Equal(first.Pdf, (await newsroom.Application.PublishEdition.Load(first.Id, Cancellation))?.Pdf);
    }

    [Fact]
    public async Task Something_in_the_log_that_the_edition_does_not_tell_gives_the_same_edition()
    {
        await Report("3b");
        var first = await Publish("unmoved");
        await newsroom.Ingest(Newsroom.Draft(Text("of a later day", "Sunday"), published: "2026-02-20", url: "https://a.example/later"));
        var again = await Publish("unmoved");
        Assert.Equal((first.Id, false), (again.Id, again.IsNew));
        Assert.Equal(first.Pdf, again.Pdf);
    }

    [Fact]
    public async Task Edition_records_the_profile_it_was_made_for()
    {
        await Publish("revised");
        var titled = Desk("revised") with { Title = "Another title" };
        var second = await newsroom.Application.PublishEdition.Handle(titled, Monday, Cancellation);
        Assert.Equal((2, 2L), (second.Published.Revision, second.Published.ProfileRevision));
        Assert.Equal("Another title", (await newsroom.Application.DefineProfile.Revision("revised", second.Published.ProfileRevision, Cancellation))?.Title);
    }

    [Fact]
    public async Task Next_day_is_the_next_issue_and_goes_on_where_the_last_one_ended()
    {
        await Report("4");
        var first = await Publish("daily");
        var late = (await newsroom.Ingest(Newsroom.Draft("President Gustavo Petro criticised US President Donald Trump on Monday.", url: "https://a.example/late"))).Stream;
        var second = await Publish("daily", Monday.AddDays(1));
        Assert.Equal((1, 2), (first.Published.Issue, second.Published.Issue));
        Assert.Equal(first.Published.To, second.Published.From);
        Assert.Contains(late, second.Published.Articles);
    }

    [Fact]
    public async Task Days_are_cut_in_the_zone_of_the_profile()
    {
        var published = (await newsroom.Application.PublishEdition.Handle(Desk("zone") with { TimeZone = "America/Bogota" }, Monday, Cancellation)).Published;
        Assert.Equal(new DateTimeOffset(2026, 2, 2, 5, 0, 0, TimeSpan.Zero), published.From);
        Assert.Equal(new DateTimeOffset(2026, 2, 3, 5, 0, 0, TimeSpan.Zero), published.To);
    }

    [Fact]
    public async Task Two_programs_that_publish_one_day_at_once_publish_one_edition()
    {
        await Report("5");
        await using var other = await newsroom.Open();
        var editions = await Task.WhenAll(new[] { newsroom.Application, other, newsroom.Application, other }
            .Select(a => Task.Run(() => a.PublishEdition.Handle(Desk("race"), Monday, Cancellation))));
        Assert.Single(editions, e => e.IsNew);
        Assert.All(editions, e => Assert.Equal(editions[0].Pdf, e.Pdf));
        Assert.Single(await newsroom.Stream(PublishEdition.StreamFor("race", Monday)));
        Assert.Single(await newsroom.Stream("issues-race"));
    }

    [Fact]
    public async Task Days_that_are_published_at_once_get_different_issue_numbers()
    {
        await using var other = await newsroom.Open();
        var editions = await Task.WhenAll(
            Task.Run(() => newsroom.Application.PublishEdition.Handle(Desk("days"), Monday, Cancellation)),
            Task.Run(() => other.PublishEdition.Handle(Desk("days"), Monday.AddDays(1), Cancellation)));
        Assert.Equal([1, 2], editions.Select(e => e.Published.Issue).Order());
    }

    [Fact]
    public async Task Bytes_that_were_altered_in_the_database_are_noticed()
    {
        await Report("6");
        var edition = await Publish("altered");
        await newsroom.Database.Execute($"update briefings.edition_files set bytes = bytes || '\\x00' where sha256 = '{edition.Published.PdfSha256}'");
        var noticed = await Assert.ThrowsAsync<InvalidDataException>(() => newsroom.Application.PublishEdition.Load(edition.Id, Cancellation));
        Assert.Contains(edition.Published.PdfSha256, noticed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lost_pdf_is_rendered_again_to_the_recorded_hash()
    {
        await Report("7");
        var edition = await Publish("lost");
        await newsroom.Database.Execute($"delete from briefings.edition_files where sha256 = '{edition.Published.PdfSha256}'");
        Assert.Equal(edition.Pdf, (await newsroom.Application.PublishEdition.Load(edition.Id, Cancellation))?.Pdf);
    }

    [Fact]
    public async Task Lost_pdf_that_another_renderer_would_not_render_the_same_is_no_edition()
    {
        await Report("8");
        var edition = await Publish("renderer");
        await newsroom.Database.Execute($"delete from briefings.edition_files where sha256 = '{edition.Published.PdfSha256}'");
        var application = newsroom.Application;
        var other = new PublishEdition(application.Log, application.Documents, application.EditionFiles, application.DefineProfile, new MakeEdition(application.EditionInputs, application.EditionComposer, new HtmlRenderer()));
        await Assert.ThrowsAsync<InvalidDataException>(() => other.Load(edition.Id, Cancellation));
    }

    [Fact]
    public async Task Edition_whose_document_is_lost_is_published_anew()
    {
        await Report("9");
        var edition = await Publish("document");
        await newsroom.Database.Execute($"delete from briefings.edition_files where sha256 = '{edition.Published.ContentDigest}'");
        Assert.Null(await newsroom.Application.PublishEdition.Load(edition.Id, Cancellation));
        Assert.Equal("document-2026-02-02-r2", (await Publish("document")).Id);
    }

    [Fact]
    public async Task As_of_the_position_of_an_edition_its_bytes_are_composed_again_whatever_came_later()
    {
        var stream = await Report("10");
        var edition = await Publish("as-of");
        await newsroom.Ingest(Newsroom.Draft(Text("10", "Thursday"), url: "https://a.example/10"));
        newsroom.Clock.Now = newsroom.Clock.Now.AddDays(1);
        await newsroom.Application.RetractArticle.Handle(stream, "invented", Cancellation);
        await Report("11");
        await Publish("as-of");
        var make = newsroom.Application.MakeEdition;
        Assert.Equal(edition.Pdf, make.Print(await make.Compose(Desk("as-of"), 1, Monday, edition.Published.LogPosition, Cancellation)).Pdf);
    }

    [Fact]
    public async Task Edition_knows_what_another_program_took_in_after_the_projections_ran()
    {
        await newsroom.Application.Projections.CatchUp(Cancellation);
        await using var other = await newsroom.Open();
        var taken = await Newsroom.IngestAll(other.IngestArticles, Newsroom.Draft("Kenyan President William Ruto met Ethiopian Prime Minister Abiy Ahmed in Addis Ababa on Monday.", url: "https://a.example/12"));
        Assert.Contains(taken.Single().Stream, (await Publish("behind")).Published.Articles);
    }

    [Fact]
    public async Task Edition_is_refused_while_the_stories_have_stopped()
    {
        await Report("13");
        await newsroom.Application.Projections.CatchUp(Cancellation);
        await newsroom.Database.Execute("update briefings.projections set state = 'stopped', error = 'poisoned', error_position = position + 1 where name = 'stories'");
        await Report("14");
        var refused = await Assert.ThrowsAsync<StoppedProjectionException>(() => Publish("stopped"));
        Assert.Contains("poisoned", refused.Message, StringComparison.Ordinal);
        await newsroom.Application.Projections.Resume("stories", Cancellation);
        Assert.True((await Publish("stopped")).IsNew);
    }

    [Theory]
    [InlineData("nobody-2026-02-02")]
    [InlineData("../..")]
    [InlineData("")]
    public async Task Unknown_edition_is_none(string id) => Assert.Null(await newsroom.Application.PublishEdition.Load(id, Cancellation));

    static Profile Desk(string name) => new() { Name = name, Title = name };

    Task<PublishedEdition> Publish(string profile, DateOnly? day = null) => newsroom.Application.PublishEdition.Handle(Desk(profile), day ?? Monday, Cancellation);

    static string Text(string number, string day = "Tuesday") =>
        $"President Gustavo Petro of Colombia will meet US President Donald Trump at the White House on {day}. This is dispatch {number}.";

    /// <summary>Takes in an article of Monday; answers its stream.</summary>
    async Task<string> Report(string number) =>
        (await newsroom.Ingest(Newsroom.Draft(Text(number), url: $"https://a.example/{Uri.EscapeDataString(number)}", outlet: $"Outlet {number}"))).Stream ?? "";
}
