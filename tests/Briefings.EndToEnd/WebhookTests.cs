using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Briefings.EndToEnd;

public sealed class WebhookTests : EndToEndTest
{
    const int Kills = 3, AtOnce = 4, ArticlesPerRound = 8;

    const string Secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_lost_at_faulty_receivers_while_the_service_is_killed()
    {
        var script = Kit.Script("receiver.py");
        var log = Path.Combine(Briefings.Folder, "received.jsonl");
        using var receiver = Kit.Start(script, "serve", "--port", "0", "--log", log, "--secret", "*=" + Secret);
        try
        {
            var address = "http://" + (await receiver.StandardOutput.ReadLineAsync(Cancellation))!.Split(' ')[^1];
            await Subscribe(address);
            using var client = new HttpClient { BaseAddress = new(address) };
            for (var round = 1; round <= Kills; round++)
            {
                await using var serve = await ServeProcess.Start(Briefings);
                var before = await Requests(client);
                await Done("ingest", Briefings.Write("import.ndjson", Import(round)));
                while (await Requests(client) < before + 12)
                    await Task.Delay(10, Cancellation);
                await serve.Kill();
            }

            var expected = Briefings.Write("expected.jsonl", string.Join('\n', await EventIds()));
            await using (await ServeProcess.Start(Briefings))
            {
                foreach (var mode in new[] { "flaky", "429", "close" })
                    await Complete(script, log, expected, mode);
            }
        }
        finally
        {
            receiver.Kill();
        }
    }

    [Fact]
    public async Task Replay_survives_a_kill_and_shows_that_it_is_done()
    {
        var script = Kit.Script("receiver.py");
        var log = Path.Combine(Briefings.Folder, "received.jsonl");
        using var receiver = Kit.Start(script, "serve", "--port", "0", "--log", log, "--secret", "*=" + Secret);
        try
        {
            var address = "http://" + (await receiver.StandardOutput.ReadLineAsync(Cancellation))!.Split(' ')[^1];
            Briefings.Environment["BRIEFINGS_OUTBOUND_ALLOW"] = "127.0.0.1/32";
            await Done("webhooks", "add", $"{address}/slow/slow?secs=0.1", "--name", "slow", "--secret", Secret, "--from", "0", "--max-concurrency", "2");
            await Done("ingest", Briefings.Write("import.ndjson", Import(1)));
            var events = (await EventIds()).Count();
            using var client = new HttpClient { BaseAddress = new(address) };
            await using (var serve = await ServeProcess.Start(Briefings))
            {
                await Settled(events);
                var before = await Requests(client);
                await Done("webhooks", "replay", "slow", "--from", "1");
                while (await Requests(client) < before + 4)
                    await Task.Delay(10, Cancellation);
                await serve.Kill();
            }

            await using (await ServeProcess.Start(Briefings))
            {
                await Settled(events);
                var shown = await Briefings.Run("webhooks", "show", "slow", "--json");
                Assert.Contains("\"kind\":\"replay\"", shown.Output.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
                var acknowledged = (await File.ReadAllLinesAsync(log, Cancellation)).Select(l => JsonDocument.Parse(l).RootElement)
                    .Where(r => r.GetProperty("answered").GetBoolean()).GroupBy(r => r.GetProperty("id").GetString()).ToList();
                Assert.Equal(events, acknowledged.Count);
                Assert.All(acknowledged, one => Assert.InRange(one.Count(), 2, 3));
            }
        }
        finally
        {
            receiver.Kill();
        }
    }

    async Task Settled(int events)
    {
        while ((await Briefings.Run("webhooks", "deliveries", "slow", "--json", "--limit", "1000")).Lines is var lines
            && (lines.Count < events || lines.Any(l => JsonDocument.Parse(l).RootElement.GetProperty("state").GetString() != "delivered")))
            await Task.Delay(100, Cancellation);
    }

    async Task Subscribe(string address)
    {
        Briefings.Environment["BRIEFINGS_OUTBOUND_ALLOW"] = "127.0.0.1/32";
        Briefings.Environment["BRIEFINGS_WEBHOOK_RETRY_SCALE"] = "0.001";
        foreach (var path in new[] { "flaky/flaky?n=2", "429/429?n=1&retry_after=1", "close/close?n=1" })
        {
            await Done(
                "webhooks", "add", $"{address}/{path}", "--name", path.Split('/')[0], "--secret", Secret, "--from", "0",
                "--max-concurrency", AtOnce.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Waits until the kit misses nothing, and asserts that it finds no other fault either.</summary>
    static async Task Complete(string script, string log, string expected, string mode)
    {
        while (true)
        {
            var report = JsonDocument.Parse(await Kit.Output(
                script, "check", "--log", log, "--expect", expected, "--sub", mode, "--max-duplicates", (Kills * AtOnce).ToString(CultureInfo.InvariantCulture),
                "--max-inflight", (2 * AtOnce).ToString(CultureInfo.InvariantCulture))).RootElement;
            var violations = report.GetProperty("violations");
            if (!violations.TryGetProperty("lost", out _))
            {
                Assert.True(report.GetProperty("ok").GetBoolean(), report.ToString());
                return;
            }

            await Task.Delay(200, Cancellation);
        }
    }

    static async Task<int> Requests(HttpClient client)
    {
        var stats = JsonDocument.Parse(await client.GetStringAsync(new Uri("_ctl/stats", UriKind.Relative), Cancellation)).RootElement;
        return stats.GetProperty("seq").GetInt32();
    }

    async Task<IEnumerable<string>> EventIds() =>
        (await Briefings.Run("events", "--json")).Lines.Select(l => JsonSerializer.Serialize(new { @event = JsonDocument.Parse(l).RootElement.GetProperty("id").GetString() }));

    async Task Done(params string[] arguments)
    {
        var run = await Briefings.Run(arguments);
        Assert.Equal("", run.ExitCode == 0 ? "" : run.Error);
    }

    static string Import(int round) => string.Join('\n', Enumerable.Range(1, ArticlesPerRound).Select(i => JsonSerializer.Serialize(new
    {
        title = $"Dispatch {round}.{i}",
        source = "Wire",
        published = "2026-02-02",
        url = $"https://wire.example/{round}/{i}",
        text = $"President Gustavo Petro criticised President Donald Trump on Monday. This is dispatch number {i} of round {round}.",
    })));
}
