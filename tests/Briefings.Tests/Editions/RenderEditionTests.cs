using System.Globalization;
using Briefings.Editions;
using Briefings.Profiles;
using Briefings.Rendering;
using Briefings.Tests.Articles;
using Xunit;

namespace Briefings.Tests.Editions;

public sealed class RenderEditionTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    static readonly DateOnly Monday = new(2026, 2, 2);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Edition_is_made_again_to_the_byte_after_corrections_a_new_profile_a_replay_and_in_any_culture_and_on_any_thread()
    {
        var edition = await Publish("again", "1");
        await newsroom.Ingest(Newsroom.Draft(Text("Thursday"), url: "https://a.example/1"));
        await newsroom.Application.RetractArticle.Handle(edition.Articles[0], "invented", Cancellation);
        await newsroom.Application.PublishEdition.Handle(Desk("again") with { Title = "Another title", TimeZone = "Asia/Tokyo", Language = "es" }, Monday, Cancellation);
        foreach (var projection in newsroom.Application.Registry.All)
        {
            await newsroom.Application.Projections.Rebuild(projection.Name, null, Cancellation);
        }

        var cultures = new[] { "tr-TR", "ar-SA", "th-TH", "fa-IR", "de-CH", "" };
        var rendered = await Task.WhenAll(cultures.Select(culture => Task.Run(() =>
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            return Render("again-2026-02-02");
        })));
        Assert.All(rendered, r => Assert.Equal((null, edition.PdfSha256), (r.Problem, r.Made is null ? "" : EditionFiles.Digest(r.Made.Pdf))));
    }

    [Fact]
    public async Task Edition_of_another_renderer_is_not_made_again_and_says_so()
    {
        await Publish("other", "2");
        var application = newsroom.Application;
        var other = new RenderEdition(application.DefineProfile, new MakeEdition(application.EditionInputs, application.EditionComposer, new HtmlRenderer()));
        var rendered = await other.Handle(await Edition("other-2026-02-02"), Cancellation);
        Assert.Equal((null, true), (rendered.Made, rendered.IsOtherProgram));
        Assert.Contains(new HtmlRenderer().Version, rendered.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edition_whose_article_was_altered_in_the_log_is_not_made_again()
    {
        var edition = await Publish("altered", "3");
        await newsroom.Database.Execute($"update briefings.events e set body = replace(body::text, 'President', 'Presidant')::json from briefings.streams s where s.id = e.stream_id and s.name = '{edition.Articles[0]}' and e.version = 1");
        var rendered = await Render("altered-2026-02-02");
        Assert.Equal((null, false), (rendered.Made, rendered.IsOtherProgram));
        Assert.NotNull(rendered.Problem);
    }

    static Profile Desk(string name) => new() { Name = name, Title = name };

    static string Text(string day = "Tuesday") => $"President Gustavo Petro of Colombia will meet US President Donald Trump at the White House on {day}.";

    async Task<EditionPublished> Publish(string profile, string number)
    {
        await newsroom.Ingest(Newsroom.Draft(Text(), url: $"https://a.example/{number}", outlet: $"Outlet {number}"));
        return (await newsroom.Application.PublishEdition.Handle(Desk(profile), Monday, Cancellation)).Published;
    }

    async Task<RenderedEdition> Render(string id) => await newsroom.Application.RenderEdition.Handle(await Edition(id), Cancellation);

    async Task<Edition> Edition(string id) => await newsroom.Application.Documents.Load<Edition>(EditionList.ProjectionName, id, Cancellation)
        ?? throw new InvalidOperationException($"Expected edition {id}.");
}
