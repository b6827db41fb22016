using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Briefings.EventStore.PrivatePostgres;
using Npgsql;
using Xunit;

namespace Briefings.EndToEnd.Faults;

/// <summary>
/// Runs commands and servers on one data folder and kills them, or the PostgreSQL under them, at random and at every named
/// point between two durable steps. Everything it chooses follows from its seed.
/// </summary>
sealed partial class FaultRunner(BriefingsProcess briefings, Outside outside, int seed) : IDisposable
{
    const int ArticlesInARound = 12;

    /// <summary>How long a program may take to come to the point that it is to die at.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    /// <summary>Beginnings of the points to aim at, when somebody looks into one of them; otherwise all.</summary>
    static readonly string[] Only = (Environment.GetEnvironmentVariable("BRIEFINGS_FAULT_POINTS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);

    readonly Random random = new(seed);
    readonly HashSet<string> acknowledged = new(StringComparer.Ordinal);
    readonly List<string> files = [];
    readonly Queue<FaultScene> bag = new();
    readonly Dictionary<string, (int Aimed, int Hit)> points = new(StringComparer.Ordinal);
    int articles, named;

    /// <summary>The streams of the articles that a command or a server said it had taken in.</summary>
    public IReadOnlyCollection<string> Acknowledged => acknowledged;

    /// <summary>Every file of articles so far.</summary>
    public IReadOnlyList<string> Files => files;

    /// <summary>How often a process died in the middle of its work.</summary>
    public int Kills { get; private set; }

    /// <summary>How often each named point was aimed at, and how often a program died there.</summary>
    public IReadOnlyDictionary<string, (int Aimed, int Hit)> Points => points;

    public void Dispose() => client.Dispose();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <returns>What was done, for the log of the test.</returns>
    public async Task<string> Round(int number)
    {
        var scene = number == 0 ? FaultScenes.All[0] : Next();
        var told = await Play(scene);
        await DocumentsAndCheckpointsAgree();
        return told;
    }

    /// <summary>Every scene once before any comes again, with kills that fall where they may between them.</summary>
    FaultScene Next()
    {
        if (Only.Length == 0 && random.Next(6) == 0)
            return new(FaultScenes.Unnamed[random.Next(FaultScenes.Unnamed.Count)], "");
        if (bag.Count == 0)
        {
            FaultScene[] all = [.. FaultScenes.All.Where(s => Only.Length == 0 || Array.Exists(Only, o => s.Point.StartsWith(o, StringComparison.Ordinal)))];
            random.Shuffle(all);
            foreach (var scene in all)
                bag.Enqueue(scene);
        }

        return bag.Dequeue();
    }

    Task<string> Play(FaultScene scene) => scene.Verb switch
    {
        "killed ingest" => KilledIngest(),
        "killed server" => KilledServer(),
        "killed replay" => KilledReplay(),
        "killed serve" => KilledServe(takesServer: false),
        "killed server under serve" => KilledServe(takesServer: true),
        _ => Aimed(scene),
    };

    async Task<string> Aimed(FaultScene scene)
    {
        var fault = string.Create(CultureInfo.InvariantCulture, $"{scene.Point}:{random.Next(scene.Most) + 1}");
        var died = await Die(scene, fault);
        var (aimed, hit) = points.GetValueOrDefault(scene.Point);
        points[scene.Point] = (aimed + 1, hit + (died ? 1 : 0));
        Kills += died ? 1 : 0;
        return $"{scene.Verb} at {fault}: {(died ? "died there" : "came by less often")}";
    }

    Task<bool> Die(FaultScene scene, string fault) => scene.Verb switch
    {
        "migrate" => Migrate(fault),
        "ingest" => Ingest(fault, WriteArticles()),
        "correct" => Correct(fault),
        "retract" => Retract(fault),
        "replay" => Replay(fault),
        "keys" => ReplayKeys(fault),
        "brief" => Command(fault, "brief", "--date", "2026-02-02"),
        "draft" => Draft(fault),
        "redact" => Redact(fault),
        "redact edition" => RedactEdition(fault),
        "feed" => Feed(fault),
        "feed added" => FeedAdded(fault),
        "feed removed" => FeedRemoved(fault),
        "feed fresh" => OtherFeed(fault, "fresh"),
        "feed moved" => OtherFeed(fault, "old"),
        "feed down" => OtherFeed(fault, "down"),
        "quarantine" => Quarantine(fault),
        "post" => Post(fault),
        "schedule" => Schedule(fault),
        "gone" => Gone(fault),
        "again" => Again(fault),
        "two nodes" => TwoNodes(fault),
        "serve" => Serve(fault),
        "archive" => Archive(fault),
        "archive elsewhere" => Archive(fault, "--tablespace", "slow"),
        "ledger" => Ledger.Die(briefings, Year(fault), fault),
        _ => throw new InvalidOperationException($"Expected a known verb, found {scene.Verb}."),
    };

    /// <summary>Only in odd years a stopped projection is retried.</summary>
    int Year(string fault) => (2 * random.Next(1, 500_000)) + (fault.StartsWith("letter.resumed", StringComparison.Ordinal) ? 1 : random.Next(2));

    /// <summary>Runs a command that is to die at a point, and hears what it acknowledged until then.</summary>
    async Task<bool> Command(string fault, params string[] arguments)
    {
        using var process = Start(fault, arguments);
        return await Ended(process);
    }

    /// <summary>Runs a command that nothing happens to.</summary>
    public async Task<Finished> Done(params string[] arguments)
    {
        var run = await briefings.Run(arguments);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', arguments)}: exit code {run.ExitCode}\n{run.Output}\n{run.Error}");
        foreach (var line in run.Lines)
            Hear(line);
        return run;
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

    /// <summary>Hears a process to its end; answers whether it was killed.</summary>
    async Task<bool> Ended(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync(Cancellation) is { } said)
            Hear(said);
        await process.WaitForExitAsync(Cancellation);

        // 128 and the number of the signal.
        return process.ExitCode == 137;
    }

    /// <summary>A line is an acknowledgement once it is whole.</summary>
    void Hear(string line)
    {
        try
        {
            using var result = JsonDocument.Parse(line);
            if (result.RootElement.ValueKind == JsonValueKind.Object && result.RootElement.TryGetProperty("outcome", out var outcome) && outcome.GetString() is not "refused"
                && result.RootElement.TryGetProperty("stream", out var stream) && stream.GetString() is { } name)
            {
                acknowledged.Add(name);
            }
        }
        catch (JsonException)
        {
            // Cut off by the kill, or talk.
        }
    }

    async Task<NpgsqlDataSource> Database() => NpgsqlDataSource.Create(await PrivateServer.Start(briefings.Folder, cancellation: Cancellation));

    async Task<T?> Ask<T>(string sql)
    {
        await using var database = await Database();
#pragma warning disable CA2100 // The test's own text.
        await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(Cancellation) is T answer ? answer : default;
    }

    /// <summary>Between two rounds nobody is at work: what the documents hold must be what the checkpoint says, to the position.</summary>
    async Task DocumentsAndCheckpointsAgree()
    {
        await using var database = await Database();
        Assert.Empty(await WholeDatabase.Torn(database, Cancellation));
    }

    string WriteArticles()
    {
        files.Add(briefings.Write(string.Create(CultureInfo.InvariantCulture, $"import-{files.Count}.ndjson"), string.Join('\n', Enumerable.Range(0, ArticlesInARound).Select(_ => Article(++articles)))));
        return files[^1];
    }

    static string Article(int number, string further = "") => JsonSerializer.Serialize(new
    {
        title = $"Dispatch {number}",
        source = "Wire",
        published = "2026-02-02",
        url = $"https://wire.example/{number}",
        text = $"President Gustavo Petro criticised President Donald Trump on Monday. This is dispatch number {number}.{further}",
    });

    string? SomeArticle() => acknowledged.Count == 0 ? null : acknowledged.Order(StringComparer.Ordinal).ElementAt(random.Next(acknowledged.Count));
}
