using System.Globalization;
using Briefings.Rendering;

namespace Briefings.Tests.Rendering;

/// <summary>A document whose bytes are known. It never changes: a renderer whose bytes for it change has a further version.</summary>
static class PinnedDocument
{
    public static BriefingDocument Document { get; } = new()
    {
        Title = "Daily briefing",
        Profile = "Pinned desk · Київ · Αθήνα",
        Language = "en",
        Hyphenation = "en",
        Day = new DateOnly(2026, 2, 2),
        DayText = "Monday, 2 February 2026",
        Issue = 7,
        Period = "1 February 2026, 06:00 to 2 February 2026, 06:00 (Bogotá)",
        CutOff = "2 February 2026, 06:00",
        Handling = "TLP:GREEN",
        NextIssue = "Tuesday, 3 February 2026",
        Brand = new Brand("#1d3a5f", "#8c1d2b", null),
        KeyDevelopments = [new(Line("The intergovernmental administration announced constitutional recommendations on 3 February 2026.", 1), "one", "2 independent sources")],
        Changes = [new(ChangeKind.New, "Something is new", "one") { Rule = "first reported" }],
        Stories = [.. Enumerable.Range(1, 6).Select(Story)],
        Relations = [new("Colombia – Venezuela", [.. Enumerable.Range(1, 9).Select(n => new RelationDay(new DateOnly(2026, 1, 20 + n), string.Create(CultureInfo.InvariantCulture, $"{20 + n} Jan"), n % 4 == 0 ? null : (n * 1.7) - 8, n))], "Nine days.")],
        Sources =
        [
            new("Outlet", "Title", "2 February 2026", "https://example.org/a?b=c", "", [new(1, "A quoted sentence of some length, with “marks” and a dash – here.") { Span = new QuoteSpan("article-1", 1, 0, 60) }]),
            new("الشرق", "الميناء مفتوح", "date unknown", null, "", [new(2, "قَالَتِ السُّلُطَاتُ إن الميناء (مفتوح) منذ 12 يوما.")]) { Language = "ar" },
        ],
        Legend = [new(LegendKind.Likelihood, "likely", "the source’s word")],
        Method = ["Words in תל אביב and x̣̂, 北, and no more."],
        Provenance = [new("Hash-chain head", new string('a', 64))],
    };

    static StorySection Story(int n) => new()
    {
        Anchor = n == 1 ? "one" : string.Create(CultureInfo.InvariantCulture, $"story-{n}"),
        Title = string.Create(CultureInfo.InvariantCulture, $"Delegation {n} announces a calendar after weeks of negotiations"),
        Status = "NEW",
        Reason = "Watched actor",
        IndependentSources = n,
        Outlets = n + 1,
        Lead = Line("The delegation agreed on the calendar, worth US$ 4.5 million.", 1, 2),
        Developments = [.. Enumerable.Range(1, 4).Select(k => Line(string.Create(CultureInfo.InvariantCulture, $"Delegate {k} said that the border of {k * n},219 km would stay open for trade."), 1))],
        Claims = [Line("The minister may resign.", 2) with { Standing = Standing.Projected, Likelihood = "may" }],
        Differences = [new("Number of delegates", [new("Outlet", "12", "twelve delegates came", 1), new("الشرق", "15", "خمسة عشر مندوبا", 2) { Language = "ar" }])],
        Timeline = [.. Enumerable.Range(1, 3).Select(k => new TimelineEntry("January 2026", "2 February 2026", Line("A step.", 1)) { From = new DateOnly(2026, 1, k * 7), LearnedOn = new DateOnly(2026, 2, k) })],
        Actors = [new("Delegate", "Government", "Agrees", [1]) { Change = "same", ChangeKind = ChangeKind.Continuing }],
        Watch = [Line("The next round.", 1) with { Due = "9 February 2026" }],
    };

    static CitedLine Line(string text, params int[] citations) => new(text, citations, Standing.Reported);
}
