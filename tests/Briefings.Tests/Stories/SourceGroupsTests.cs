using Briefings.Stories;
using Xunit;

namespace Briefings.Tests.Stories;

public sealed class SourceGroupsTests
{
    const string Wire =
        "Peruvian police arrested 17 dock workers in Callao on Sunday after a third day of strikes. The dock workers' union condemned the arrests and called a march for Tuesday. "
        + "Exporters warned of shortages within days. The labour ministry said it would receive both sides on Monday morning. Port traffic fell to a quarter of its usual volume.";

    const string Paraphrase =
        "Seventeen port workers were held by police in Peru's main harbour at the weekend, and their union answered with a protest planned for early next week. "
        + "Trade bodies fear goods could run short soon, while the government wants employers and strikers to sit down together. Ships are queueing off the coast.";

    static int Count(params (string Outlet, string Text)[] articles) =>
        SourceGroups.Of([.. articles.Select((a, i) => new SourceGroups.Carrier($"article-{i}", a.Outlet, a.Text))]).Values.Distinct().Count();

    [Fact]
    public void A_verbatim_copy_of_another_outlet_is_no_further_source() => Assert.Equal(1, Count(("Harbour Herald", Wire), ("Ledger", Wire)));

    [Fact]
    public void A_shortened_copy_is_no_further_source() => Assert.Equal(1, Count(("Harbour Herald", Wire), ("Ledger", Wire[..(Wire.Length / 2)])));

    [Fact]
    public void A_copy_with_an_introduction_of_its_own_is_no_further_source() =>
        Assert.Equal(1, Count(("Harbour Herald", Wire), ("Ledger", "Our region depends on the port, and readers have asked us how long the dispute may last and who is involved in it. " + Wire)));

    [Fact]
    public void A_rewrite_in_other_words_is_a_source_of_its_own() => Assert.Equal(2, Count(("Harbour Herald", Wire), ("Ledger", Paraphrase)));

    [Fact]
    public void A_text_edited_twice_from_one_agency_is_one_source()
    {
        var edited = "CALLAO, Feb 1 (Andina) - " + Paraphrase + Wire[..(Wire.Length / 3)];
        Assert.Equal(1, Count(("Harbour Herald", "CALLAO, Feb 1 (Andina) - " + Wire), ("Ledger", edited)));
        Assert.Equal(2, Count(("Harbour Herald", Wire), ("Ledger", edited.Replace("(Andina)", "", StringComparison.Ordinal))));
    }

    [Fact]
    public void Articles_of_one_outlet_are_one_source_whatever_they_say() => Assert.Equal(1, Count(("Ledger", Wire), ("ledger", Paraphrase)));

    [Fact]
    public void Unknown_outlets_are_not_the_same() => Assert.Equal(2, Count(("", Wire), ("", Paraphrase)));

    [Fact]
    public void A_copy_of_two_others_makes_one_source_of_all_three() =>
        Assert.Equal(1, Count(("A", Wire), ("B", Paraphrase), ("C", Wire + " " + Paraphrase)));

    [Theory]
    [InlineData("", 2)]
    [InlineData("Police said.", 1)]
    public void Very_short_texts_are_one_only_when_they_are_the_same(string text, int sources) => Assert.Equal(sources, Count(("A", text), ("B", text)));

    [Fact]
    public void A_crowd_of_copies_is_one_source_beside_a_rewrite() =>
        Assert.Equal(2, Count([.. Enumerable.Range(0, 200).Select(i => ($"Outlet {i}", Wire)), ("Ledger", Paraphrase)]));
}
