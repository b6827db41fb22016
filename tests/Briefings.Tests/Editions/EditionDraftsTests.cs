using Briefings.Editions;
using Briefings.Profiles;
using Briefings.Tests.Articles;
using Xunit;

namespace Briefings.Tests.Editions;

/// <summary>Each test drafts for a profile of its own.</summary>
public sealed class EditionDraftsTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    static readonly DateOnly Monday = new(2026, 2, 2);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    EditionDrafts Drafts => newsroom.Application.EditionDrafts;

    [Fact]
    public async Task Approved_draft_goes_out_to_the_byte_whatever_came_in_since()
    {
        var draft = await Draft("bytes");
        Assert.Equal(("bytes-2026-02-02-draft1", true), (draft.Id, draft.IsDraft));
        await newsroom.Ingest(Newsroom.Draft("President William Ruto of Kenya met Prime Minister Abiy Ahmed on Monday.", url: "https://bytes.example/2"));
        await Drafts.Approve(draft.Id, draft.Published.PdfSha256, "Ana", "", Cancellation);
        var published = await Drafts.Publish(draft.Id, Cancellation);
        Assert.Equal(draft.Pdf, published.Pdf);
        Assert.Equal(("Ana", 1, "bytes-2026-02-02"), (published.Published.ApprovedBy, published.Published.Draft, published.Id));
        Assert.Equal(draft.Pdf, (await newsroom.Application.PublishEdition.Load("bytes-2026-02-02", Cancellation))?.Pdf);
        Assert.Equal("published", await Status("bytes", 1));
    }

    [Fact]
    public async Task Draft_that_nobody_approved_is_not_published()
    {
        var draft = await Draft("unapproved");
        var refused = await Assert.ThrowsAsync<DraftRefusedException>(() => Drafts.Publish(draft.Id, Cancellation));
        Assert.Contains("editions approve", refused.Message, StringComparison.Ordinal);
        Assert.Null(await newsroom.Application.PublishEdition.Load("unapproved-2026-02-02", Cancellation));
    }

    [Fact]
    public async Task Approval_of_another_digest_is_refused()
    {
        var draft = await Draft("digest");
        await Assert.ThrowsAsync<DraftRefusedException>(() => Drafts.Approve(draft.Id, new string('0', 64), "Ana", "", Cancellation));
        await Assert.ThrowsAsync<DraftRefusedException>(() => Drafts.Publish(draft.Id, Cancellation));
    }

    [Fact]
    public async Task Later_draft_takes_the_place_of_an_approved_one()
    {
        var first = await Draft("later");
        await Drafts.Approve(first.Id, null, "Ana", "", Cancellation);
        var second = await Draft("later", "2");
        Assert.Equal("later-2026-02-02-draft2", second.Id);
        await Assert.ThrowsAsync<DraftRefusedException>(() => Drafts.Publish(first.Id, Cancellation));
        await Assert.ThrowsAsync<DraftRefusedException>(() => Drafts.Publish(second.Id, Cancellation));
        Assert.Equal(("overtaken", "waiting"), (await Status("later", 1), await Status("later", 2)));
    }

    [Fact]
    public async Task Draft_whose_articles_were_altered_since_is_not_published()
    {
        var draft = await Draft("altered");
        await Drafts.Approve(draft.Id, null, "Ana", "", Cancellation);
        await newsroom.Database.Execute($"update briefings.events e set body = replace(body::text, 'President', 'Presidant')::json from briefings.streams s where s.id = e.stream_id and s.name = '{draft.Published.Articles[0]}' and e.version = 1");
        await Assert.ThrowsAsync<DraftRefusedException>(() => Drafts.Publish(draft.Id, Cancellation));
    }

    [Fact]
    public async Task Same_log_gives_the_same_draft()
    {
        var draft = await Draft("again");
        var again = await newsroom.Application.PublishEdition.Handle(Desk("again"), Monday, Cancellation);
        Assert.Equal((draft.Id, false, true), (again.Id, again.IsNew, again.IsDraft));
    }

    [Theory]
    [InlineData("nobody-2026-02-02-draft1")]
    [InlineData("general-2026-02-02")]
    [InlineData("-draft1")]
    [InlineData("")]
    public async Task Unknown_draft_is_refused(string id) => await Assert.ThrowsAsync<DraftRefusedException>(() => Drafts.Approve(id, null, "Ana", "", Cancellation));

    static Profile Desk(string name) => new() { Name = name, Title = name, NeedsApproval = true };

    async Task<PublishedEdition> Draft(string name, string number = "1")
    {
        await newsroom.Ingest(Newsroom.Draft($"President Gustavo Petro of Colombia will meet US President Donald Trump at the White House on Tuesday. This is dispatch {number} of {name}.", url: $"https://{name}.example/{number}", outlet: $"{name} {number}"));
        return await newsroom.Application.PublishEdition.Handle(Desk(name), Monday, Cancellation);
    }

    async Task<string?> Status(string name, int number) =>
        (await newsroom.Application.Documents.Load<DraftsOfDay>(DraftList.ProjectionName, Edition.IdFor(name, Monday, 1), Cancellation))?.Drafts.Single(d => d.Number == number).Status;
}
