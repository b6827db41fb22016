using System.Diagnostics;
using System.Globalization;
using Briefings.Rendering;

namespace Briefings.Benchmarks;

/// <summary>Renders of six, sixty and six hundred pages, each against writing the same document as JSON; the first one of a process; and the other formats.</summary>
static class RenderBenchmark
{
    public static async Task<IReadOnlyList<Measured>> Run(bool small)
    {
        var renderers = Renderers.Default();
        var measured = new List<Measured> { First(renderers) };
        foreach (var (pages, rounds, renders) in small ? [(6, 1, 1)] : new[] { (6, 9, 20), (60, 5, 4), (600, 5, 1) })
        {
            var document = BenchmarkBriefing.OfPages(pages);
            measured.Add(await Time(renderers, "pdf", document, rounds, renders));
        }

        foreach (var format in new[] { "html", "md" })
        {
            measured.Add(await Time(renderers, format, BenchmarkBriefing.OfPages(6), small ? 1 : 9, small ? 1 : 20));
        }

        return measured;
    }

    /// <summary>Fonts are read and code is compiled once a process; the second render is the baseline.</summary>
    static Measured First(Renderers renderers)
    {
        var document = BenchmarkBriefing.OfStories(5);
        var started = Stopwatch.GetTimestamp();
        Find(renderers, "pdf").Render(document);
        var first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        started = Stopwatch.GetTimestamp();
        Find(renderers, "pdf").Render(document);
        return new Measured("render pdf, first call of the process", "ms", first, Stopwatch.GetElapsedTime(started).TotalMilliseconds, "second call", HigherIsBetter: false);
    }

    static Task<Measured> Time(Renderers renderers, string format, BriefingDocument document, int rounds, int renders)
    {
        var renderer = Find(renderers, format);
        var json = Find(renderers, "json");
        var what = string.Create(CultureInfo.InvariantCulture, $"render {format}, {BenchmarkBriefing.PageCount(document)} pages, {renderer.Render(document).Length / 1000} kB");
        return Measured.Time(what, rounds, renders, () => renderer.Render(document), () => json.Render(document), "JSON");
    }

    static IBriefingRenderer Find(Renderers renderers, string format) =>
        renderers.Find(format) ?? throw new InvalidOperationException($"No renderer for {format}.");
}
