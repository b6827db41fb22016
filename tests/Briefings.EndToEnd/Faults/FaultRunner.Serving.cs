using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Briefings.EndToEnd.Faults;

sealed partial class FaultRunner
{
    readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(30) };
    readonly List<(string Key, string Body)> posts = [];
    readonly HashSet<string> gone = new(StringComparer.Ordinal);
    string? apiKey;

    /// <summary>Requests that were sent under an idempotency key and perhaps never answered.</summary>
    public IReadOnlyList<(string Key, string Body)> Posts => posts;

    /// <summary>The subscriptions whose endpoint is gone.</summary>
    public IReadOnlySet<string> GoneWebhooks => gone;

    /// <summary>Two subscriptions and a feed, before anything is killed.</summary>
    public async Task Arrange()
    {
        briefings.Environment["BRIEFINGS_OUTBOUND_ALLOW"] = "127.0.0.1/32";
        briefings.Environment["BRIEFINGS_WEBHOOK_RETRY_SCALE"] = "0.001";
        briefings.Environment["BRIEFINGS_SMTP_URL"] = outside.MailAddress;
        briefings.Environment["BRIEFINGS_MAIL_FROM"] = "briefs@example.org";
        briefings.Environment["BRIEFINGS_OPERATOR_MAIL"] = "operator@example.org";
        await Done("webhooks", "add", outside.Address + "/strict", "--name", "strict", "--order", "strict", "--from", "0");
        await Done("webhooks", "add", outside.Address + "/parallel", "--name", "parallel", "--from", "0", "--max-concurrency", "4");
        apiKey = (await Done("keys", "create", "--scope", "ingest")).Lines.Single();
    }

    /// <summary>A node dies at a named point while a command takes articles in beside it.</summary>
    async Task<bool> Serve(string fault)
    {
        using var serve = Start(fault, "serve", "--urls", "http://127.0.0.1:0");
        using var ingest = Start(null, "ingest", WriteArticles(), "--json");
        await Ended(ingest);
        return await Died(serve);
    }

    /// <summary>Waits for a server to die by itself, and ends it if it does not.</summary>
    static async Task<bool> Died(Process serve)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Patience);
        try
        {
            await serve.WaitForExitAsync(patience.Token);
            return serve.ExitCode == 137;
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            serve.Kill();
            await serve.WaitForExitAsync(Cancellation);
            return false;
        }
    }

    async Task<string> KilledServe(bool takesServer)
    {
        using var serve = Start(null, "serve", "--urls", "http://127.0.0.1:0");
        using var ingest = Start(null, "ingest", WriteArticles(), "--json");
        await ingest.StandardOutput.ReadLineAsync(Cancellation);
        await Task.Delay(random.Next(1500), Cancellation);
        if (takesServer)
            KillServer();
        await Ended(ingest);
        await Task.Delay(random.Next(1000), Cancellation);
        await Killed(serve);
        return $"serve killed{(takesServer ? " after its server" : "")}, ingest beside it: exit code {ingest.ExitCode}";
    }

    /// <summary>The second node wants half of the work of the first.</summary>
    async Task<bool> TwoNodes(string fault)
    {
        using var first = Start(fault, "serve", "--urls", "http://127.0.0.1:0");
        while (await Ask<long>("select count(*) from briefings.shards s join briefings.live_nodes() n on n.id = s.node") < 2 && !first.HasExited)
            await Task.Delay(50, Cancellation);
        using var second = Start(null, "serve", "--urls", "http://127.0.0.1:0");
        var died = await Died(first);
        second.Kill();
        await second.WaitForExitAsync(Cancellation);
        return died;
    }

    /// <summary>A profile whose edition was due yesterday, with recipients.</summary>
    async Task<bool> Schedule(string fault)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"desk{++named}");
        var file = briefings.Write($"{name}.profile.yaml", $"name: {name}\ntitle: Desk\ntime_zone: America/Bogota\ntimes: [\"00:00\"]\nrecipients: [a@example.net, b@example.net]\n");
        await Done("profiles", "set", file);
        await Ask<object>("update briefings.events set recorded_at = recorded_at - interval '2 days' where position = (select max(e.position) from briefings.events e join briefings.event_types t on t.id = e.type_id and t.name = 'ProfileDefined')");
        await Done("replay", "profiles");
        using var serve = Start(fault, "serve", "--urls", "http://127.0.0.1:0");
        return await Died(serve);
    }

    /// <summary>An endpoint says that it is gone; its subscription ends, and somebody is told.</summary>
    async Task<bool> Gone(string fault)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"gone{++named}");
        await Done("webhooks", "add", $"{outside.Address}/{name}", "--name", name, "--from", "0");
        gone.Add(name);
        return await Serve(fault);
    }

    /// <summary>Everything is sent to one endpoint again.</summary>
    async Task<bool> Again(string fault)
    {
        await Done("webhooks", random.Next(2) == 0 ? "replay" : "redeliver", "parallel", "--from", "1");
        return await Serve(fault);
    }

    async Task<bool> Post(string fault)
    {
        posts.Add((string.Create(CultureInfo.InvariantCulture, $"key-{posts.Count}"), Article(++articles)));
        using var serve = Start(fault, "serve", "--urls", "http://127.0.0.1:0");
        await Send(await Listening(serve), posts[^1]);
        return await Died(serve);
    }

    /// <summary>The address that a server says it listens on.</summary>
    static async Task<Uri?> Listening(Process serve)
    {
        var heard = new TaskCompletionSource<Uri?>(TaskCreationOptions.RunContinuationsAsynchronously);
        serve.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
                heard.TrySetResult(null);
            else if (line.Data.StartsWith("Listening on ", StringComparison.Ordinal))
                heard.TrySetResult(new(line.Data["Listening on ".Length..line.Data.IndexOf(';', StringComparison.Ordinal)]));
        };
        return await heard.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
    }

    /// <returns>The answer's status, or <c>null</c> when the server died over it.</returns>
    public async Task<int?> Send(Uri? server, (string Key, string Body) post)
    {
        if (server is null)
            return null;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "/api/v1/articles")) { Content = new StringContent(post.Body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        request.Headers.Add("Idempotency-Key", post.Key);
        try
        {
            using var answer = await client.SendAsync(request, Cancellation);
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
