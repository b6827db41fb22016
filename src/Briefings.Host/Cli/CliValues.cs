using System.CommandLine.Parsing;
using System.Globalization;

namespace Briefings.Host.Cli;

/// <summary>Reads days, positions and instants as they are typed.</summary>
static class CliValues
{
    public static DateOnly? Day(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1000 and < 9000)
        {
            return day;
        }

        result.AddError($"Expected a day such as 2026-02-02, found \"{text}\".");
        return null;
    }

    public static Uri? Address(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        result.AddError($"Expected an http or https address, found \"{text}\".");
        return null;
    }

    public static Uri[]? Addresses(ArgumentResult result)
    {
        var addresses = new List<Uri>();
        foreach (var token in result.Tokens)
        {
            if (!Uri.TryCreate(token.Value, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            {
                result.AddError($"Expected http or https addresses, found \"{token.Value}\".");
                return null;
            }

            addresses.Add(url);
        }

        return [.. addresses];
    }

    /// <summary>A log position, or <c>null</c> when the text is none.</summary>
    public static long? Position(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;

    /// <exception cref="UsageException">The text is no instant.</exception>
    public static DateTimeOffset Instant(string text, string option) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new UsageException($"Expected {option} to be a log position or an instant such as 2026-02-02T06:30:00Z, found \"{text}\".");
}
