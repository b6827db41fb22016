using Briefings.Rendering;

namespace Briefings.Benchmarks;

/// <summary>Briefings of any length, each story in words and numbers of its own, with claims, differences, a timeline, actors and sources.</summary>
static class BenchmarkBriefing
{
    /// <summary>Below which a story is never so short.</summary>
    const double StoriesPerPage = 0.4;

    const int FewestDevelopments = 5;
    const int MostDevelopments = 40;

    static readonly string[] Places = ["Vienna", "Bogotá", "Київ", "Αθήνα", "Nairobi", "Islamabad", "Tegucigalpa", "Reykjavík", "Ouagadougou", "Bishkek", "Valparaíso"];
    static readonly string[] Subjects = ["ceasefire", "migration", "electricity grid", "fisheries", "sanctions", "grain export", "water sharing", "extradition", "rail freight", "vaccine supply"];
    static readonly string[] Verbs = ["agreed to resume", "criticized", "suspended", "welcomed", "denied the end of", "announced a review of", "postponed"];

    /// <summary>As many pages as asked for, or a few more: stories are lengthened line by line until the pages are there.</summary>
    public static BriefingDocument OfPages(int pages)
    {
        var stories = (int)Math.Max(1, pages * StoriesPerPage);
        for (var developments = FewestDevelopments; developments < MostDevelopments; developments++)
        {
            var document = OfStories(stories, developments);
            if (PageCount(document) >= pages)
            {
                return document;
            }
        }

        return OfStories(stories + 1, MostDevelopments);
    }

    public static int PageCount(BriefingDocument document) => PdfRenderer.Lay(document, new RenderWarnings()).Paged.Pages.Count;

    public static BriefingDocument OfStories(int stories, int developments = FewestDevelopments) => new()
    {
        Title = "Daily briefing",
        Profile = "Benchmark desk",
        Language = "en",
        Day = new DateOnly(2026, 2, 2),
        DayText = "Monday, 2 February 2026",
        Issue = 1,
        Period = "Reports published 2 February 2026, UTC",
        CutOff = "2 February 2026, 18:00 UTC",
        Handling = "TLP:CLEAR",
        KeyDevelopments = [.. Enumerable.Range(1, Math.Min(6, stories)).Select(n => new KeyDevelopment(Line(n, 0), $"story-{n}", "2 independent sources"))],
        Changes = [.. Enumerable.Range(1, Math.Min(8, stories)).Select(n => new Change(n % 2 == 0 ? ChangeKind.New : ChangeKind.Up, Sentence(n, 1), $"story-{n}"))],
        Stories = [.. Enumerable.Range(1, stories).Select(n => Story(n, developments))],
        Calendar = [.. Enumerable.Range(1, Math.Min(6, stories)).Select(n => new CalendarEntry(new DateOnly(2026, 2, 2).AddDays(n), $"{n + 2} February 2026", Line(n, 2), $"story-{n}"))],
        Sources = [.. Enumerable.Range(1, 2 * stories).Select(n => new Source($"Outlet {n}", $"Report on {Subjects[n % Subjects.Length]}", "2 February 2026", $"https://example.org/reports/{n}", "", [new Quote(n, Sentence(n, 3))]))],
        Method = ["Every line states what the cited sentences report and no more."],
        Provenance = [new Fact("Log position", "118"), new Fact("Hash-chain head", new string('a', 64))],
    };

    static StorySection Story(int n, int developments) => new()
    {
        Anchor = $"story-{n}",
        Title = $"Ministers of country {n} {Verbs[n % Verbs.Length]} talks on {Subjects[n % Subjects.Length]}",
        Status = "NEW",
        Reason = "Watched actors",
        IndependentSources = 2,
        Outlets = 2,
        Lead = Line(n, 4),
        Developments = [.. Enumerable.Range(5, developments).Select(k => Line(n, k))],
        Claims = [Line(n, 11) with { Standing = Standing.Claimed }, Line(n, 12) with { Standing = Standing.Projected }],
        Differences = [new Difference("How many attended", [new("Outlet A", $"{n * 7}", Sentence(n, 13), 2 * n), new("Outlet B", $"{n * 9}", Sentence(n, 14), (2 * n) - 1)])],
        Timeline = [.. Enumerable.Range(15, 4).Select(k => new TimelineEntry($"{k} January 2026", "2 February 2026", Line(n, k)))],
        Actors = [.. Enumerable.Range(1, 3).Select(k => new ActorRow($"Minister {n}–{k}", $"Government, country {n}", Sentence(n, 20 + k), [2 * n]))],
        Watch = [Line(n, 25) with { Standing = Standing.Planned }],
    };

    static CitedLine Line(int n, int k) => new(Sentence(n, k), k % 3 == 0 ? [2 * n] : [(2 * n) - 1, 2 * n], Standing.Reported);

    static string Sentence(int n, int k)
    {
        var mix = (n * 31) + (k * 17);
        return $"The delegation of country {n} met in {Places[mix % Places.Length]} on {1 + (mix % 28)} February 2026 and {Verbs[mix % Verbs.Length]} the {Subjects[mix / 7 % Subjects.Length]} programme, worth US$ {mix % 90}.{mix % 10} million, after {mix % 40} days.";
    }
}
