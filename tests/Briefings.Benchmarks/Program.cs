using System.Globalization;
using System.Runtime.InteropServices;
using Briefings.Benchmarks;
using Briefings.Benchmarks.Suites;
using Briefings.EventStore.PrivatePostgres;

// Measures ours against a baseline in the same run and prints a table.
// Arguments: names of benchmarks (all by default), --small for one short round, --large for ten million events in growth,
// --events=50000000 for as many (0.6 KB of disk each);
// or: scores [DIR], the extraction kit's scores, by default from ../shared/kits/extraction beside the repository;
// or: suites NAME FOLDER [--misses], the readers' scores on a public test suite of feeds or pages, from a checkout of it.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["scores", ..])
{
    return await KitScores.Run(args.Length > 1 ? args[1] : Path.Combine("..", "shared", "kits", "extraction"));
}

if (args is ["rebuild-once", var rebuilt, var projection])
{
    return await GrowthBenchmark.Rebuild(rebuilt, projection);
}

if (args is ["suites", ..])
{
    return await SuiteScores.Run(args[1..]);
}

const string EventsOption = "--events=";
int? largest = args.Contains("--large", StringComparer.Ordinal) ? 10_000_000 : null;
if (args.FirstOrDefault(a => a.StartsWith(EventsOption, StringComparison.Ordinal)) is { } asked)
{
    if (!int.TryParse(asked.AsSpan(EventsOption.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var events) || events < 1000)
    {
        await Console.Error.WriteLineAsync($"Expected --events=N with N at least 1000, found \"{asked}\".");
        return 2;
    }

    largest = events;
}

var small = args.Contains("--small", StringComparer.Ordinal);
var wanted = args.Where(a => !a.StartsWith('-')).ToHashSet(StringComparer.Ordinal);
var benchmarks = new Dictionary<string, Func<string, bool, Task<IReadOnlyList<Measured>>>>(StringComparer.Ordinal)
{
    ["append"] = AppendBenchmark.Run,
    ["import"] = ImportBenchmark.Run,
    ["ingest"] = IngestBenchmark.Run,
    ["latency"] = LatencyBenchmark.Run,
    ["sse"] = SseBenchmark.Run,
    ["rebuild"] = RebuildBenchmark.Run,
    ["webhooks"] = WebhookBenchmark.Run,
    ["verify-log"] = VerifyLogBenchmark.Run,
    ["growth"] = (connection, isSmall) => GrowthBenchmark.Run(connection, isSmall, largest),
    ["extract"] = (_, isSmall) => ExtractBenchmark.Run(isSmall),
    ["render"] = (_, isSmall) => RenderBenchmark.Run(isSmall),
};
if (wanted.Except(benchmarks.Keys, StringComparer.Ordinal).ToList() is [var unknown, ..])
{
    await Console.Error.WriteLineAsync($"Expected benchmarks out of {string.Join(", ", benchmarks.Keys)}, found \"{unknown}\".");
    return 2;
}

var folder = Directory.CreateTempSubdirectory("briefings-benchmarks-").FullName;
try
{
    var connection = await PrivateServer.Start(folder);
    Console.WriteLine($"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, .NET {Environment.Version}, PostgreSQL settings of the private server{(small ? ", one small round" : "")}");
    Console.WriteLine();
    Console.WriteLine("| what | ours | baseline | share |");
    Console.WriteLine("|---|---|---|---|");
    foreach (var (name, run) in benchmarks.Where(b => wanted.Count == 0 || wanted.Contains(b.Key)))
    {
        foreach (var measured in await run(connection, small))
        {
            Console.WriteLine(measured);
        }
    }

    return 0;
}
finally
{
    await PrivateServer.Stop(folder);
    Directory.Delete(folder, recursive: true);
}
