using System.Diagnostics;
using Xunit;

namespace Briefings.EndToEnd;

public sealed class BenchmarkTests
{
    [Fact]
    public async Task Every_benchmark_runs_one_small_round()
    {
        BriefingsProcess.RequirePostgres();
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.Combine(BriefingsProcess.Root(), "artifacts", "bin", "Briefings.Benchmarks", configuration, "Briefings.Benchmarks.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--small"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("The benchmarks did not start.");
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", process.ExitCode == 0 ? "" : await error);
        Assert.All(["append", "rebuild", "extract", "render pdf"], name => Assert.Contains($"| {name}", output, StringComparison.Ordinal));
    }
}
