namespace Briefings.Benchmarks.Suites;

/// <summary>Runs the readers over public test suites and prints what share they read as the suite expects. None of a suite is part of the repository.</summary>
static class SuiteScores
{
    static readonly Dictionary<string, (string Needs, Func<string, bool, IReadOnlyList<SuiteScore>> Run)> Suites = new(StringComparer.Ordinal)
    {
        ["gofeed"] = ("testdata/translator", GofeedSuite.Run),
        ["miniflux"] = ("internal/reader", MinifluxSuite.Run),
        ["readability"] = ("test/test-pages", PageSuites.Readability),
        ["articles"] = ("ground-truth.json", PageSuites.ArticleExtraction),
    };

    /// <param name="arguments">Name of the suite, folder of a checkout of its repository, and <c>--misses</c> to name what is not read as expected.</param>
    /// <returns>Exit code: 0 done, 2 usage, 3 the suite is not there.</returns>
    public static async Task<int> Run(string[] arguments)
    {
        if (arguments.Length < 2 || !Suites.TryGetValue(arguments[0], out var suite))
        {
            await Console.Error.WriteLineAsync($"Expected: suites {string.Join('|', Suites.Keys)} FOLDER [--misses]");
            return 2;
        }

        if (!Path.Exists(Path.Combine(arguments[1], suite.Needs)))
        {
            await Console.Error.WriteLineAsync($"Expected a checkout of the suite with {suite.Needs} in it, found none at {arguments[1]}.");
            return 3;
        }

        Console.WriteLine("| suite | figure | score | of |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var score in suite.Run(arguments[1], arguments.Contains("--misses", StringComparer.Ordinal)))
        {
            Console.WriteLine(FormattableString.Invariant($"| {arguments[0]} | {score.Figure} | {score.Value:0.000} | {score.Of} |"));
        }

        return 0;
    }

    public static void Miss(bool show, string what)
    {
        if (show)
        {
            Console.Error.WriteLine(what.ReplaceLineEndings(" "));
        }
    }
}

/// <param name="Value">A share, 0 to 1, or a count where <paramref name="Figure"/> says so.</param>
/// <param name="Of">How many cases it rests on.</param>
sealed record SuiteScore(string Figure, double Value, int Of);
