using Briefings.Editions;
using Briefings.EventStore;
using Briefings.Tests.Articles;
using Briefings.Tests.Events;
using Xunit;

namespace Briefings.Tests.Editions;

public sealed class PublishedEditionsTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Editions_come_page_by_page_in_the_order_of_publication_and_against_it()
    {
        // Days against the order of publication, and a profile whose name begins like the other's.
        var sample = SampleBodies.Edition;
        var published = Enumerable.Range(0, 450).Select(n => sample with { Profile = n % 3 == 0 ? "desk-night" : "desk", Day = new DateOnly(2026, 12, 31).AddDays(-n), Revision = 1 }).ToList();
        await newsroom.Application.Log.Append([.. published.Select(p => new StreamAppend(PublishEdition.StreamFor(p.Profile, p.Day), 0, [new NewEvent(Guid.NewGuid(), p)]))], Cancellation);

        var documents = newsroom.Application.Documents;
        Assert.Equal(Ids(published), await documents.OldestFirst(null, cancellation: Cancellation).Select(e => e.Id).ToListAsync(Cancellation));
        Assert.Equal(Ids(published).Reverse(), await documents.NewestFirst(null, Cancellation).Select(e => e.Id).ToListAsync(Cancellation));
        var desk = await documents.OldestFirst("desk", cancellation: Cancellation).ToListAsync(Cancellation);
        Assert.Equal(Ids(published.Where(p => p.Profile == "desk")), desk.Select(e => e.Id));
        Assert.Equal(desk.Skip(101).Select(e => e.Id), await documents.OldestFirst("desk", desk[100].Position, Cancellation).Select(e => e.Id).ToListAsync(Cancellation));
        Assert.Empty(await documents.NewestFirst("des", Cancellation).ToListAsync(Cancellation));
    }

    static IEnumerable<string> Ids(IEnumerable<EditionPublished> published) => published.Select(p => Edition.IdFor(p.Profile, p.Day, p.Revision));
}
