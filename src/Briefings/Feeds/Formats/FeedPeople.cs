using System.Text.RegularExpressions;

namespace Briefings.Feeds.Formats;

/// <summary>Reads the authors of RSS: <c>mail@site (Name)</c>, <c>Name (mail@site)</c>, <c>Name &lt;mail@site&gt;</c>, either alone.</summary>
static partial class FeedPeople
{
    public static FeedPerson? Read(string? words)
    {
        if (string.IsNullOrWhiteSpace(words))
            return null;
        var plain = words.Trim();
        if (plain.Length > 1_000)
            return new FeedPerson(plain[..1_000], null);
        if (Address().Match(plain) is not { Success: true } found)
            return new FeedPerson(plain, null);
        var rest = string.Concat(plain.AsSpan(0, found.Index), " ", plain.AsSpan(found.Index + found.Length)).Trim().Trim('(', ')', '<', '>', ',', ' ').Trim();
        if (rest.EndsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            rest = rest[..^"mailto:".Length].Trim(' ', '(', '<');
        return new FeedPerson(rest.Length == 0 ? null : rest, found.Value);
    }

    [GeneratedRegex(@"[^\s<>()@,:;]+@[^\s<>()@,:;]+\.[^\s<>()@,:;]+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
