using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Briefings.EndToEnd;

/// <summary>Feeds and pages that mean harm, from the conformance kit that may lie beside the repository, against the running service.</summary>
public sealed class HostileFeedTests : EndToEndTest
{
    const long MaximumGrowth = 200_000;

    // These take as long as the time-out allows: under another name of the host, so that the others need not wait for them.
    static readonly string[] Slow = ["slow.xml", "stall.xml"];

    readonly HttpClient client = new();
    Process? kit;
    int port;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public override async ValueTask InitializeAsync()
    {
        var script = Path.Combine(BriefingsProcess.Root(), "..", "shared", "kits", "webhooks", "hostile.py");
        Assert.SkipUnless(File.Exists(script), "The webhook kit does not lie beside the repository.");
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, "python3"))), "The kit needs python3.");
        await base.InitializeAsync();
        kit = Process.Start(new ProcessStartInfo("python3", [script, "serve", "--port", "0"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true });
        var line = await (kit?.StandardOutput.ReadLineAsync(Cancellation) ?? default) ?? "";
        port = int.Parse(line.Split(' ')[3].Split(':')[1], CultureInfo.InvariantCulture);
    }

    public override async ValueTask DisposeAsync()
    {
        kit?.Kill();
        kit?.Dispose();
        client.Dispose();
        await base.DisposeAsync();
    }

    [Fact(Timeout = 600_000)]
    public async Task Service_lives_keeps_good_items_and_stays_small_whatever_feeds_send()
    {
        Briefings.Environment["BRIEFINGS_OUTBOUND_ALLOW"] = "127.0.0.1/32";
        await using var serve = await ServeProcess.Start(Briefings);
        var before = Memory(serve, "VmRSS");
        // The goal of its redirect is allowed here; the test below asks what happens when it is not.
        var names = (await Names()).Where(name => name is not ("trap" or "redirect-trap")).ToList();
        Assert.Equal(0, (await Briefings.Run(["feeds", "add", .. names.Select(Url)])).ExitCode);

        var feeds = await Until(feeds => feeds.Values.All(feed => feed.GetProperty("status").GetString() != "new"));
        var growth = Memory(serve, "VmHWM") - before;

        foreach (var bad in new[] { "billion-laughs.xml", "quadratic.xml", "xxe-file.xml", "xxe-http.xml", "deep.json", "deep.html", "huge.xml", "gzipbomb.xml", "slow.xml", "stall.xml", "million-items.xml", "redirect-loop", "redirect-file", "redirect-metadata", "always-304", "html-as-feed.xml", "empty", "length-lie.xml", "429" })
        {
            Assert.True(feeds[bad].GetProperty("status").GetString() == "failing", bad);
            Assert.NotEmpty(feeds[bad].GetProperty("reason").GetString() ?? "");
        }

        foreach (var good in new[] { "external-dtd.xml", "xinclude.xml", "doctype-legit.xml", "html-entities.xml", "nul-raw.xml", "nul-json.json", "lone-surrogate.json", "invalid-utf8.xml", "latin1-labelled-utf8.xml", "utf16.xml", "control-chars.xml", "deep.xml", "long-title.xml", "same-guid.xml", "changing.xml", "dates.xml", "xss.xml", "unicode.xml", "paths.xml", "next-loop.xml", "truncated.xml" })
        {
            Assert.True(feeds[good].GetProperty("status").GetString() == "healthy", good);
        }

        Assert.Equal("gone", feeds["410"].GetProperty("status").GetString());
        Assert.Contains("86400", feeds["429"].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.True(feeds["429"].GetProperty("nextPollAt").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddHours(23));
        Assert.DoesNotContain("trap", (await Stats()).EnumerateObject().Select(hit => hit.Name));
        Assert.InRange(growth, 0, MaximumGrowth);
        var log = await Briefings.Run("events");
        Assert.Equal(0, log.ExitCode);
        Assert.DoesNotContain("root:x:0", log.Output, StringComparison.Ordinal);
        Assert.Equal(0, await serve.Stop());
    }

    [Fact(Timeout = 300_000)]
    public async Task Hostile_pages_are_refused_by_name()
    {
        Briefings.Environment["BRIEFINGS_OUTBOUND_ALLOW"] = "127.0.0.1/32";

        var run = await Briefings.Run("ingest", "--url", Url("deep.html"), Url("gzipbomb.xml"), Url("empty"), Url("410"), Url("redirect-metadata"));

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("0 new, 0 known, 0 corrected", run.Output, StringComparison.Ordinal);
        Assert.Equal(5, run.Error.Split('\n').Count(line => line.StartsWith("http", StringComparison.Ordinal)));
    }

    [Fact(Timeout = 300_000)]
    public async Task Loopback_that_is_not_allowed_is_never_asked()
    {
        var run = await Briefings.Run("feeds", "add", Url("redirect-trap"));
        var page = await Briefings.Run("ingest", "--url", Url("redirect-trap"));

        Assert.Equal((1, 1), (run.ExitCode, page.ExitCode));
        Assert.Contains("blocked", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain((await Stats()).EnumerateObject(), hit => hit.Name != "_stats");
    }

    string Url(string name) => string.Create(CultureInfo.InvariantCulture, $"http://{(Slow.Contains(name, StringComparer.Ordinal) ? "localhost" : "127.0.0.1")}:{port}/{name}");

    static long Memory(ServeProcess serve, string field) => long.Parse(
        File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{serve.Id}/status")).First(line => line.StartsWith(field + ":", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    static async Task<IEnumerable<string>> Names()
    {
        using var list = Process.Start(new ProcessStartInfo("python3", [Path.Combine(BriefingsProcess.Root(), "..", "shared", "kits", "webhooks", "hostile.py"), "list"]) { UseShellExecute = false, RedirectStandardOutput = true });
        return (await (list?.StandardOutput.ReadToEndAsync(Cancellation) ?? Task.FromResult(""))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]);
    }

    async Task<JsonElement> Stats() => JsonDocument.Parse(await client.GetStringAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/_stats")), Cancellation)).RootElement;

    /// <summary>The feeds by the last part of their address, once they are as wanted.</summary>
    async Task<Dictionary<string, JsonElement>> Until(Func<Dictionary<string, JsonElement>, bool> wanted)
    {
        while (true)
        {
            var feeds = (await Briefings.Run("feeds", "list", "--json")).Lines.Select(line => JsonDocument.Parse(line).RootElement)
                .ToDictionary(feed => new Uri(feed.GetProperty("url").GetString() ?? "").AbsolutePath[1..], StringComparer.Ordinal);
            if (wanted(feeds))
            {
                return feeds;
            }

            await Task.Delay(1000, Cancellation);
        }
    }
}
