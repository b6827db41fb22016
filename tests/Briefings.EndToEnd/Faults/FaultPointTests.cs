using System.Text.RegularExpressions;
using Xunit;

namespace Briefings.EndToEnd.Faults;

public sealed partial class FaultPointTests
{
    [GeneratedRegex("FaultPoint\\.Pass\\(\"([^\"]+)\"\\)", RegexOptions.NonBacktracking)]
    private static partial Regex Named();

    [Fact]
    public void Every_named_point_of_the_source_has_a_scene_in_which_a_program_dies_there()
    {
        var sources = Directory.GetFiles(Path.Combine(BriefingsProcess.Root(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin"));
        var named = sources.SelectMany(f => Named().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

        Assert.Equal(named, FaultScenes.All.Select(s => s.Point).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }
}
