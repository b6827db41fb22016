using System.Text;
using Xunit;

namespace Briefings.EndToEnd;

public sealed class BadInputTests : EndToEndTest
{
    [Fact]
    public async Task Every_bad_input_gets_a_line_and_its_neighbour_goes_through()
    {
        var inputs = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["empty.txt"] = Briefings.Write("empty.txt", ""),
            ["binary.txt"] = Briefings.Write("binary.txt", [0, 1, 2, 3, 0, 255, 254, 0, 7]),
            ["latin.txt"] = Briefings.Write("latin.txt", Encoding.Latin1.GetBytes("La reunión será el martes en la Casa Blanca.")),
            ["long.txt"] = Briefings.Write("long.txt", new string('x', 5_000_000)),
            ["undated.txt"] = Briefings.Write("undated.txt", "President Gustavo Petro criticised President Donald Trump."),
            ["nowhere"] = Path.Combine(Briefings.Folder, "nowhere"),
        };
        var good = Briefings.Write("good.md", "---\npublished: 2026-02-02\nsource: A\n---\nPresident Gustavo Petro criticised President Donald Trump on Monday.\n");
        var run = await Briefings.Run(["ingest", .. inputs.Values, good]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("2 new, 0 known, 0 corrected, 5 refused", run.Output, StringComparison.Ordinal);
        var lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(inputs.Keys, name => Assert.Single(lines, l => l.Contains(name, StringComparison.Ordinal) && l.Contains("xpected", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Undated_article_is_completed_when_it_comes_again_with_a_date()
    {
        var article = Briefings.Write("undated.txt", "President Gustavo Petro will meet President Donald Trump on Tuesday.");
        Assert.Equal(1, (await Briefings.Run("ingest", article)).ExitCode);
        var again = await Briefings.Run("ingest", article, "--published", "2026-02-02");
        Assert.Equal((0, true), (again.ExitCode, again.Output.Contains("1 corrected", StringComparison.Ordinal)));
        Assert.Contains("1 known", (await Briefings.Run("ingest", article, "--published", "2026-02-02")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("brief", "--date", "02/03/2026")]
    [InlineData("brief", "--format", "docx")]
    [InlineData("brief", "--profile", "nobody")]
    [InlineData("events", "--type", "Nothing")]
    [InlineData("replay")]
    [InlineData("nonsense")]
    public async Task Wrong_usage_is_exit_code_2_with_a_reason(params string[] arguments)
    {
        var run = await Briefings.Run(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.NotEmpty(run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Wrong_usage_of_a_verb_below_another_names_both() => Assert.Contains(
        "See: briefings archive pack --help", (await Briefings.Run("archive", "pack")).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Database_that_does_not_answer_is_exit_code_3()
    {
        var run = await Briefings.Run("events", "--database", "Host=127.0.0.1;Port=1;Username=x;Timeout=2");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("did not answer", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_that_cannot_be_written_is_exit_code_3()
    {
        var run = await Briefings.Run("brief", "--date", "2026-02-02", "-o", "/proc/nowhere/out.pdf");
        Assert.Equal(3, run.ExitCode);
    }
}
