using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Briefings.EndToEnd;

public sealed class KillTests : EndToEndTest
{
    const int Articles = 400;

    [Fact]
    public async Task Import_that_is_killed_is_completed_by_the_next_one_without_loss_or_doubles()
    {
        var import = Briefings.Write("import.ndjson", Import());
        await Briefings.Run("migrate");
        for (var round = 1; round <= 3; round++)
        {
            using var process = Briefings.Start("ingest", import, "--json");
            for (var line = 0; line < 20 * round && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is not null; line++)
            {
            }

            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await AssertComplete(import);
    }

    [Fact]
    public async Task Server_that_is_killed_in_the_middle_is_started_again_by_the_next_command()
    {
        var import = Briefings.Write("import.ndjson", Import());
        await Briefings.Run("migrate");
        using (var process = Briefings.Start("ingest", import, "--json"))
        {
            await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            KillServer();
            process.StandardInput.Close();
            await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(3, process.ExitCode);
        }

        await AssertComplete(import);
    }

    [Fact]
    public async Task Commands_that_start_at_once_share_one_server()
    {
        var article = Briefings.Write("a.md", "---\npublished: 2026-02-02\n---\nPresident Gustavo Petro criticised President Donald Trump.\n");
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Briefings.Run("ingest", article)));
        Assert.All(runs, r => Assert.Equal("", r.ExitCode == 0 ? "" : r.Error));
        Assert.Equal(1, runs.Sum(r => r.Output.StartsWith("1 new", StringComparison.Ordinal) ? 1 : 0));
    }

    async Task AssertComplete(string import)
    {
        var last = await Briefings.Run("ingest", import);
        Assert.Equal("", last.ExitCode == 0 ? "" : last.Error);
        var events = (await Briefings.Run("events", "--json")).Lines.Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(Articles, events.Count(e => e.GetProperty("type").GetString() == "ArticleIngested"));
        Assert.Equal(events.Count, events.Select(e => e.GetProperty("id").GetGuid()).Distinct().Count());
        Assert.All(
            events.GroupBy(e => e.GetProperty("stream").GetString(), StringComparer.Ordinal),
            stream => Assert.Equal(Enumerable.Range(1, stream.Count()).Select(v => (long)v), stream.Select(e => e.GetProperty("version").GetInt64())));
        var verified = await Briefings.Run("replay", "--all", "--verify");
        Assert.Equal("", verified.ExitCode == 0 ? "" : verified.Output);
    }

    void KillServer()
    {
        var pidFile = Directory.GetFiles(Briefings.Folder, "postmaster.pid", SearchOption.AllDirectories).Single();
        using var server = Process.GetProcessById(int.Parse(File.ReadLines(pidFile).First(), CultureInfo.InvariantCulture));
        server.Kill();
        server.WaitForExit();
    }

    static string Import() => string.Join('\n', Enumerable.Range(1, Articles).Select(i => JsonSerializer.Serialize(new
    {
        title = $"Dispatch {i}",
        source = "Wire",
        published = "2026-02-02",
        url = $"https://wire.example/{i}",
        text = $"President Gustavo Petro criticised President Donald Trump on Monday. This is dispatch number {i}.",
    })));
}
