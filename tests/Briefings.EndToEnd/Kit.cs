using System.Diagnostics;
using Xunit;

namespace Briefings.EndToEnd;

/// <summary>The webhook kit, where it lies beside the repository.</summary>
static class Kit
{
    /// <summary>The path of one of its scripts; skips the test without the kit or without python3.</summary>
    public static string Script(string name)
    {
        var script = Path.Combine(BriefingsProcess.Root(), "..", "shared", "kits", "webhooks", name);
        Assert.SkipUnless(File.Exists(script), "The webhook kit does not lie beside the repository.");
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, "python3"))), "The kit needs python3.");
        return script;
    }

    public static Process Start(string script, params string[] arguments) =>
        Process.Start(new ProcessStartInfo("python3", ["-u", script, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false }) ?? throw new InvalidOperationException("python3 did not start.");

    /// <summary>What a script prints until it ends.</summary>
    public static async Task<string> Output(string script, params string[] arguments)
    {
        using var run = Start(script, arguments);
        return await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
