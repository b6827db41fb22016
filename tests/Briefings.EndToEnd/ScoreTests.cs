using System.Globalization;
using Xunit;

namespace Briefings.EndToEnd;

public sealed class ScoreTests
{
    const double Tolerance = 0.01;

    [Fact]
    public async Task Scores_are_no_worse_than_the_table_in_ops()
    {
        var kit = Path.Combine(BriefingsProcess.Root(), "..", "shared", "kits", "extraction");
        Assert.SkipUnless(File.Exists(Path.Combine(kit, "score.py")), "The extraction kit does not lie beside the repository.");
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, "python3"))), "The kit's scorer needs python3.");
        var recorded = Table(await File.ReadAllLinesAsync(Path.Combine(BriefingsProcess.Root(), "ops", "benchmarks.md"), TestContext.Current.CancellationToken));
        var scored = Table((await Benchmarks.Run("scores", kit)).Lines);
        Assert.NotEmpty(recorded);
        Assert.All(recorded, figure =>
        {
            var (before, now) = (figure.Value, scored[figure.Key]);
            Assert.True(figure.Key.Contains("false alarms", StringComparison.Ordinal) ? now <= before + Tolerance : now >= before - Tolerance, $"{figure.Key}: recorded {before}, scored {now}");
        });
    }

    /// <summary>"set, figure" to score, of the rows that hold one.</summary>
    static Dictionary<string, double> Table(IEnumerable<string> lines) => lines
        .Select(l => l.Split('|', StringSplitOptions.TrimEntries))
        .Where(c => c.Length > 4 && double.TryParse(c[3], NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        .ToDictionary(c => $"{c[1]}, {c[2]}", c => double.Parse(c[3], CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
