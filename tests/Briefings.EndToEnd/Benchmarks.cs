using System.Diagnostics;
using Xunit;

namespace Briefings.EndToEnd;

/// <summary>Runs the benchmark program that was built beside the tests.</summary>
static class Benchmarks
{
    public static async Task<Finished> Run(params string[] arguments)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.Combine(BriefingsProcess.Root(), "artifacts", "bin", "Briefings.Benchmarks", configuration, "Briefings.Benchmarks.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("The benchmarks did not start.");
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Finished(process.ExitCode, output, await error);
    }
}
