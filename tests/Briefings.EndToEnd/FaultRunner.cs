using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Briefings.EndToEnd;

/// <summary>
/// Runs commands on one data folder and kills them, or the PostgreSQL under them, at random and at the named points
/// between two durable steps. Everything it chooses follows from its seed.
/// </summary>
sealed class FaultRunner(BriefingsProcess briefings, int seed)
{
    const int ArticlesInARound = 12;

    static readonly string[] OfIngest = ["append.projected", "append.committed"];

    static readonly string[] OfCatchUp = ["step.applied", "step.committed"];

    static readonly string[] OfReplay = ["rebuild.begun", "rebuild.applied", "rebuild.checkpointed", "rebuild.switching", "rebuild.switched"];

    static readonly string[] OfBrief = ["edition.kept", "chain.extended", "append.committed", "step.applied", "step.committed"];

    static readonly string[] OfServe = ["shard.taken", "step.applied", "step.committed"];

    static readonly string[] Projections = ["articles", "stories", "actors", "editions", "drafts"];

    readonly Random random = new(seed);
    readonly HashSet<string> acknowledged = new(StringComparer.Ordinal);
    readonly List<string> files = [];
    int articles;

    /// <summary>The streams of the articles that a command said it had taken in.</summary>
    public IReadOnlyCollection<string> Acknowledged => acknowledged;

    /// <summary>Every input so far.</summary>
    public IReadOnlyList<string> Files => files;

    /// <summary>How many rounds a process was killed in before it came to its end.</summary>
    public int Hits { get; private set; }

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <returns>What was done, for the log of the test.</returns>
    public Task<string> Round(int number) => number == 0 ? Named("migrate", ["migration.applied"], 1) : random.Next(8) switch
    {
        0 or 1 => KilledIngest(),
        2 => Named("ingest", OfIngest, ArticlesInARound, WriteArticles(), "--json"),
        3 => Named("ingest", OfCatchUp, 3, WriteArticles(), "--json"),
        4 => random.Next(2) == 0 ? Replayed() : Named("brief", OfBrief, 2, "--date", "2026-02-02"),
        5 => Served(),
        _ => KilledServer(),
    };

    async Task<string> KilledIngest()
    {
        var lines = random.Next(ArticlesInARound);
        using var ingest = Start(null, "ingest", WriteArticles(), "--json");
        for (var line = 0; line < lines && await ingest.StandardOutput.ReadLineAsync(Cancellation) is { } said; line++)
            Hear(said);
        return $"ingest killed after {lines} lines: {await End(ingest, kill: true)}";
    }

    async Task<string> Replayed()
    {
        var projection = await Verified();
        return await Named("replay", OfReplay, 1, projection);
    }

    /// <summary>A projection whose live documents are what the log says: a rebuild would hide it if they were not.</summary>
    async Task<string> Verified()
    {
        var projection = Projections[random.Next(Projections.Length)];
        var verified = await briefings.Run("replay", projection, "--verify");
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Error);
        return projection;
    }

    async Task<string> Named(string verb, string[] points, int most, params string[] arguments)
    {
        var fault = string.Create(CultureInfo.InvariantCulture, $"{points[random.Next(points.Length)]}:{random.Next(most) + 1}");
        using var process = Start(fault, [verb, .. arguments]);
        return $"{verb} at {fault}: {await End(process, kill: false)}";
    }

    async Task<string> KilledServer()
    {
        var replays = random.Next(4) == 0;
        var lines = random.Next(ArticlesInARound);
        using var process = replays
            ? Start(null, "replay", await Verified())
            : Start(null, "ingest", WriteArticles(), "--json");
        for (var line = 0; !replays && line < lines && await process.StandardOutput.ReadLineAsync(Cancellation) is { } said; line++)
            Hear(said);
        if (replays)
            await Task.Delay(random.Next(600), Cancellation);
        KillServer();
        return $"server killed under {(replays ? "replay" : "ingest")}: {await End(process, kill: false)}";
    }

    /// <summary>A node dies at a named point, or with its database, while a command takes articles in beside it.</summary>
    async Task<string> Served()
    {
        var takesServer = random.Next(3) == 0;
        var fault = takesServer ? null : string.Create(CultureInfo.InvariantCulture, $"{OfServe[random.Next(OfServe.Length)]}:{random.Next(4) + 1}");
        using var serve = Start(fault, "serve", "--urls", "http://127.0.0.1:0");
        using var ingest = Start(null, "ingest", WriteArticles(), "--json");
        for (var line = 0; line < ArticlesInARound && await ingest.StandardOutput.ReadLineAsync(Cancellation) is { } said; line++)
            Hear(said);
        if (takesServer)
            KillServer();
        var ended = await End(ingest, kill: false);
        await End(serve, kill: true);
        return $"serve {(takesServer ? "with its server" : $"at {fault}")}, ingest beside it: {ended}";
    }

    Process Start(string? fault, params string[] arguments)
    {
        briefings.Environment.Remove("BRIEFINGS_FAULT");
        if (fault is not null)
            briefings.Environment["BRIEFINGS_FAULT"] = fault;
        var process = briefings.Start(arguments);
        briefings.Environment.Remove("BRIEFINGS_FAULT");
        process.StandardInput.Close();
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Kills a process or waits for its end, and hears what it acknowledged until then.</summary>
    async Task<string> End(Process process, bool kill)
    {
        if (kill && !process.HasExited)
            process.Kill();
        while (await process.StandardOutput.ReadLineAsync(Cancellation) is { } said)
            Hear(said);
        await process.WaitForExitAsync(Cancellation);

        // 128 and the number of the signal.
        if (process.ExitCode == 137)
            Hits++;
        return string.Create(CultureInfo.InvariantCulture, $"exit code {process.ExitCode}");
    }

    /// <summary>A line is an acknowledgement once it is whole.</summary>
    void Hear(string line)
    {
        try
        {
            using var result = JsonDocument.Parse(line);
            if (result.RootElement.TryGetProperty("outcome", out var outcome) && outcome.GetString() is not "refused" && result.RootElement.GetProperty("stream").GetString() is { } stream)
                acknowledged.Add(stream);
        }
        catch (JsonException)
        {
            // Cut off by the kill, or talk.
        }
    }

    void KillServer()
    {
        var file = Path.Combine(briefings.Folder, "postgres", "cluster", "postmaster.pid");
        if (!File.Exists(file) || File.ReadLines(file).FirstOrDefault() is not { Length: > 0 } line)
            return;
        try
        {
            using var server = Process.GetProcessById(int.Parse(line, CultureInfo.InvariantCulture));
            server.Kill();
            server.WaitForExit();
            Hits++;
        }
        catch (ArgumentException)
        {
            // The one before it was killed and none has been started since.
        }
    }

    string WriteArticles()
    {
        var lines = Enumerable.Range(0, ArticlesInARound).Select(_ => JsonSerializer.Serialize(new
        {
            title = $"Dispatch {++articles}",
            source = "Wire",
            published = "2026-02-02",
            url = $"https://wire.example/{articles}",
            text = $"President Gustavo Petro criticised President Donald Trump on Monday. This is dispatch number {articles}.",
        }));
        files.Add(briefings.Write(string.Create(CultureInfo.InvariantCulture, $"import-{files.Count}.ndjson"), string.Join('\n', lines)));
        return files[^1];
    }
}
