using System.Diagnostics;
using System.Globalization;

namespace Briefings.Benchmarks;

/// <summary>One line of a table: what was measured, ours and the baseline of the same run.</summary>
/// <param name="Ours">Median over the rounds.</param>
/// <param name="Baseline">Median over the rounds; <c>null</c> when there is nothing to compare with.</param>
/// <param name="HigherIsBetter">Rates rise, times fall.</param>
sealed record Measured(string What, string Unit, double Ours, double? Baseline, string BaselineName, bool HigherIsBetter)
{
    public override string ToString()
    {
        var share = Baseline is { } b ? HigherIsBetter ? Ours / b : b / Ours : (double?)null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {What} | {Ours:#,0.##} {Unit} | {(Baseline is { } value ? $"{value:#,0.##} {Unit} ({BaselineName})" : "–")} | {(share is { } s ? $"{s:0.00}" : "–")} |");
    }

    /// <summary>Runs ours and the baseline by turns, so that a noisy machine disturbs both alike, and takes medians.</summary>
    /// <param name="work">How much one round does; the result is a rate per second.</param>
    public static async Task<Measured> Rate(string what, string unit, int rounds, double work, Func<int, Task> ours, Func<int, Task>? baseline, string baselineName)
    {
        var (mine, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            mine.Add(work / await Seconds(ours, round));
            if (baseline is not null)
            {
                theirs.Add(work / await Seconds(baseline, round));
            }
        }

        // The first round of each warms up.
        return new Measured(what, unit, Median(mine.Skip(1)), theirs.Count > 0 ? Median(theirs.Skip(1)) : null, baselineName, HigherIsBetter: true);
    }

    /// <summary>Median milliseconds of one call, ours and the baseline by turns.</summary>
    /// <param name="calls">How many calls one round makes.</param>
    public static async Task<Measured> Time(string what, int rounds, int calls, Action ours, Action baseline, string baselineName)
    {
        var rate = await Rate(what, "", rounds, calls, _ => Repeat(ours), _ => Repeat(baseline), baselineName);
        return new Measured(what, "ms", 1000 / rate.Ours, 1000 / rate.Baseline, baselineName, HigherIsBetter: false);

        Task Repeat(Action call)
        {
            for (var i = 0; i < calls; i++)
            {
                call();
            }

            return Task.CompletedTask;
        }
    }

    static async Task<double> Seconds(Func<int, Task> run, int round)
    {
        var started = Stopwatch.GetTimestamp();
        await run(round);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
