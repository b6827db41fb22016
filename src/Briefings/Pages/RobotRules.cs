using System.Globalization;

namespace Briefings.Pages;

/// <summary>A site's robots.txt (RFC 9309), as far as it concerns this program.</summary>
public sealed class RobotRules
{
    /// <summary>The name that groups of rules call this program by.</summary>
    public const string Agent = "briefings";

    readonly List<(string Pattern, bool IsAllowed, int Line)> rules;

    RobotRules(List<(string Pattern, bool IsAllowed, int Line)> rules) => this.rules = rules;

    /// <summary>Everything may be read.</summary>
    public static RobotRules Open { get; } = new([]);

    /// <summary>The group for this program, or else the one for all; groups of one name count together.</summary>
    public static RobotRules Parse(string text)
    {
        var groups = new Dictionary<string, List<(string, bool, int)>>(StringComparer.OrdinalIgnoreCase);
        var named = new List<string>();
        var isNaming = false;
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var bare = line[..(line.IndexOf('#') is >= 0 and var hash ? hash : line.Length)];
            if (bare.IndexOf(':') is not (> 0 and var colon))
                continue;
            var name = bare[..colon].Trim();
            var value = bare[(colon + 1)..].Trim().ToString();
            if (name.Equals("user-agent", StringComparison.OrdinalIgnoreCase))
            {
                if (!isNaming)
                    named.Clear();
                named.Add(value.Split('/')[0]);
                isNaming = true;
                continue;
            }

            var isAllow = name.Equals("allow", StringComparison.OrdinalIgnoreCase);
            if (!isAllow && !name.Equals("disallow", StringComparison.OrdinalIgnoreCase))
                continue;
            isNaming = false;
            foreach (var agent in named)
            {
                if (!groups.TryGetValue(agent, out var group))
                    groups[agent] = group = [];
                if (value.Length > 0)
                    group.Add((value, isAllow, number));
            }
        }

        return new RobotRules(groups.GetValueOrDefault(Agent) ?? groups.GetValueOrDefault("*") ?? []);
    }

    /// <summary>The line that forbids an address; <c>null</c> when none does. The longest pattern counts, and of two equal ones the one that allows.</summary>
    public string? Forbids(Uri address)
    {
        var path = address.PathAndQuery;
        var matches = rules.Where(rule => Matches(rule.Pattern, path)).OrderByDescending(rule => rule.Pattern.Length).ThenByDescending(rule => rule.IsAllowed).ToList();
        return matches is [{ IsAllowed: false } rule, ..] ? string.Create(CultureInfo.InvariantCulture, $"line {rule.Line}: Disallow: {rule.Pattern}") : null;
    }

    // A star stands for any characters, a dollar at the end for the end. Greedy parts from the left: time grows with the length.
    static bool Matches(string pattern, string path)
    {
        var isWhole = pattern.EndsWith('$');
        var parts = (isWhole ? pattern[..^1] : pattern).Split('*');
        if (!path.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        var at = parts[0].Length;
        for (var i = 1; i < parts.Length; i++)
        {
            var isLast = i == parts.Length - 1;
            var found = isLast && isWhole ? (path.EndsWith(parts[i], StringComparison.Ordinal) ? path.Length - parts[i].Length : -1) : path.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (found < at)
                return false;
            at = found + parts[i].Length;
        }

        return !isWhole || at == path.Length;
    }
}
