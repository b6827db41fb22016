using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace Briefings.EndToEnd;

/// <summary>A running `briefings serve`, which a test may freeze, wake and kill.</summary>
sealed class ServeProcess : IAsyncDisposable
{
    readonly Process process;
    readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(30) };
    readonly ConcurrentQueue<string> said = new();

    ServeProcess(Process process) => this.process = process;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public int Id => process.Id;

    /// <summary>Whether it has ended, by itself or killed.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>What it wrote to standard error and output so far.</summary>
    public string Said => string.Join('\n', said);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts it on a free port and waits until it listens.</summary>
    public static async Task<ServeProcess> Start(BriefingsProcess briefings, params string[] arguments)
    {
        var started = briefings.Start(["serve", "--urls", "http://127.0.0.1:0", .. arguments]);
        var serve = new ServeProcess(started);
        var listens = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Hear(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is null)
                return;
            serve.said.Enqueue(line.Data);
            if (line.Data.StartsWith("Listening on ", StringComparison.Ordinal))
                listens.TrySetResult(new(line.Data["Listening on ".Length..line.Data.IndexOf(';', StringComparison.Ordinal)]));
        }

        started.ErrorDataReceived += Hear;
        started.OutputDataReceived += Hear;
        started.BeginErrorReadLine();
        started.BeginOutputReadLine();
        await Task.WhenAny(listens.Task, started.WaitForExitAsync(Cancellation));
        Assert.True(listens.Task.IsCompleted, serve.Said);
        serve.Address = await listens.Task;
        return serve;
    }

    /// <summary>The answer of the readiness check.</summary>
    public Task<HttpStatusCode> Ready() => Status("/health/ready");

    public Task<HttpStatusCode> Live() => Status("/health/live");

    async Task<HttpStatusCode> Status(string path)
    {
        using var answer = await client.GetAsync(new Uri(Address, path), Cancellation);
        return answer.StatusCode;
    }

    /// <summary>Hands an article in, as JSON.</summary>
    public async Task<HttpStatusCode> Post(string key, string article)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, "/api/v1/articles")) { Content = new StringContent(article, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await client.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }

    /// <summary>How long it takes until the readiness check answers a status.</summary>
    public async Task<TimeSpan> UntilReady(HttpStatusCode status)
    {
        var waited = Stopwatch.StartNew();
        while (await Ready() != status)
            await Task.Delay(50, Cancellation);
        return waited.Elapsed;
    }

    public Task Freeze() => Signal("-STOP");

    public Task Wake() => Signal("-CONT");

    /// <summary>Whether the system has stopped it.</summary>
    public bool IsFrozen => File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{Id}/stat")).Split(')')[^1].Trim().StartsWith('T');

    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync(Cancellation);
    }

    /// <summary>Ends it in good order and answers its exit code.</summary>
    public async Task<int> Stop()
    {
        await Signal("-TERM");
        await process.WaitForExitAsync(Cancellation);
        return process.ExitCode;
    }

    async Task Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        client.Dispose();
    }
}
