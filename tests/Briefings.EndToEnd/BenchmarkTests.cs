using Xunit;

namespace Briefings.EndToEnd;

public sealed class BenchmarkTests
{
    [Fact]
    public async Task Every_benchmark_runs_one_small_round()
    {
        BriefingsProcess.RequirePostgres();
        var run = await Benchmarks.Run("--small");
        Assert.Equal("", run.ExitCode == 0 ? "" : run.Error);
        Assert.All(["append", "import", "bytes an event", "append to projection", "append to SSE event", "rebuild", "growth, 10,000 events", "webhook deliveries", "append to webhook received", "extract", "render pdf"], name => Assert.Contains($"| {name}", run.Output, StringComparison.Ordinal));
    }
}
