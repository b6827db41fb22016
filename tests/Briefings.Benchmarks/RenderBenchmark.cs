using Briefings.Rendering;

namespace Briefings.Benchmarks;

/// <summary>Warm renders of one briefing, each format against writing the document as JSON.</summary>
static class RenderBenchmark
{
    public static async Task<IReadOnlyList<Measured>> Run(bool small)
    {
        var (rounds, renders) = small ? (1, 1) : (5, 20);
        var document = Document(stories: 6);
        var renderers = Renderers.Default();
        var measured = new List<Measured>();
        foreach (var format in new[] { "pdf", "html", "md" })
        {
            var renderer = renderers.Find(format) ?? throw new InvalidOperationException($"No renderer for {format}.");
            measured.Add(await Measured.Rate($"render {format}, {document.Stories.Count} stories, {renderer.Render(document).Length / 1024} kB", "documents/s", rounds, renders, _ => Render(renderer), _ => Render(new JsonRenderer()), "JSON"));
        }

        return measured;

        Task Render(IBriefingRenderer renderer)
        {
            for (var i = 0; i < renders; i++)
            {
                renderer.Render(document);
            }

            return Task.CompletedTask;
        }
    }

    static BriefingDocument Document(int stories) => new()
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
        Stories = [.. Enumerable.Range(1, stories).Select(Story)],
        Sources = [.. Enumerable.Range(1, stories).Select(n => new Source($"Outlet {n}", $"Report {n}", "2 February 2026", $"https://example.org/{n}", "", [new Quote(n, $"The ministers of country {n} met in Vienna and agreed to resume the talks that were suspended in November.")]))],
        Method = ["Every line states what the cited sentences report and no more."],
    };

    static StorySection Story(int n) => new()
    {
        Anchor = $"story-{n}",
        Title = $"Ministers of country {n} agreed to resume talks",
        Status = "NEW",
        Reason = "2 independent sources",
        IndependentSources = 2,
        Outlets = 2,
        Lead = Line(n),
        Developments = [.. Enumerable.Repeat(Line(n), 8)],
        Timeline = [.. Enumerable.Repeat(new TimelineEntry("2 February 2026", "reported 2 February 2026", Line(n)), 4)],
        Actors = [new ActorRow($"Country {n}", "Government", "Agreement reached", [n])],
    };

    static CitedLine Line(int n) => new($"The ministers of country {n} met in Vienna on Monday 2 February 2026 and agreed to resume the talks that were suspended.", [n], Standing.Reported);
}
