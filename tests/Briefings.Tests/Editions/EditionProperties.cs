using Briefings.Extraction;
using Briefings.Rendering;
using Briefings.Tests.Stories;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static Briefings.Tests.Editions.Composing;

namespace Briefings.Tests.Editions;

public sealed class EditionProperties
{
    /// <param name="Sentence">Also the whole text.</param>
    sealed record Dispatch(int Number, string Sentence, string Outlet, string Day, string? Met, Modality Modality, string Cluster);

    [Fact]
    public void Same_log_gives_the_same_document_with_dense_citations_that_are_all_quoted() => Prop.ForAll(
        Dispatches().ToArbitrary(),
        dispatches =>
        {
            var document = Compose(dispatches);
            var numbers = document.Sources.SelectMany(s => s.Quotes).Select(q => q.Number).ToList();
            return Written(document) == Written(Compose(dispatches))
                && numbers.Order().SequenceEqual(Enumerable.Range(1, numbers.Count))
                && CitedIn(document).Distinct().Order().SequenceEqual(numbers.Order())
                && QuotesOf(document).All(q => dispatches.Any(d => d.Sentence == q));
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Order_of_the_articles_changes_neither_the_stories_nor_the_counts_of_sources() => Prop.ForAll(
        (from dispatches in Dispatches() from order in Gen.Shuffle(dispatches) select (dispatches, order)).ToArbitrary(),
        c => Meaning(Compose(c.dispatches)) == Meaning(Compose(c.order))).Check(Config.QuickThrowOnFailure);

    /// <summary>What must not depend on which of a day's articles came first.</summary>
    static string Meaning(BriefingDocument document) => string.Join(
        '\n',
        document.Stories.Select(s => FormattableString.Invariant($"{s.IndependentSources} {s.Outlets} {s.Status}"))
            .Concat(document.Gaps.Where(g => g.Contains("article", StringComparison.Ordinal))));

    static BriefingDocument Compose(IReadOnlyList<Dispatch> dispatches)
    {
        var given = new Given();
        foreach (var d in dispatches)
        {
            given.Article($"article-{d.Number}", d.Day, d.Sentence, d.Outlet).Reported($"article-{d.Number}", Given.Meeting(d.Sentence, d.Sentence, d.Met, d.Modality, d.Cluster));
        }

        return given.Compose("2026-02-02").GetAwaiter().GetResult();
    }

    static Gen<Dispatch[]> Dispatches() => Gen.Choose(0, 9_999).ArrayOf().Select(numbers => numbers.Take(12).Select((n, i) => new Dispatch(
        i,
        $"Dispatch {i} tells of meeting {n} in words of its own {n % 7} {i} {n % 11}.",
        $"Outlet {n % 3}",
        n % 2 == 0 ? "2026-02-01" : "2026-02-02",
        n % 5 == 0 ? null : FormattableString.Invariant($"2026-02-{1 + (n % 9):00}"),
        (Modality)(n % 8),
        $"cluster {n % 4}")).ToArray());
}
