using Briefings.Profiles;
using Briefings.Tests.Articles;
using Xunit;

namespace Briefings.Tests.Editions;

public sealed class CarrierTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    [Fact]
    public async Task Wire_text_that_two_outlets_carry_is_one_source_and_a_rewrite_another()
    {
        const string Wire = "President Gustavo Petro of Colombia will meet US President Donald Trump at the White House on Tuesday. Petro criticised US strikes on boats in the Caribbean. Trump accused Colombia of letting cocaine flow north.";
        const string Rewrite = "Colombia's leader, Gustavo Petro, is to be received by Donald Trump in Washington on Tuesday. He has condemned American strikes on boats in the Caribbean. Trump says that Colombia lets cocaine through.";
        await newsroom.IngestAll(
            Newsroom.Draft(Wire, outlet: "Wire", title: "Talks"),
            Newsroom.Draft("CARTAGENA - " + Wire, outlet: "Coast Ledger", title: "Talks"),
            Newsroom.Draft(Rewrite, outlet: "River Post", title: "Talks"));
        await newsroom.Application.Projections.CatchUp(TestContext.Current.CancellationToken);
        var edition = await newsroom.Application.PublishEdition.Handle(Profile.General, new(2026, 2, 2), TestContext.Current.CancellationToken);
        var story = edition.Document.Stories.Single();
        Assert.Equal((2, 3), (story.IndependentSources, story.Outlets));
    }
}
