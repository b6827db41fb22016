namespace Briefings.Feeds.Formats;

/// <summary>Makes a feed's addresses absolute.</summary>
static class FeedAddresses
{
    /// <param name="words">As written.</param>
    /// <param name="bases">What it may be relative to, nearest first; relative ones rest on the next.</param>
    /// <returns>An http or https address, or <c>null</c>.</returns>
    public static Uri? Absolute(string? words, IEnumerable<string?> bases)
    {
        var trimmed = words?.Trim();
        if (string.IsNullOrEmpty(trimmed) || trimmed.Length > 4_000)
            return null;
        if (IsAbsolute(trimmed))
            return Web(Uri.TryCreate(trimmed, UriKind.Absolute, out var absolute) ? absolute : null);
        Uri? start = null;
        foreach (var given in Enumerable.Reverse(bases.Where(given => !string.IsNullOrWhiteSpace(given)).ToList()))
        {
            if (start is not null && Uri.TryCreate(start, given, out var joined))
                start = joined;
            else if (Uri.TryCreate(given, UriKind.Absolute, out var first))
                start = first;
        }

        return Web(start is not null && Uri.TryCreate(start, trimmed, out var resolved) ? resolved : null);
    }

    // "/1" is an absolute file path to .NET on Unix; here it is relative.
    static bool IsAbsolute(string words) => words.IndexOfAny([':', '/', '?', '#']) is > 0 and var mark && words[mark] == ':';

    static Uri? Web(Uri? address) => address is { Scheme: "http" or "https", Host.Length: > 0 } ? address : null;
}
