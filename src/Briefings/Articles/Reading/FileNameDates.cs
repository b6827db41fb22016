using System.Globalization;
using System.Text.RegularExpressions;

namespace Briefings.Articles.Reading;

/// <summary>Finds the day in names such as <c>2026-02-02-petro.txt</c>, <c>wire_20260202.md</c>, <c>2026_02_02.html</c>.</summary>
static partial class FileNameDates
{
    /// <summary><c>null</c> when the name holds no possible day, or two different ones.</summary>
    public static (DateOnly Day, string Literal)? Find(string fileName)
    {
        (DateOnly Day, string Literal)? found = null;
        foreach (var match in Separated().Matches(fileName).Concat(Compact().Matches(fileName)))
        {
            if (ArticleDates.Day(Part(match, "y"), Part(match, "m"), Part(match, "d")) is not { } day)
                continue;
            if (found is { } other && other.Day != day)
                return null;
            found ??= (day, match.Value);
        }

        return found;
    }

    static int Part(Match match, string name) => int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<![0-9])(?<y>(?:19|20|21)[0-9]{2})([-_.])(?<m>[0-9]{2})\1(?<d>[0-9]{2})(?![0-9])", RegexOptions.None, 1000)]
    private static partial Regex Separated();

    // Eight digits beside a letter are part of a hash or an id; a T begins a time of day.
    [GeneratedRegex("(?<![0-9A-Za-z])(?<y>(?:19|20|21)[0-9]{2})(?<m>[0-9]{2})(?<d>[0-9]{2})(?![0-9A-SU-Za-z])", RegexOptions.None, 1000)]
    private static partial Regex Compact();
}
