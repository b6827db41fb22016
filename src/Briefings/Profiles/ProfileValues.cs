using System.Globalization;
using System.Text.RegularExpressions;
using Briefings.Extraction;
using Briefings.Rendering;

namespace Briefings.Profiles;

/// <summary>What a value of a profile must look like.</summary>
static partial class ProfileValues
{
    public static bool IsName(string text) => NamePattern().IsMatch(text);

    /// <summary>A name from a file name, or <c>null</c> when it gives none.</summary>
    public static string? NameOf(string fileName, string suffix) =>
        fileName.EndsWith(suffix, StringComparison.Ordinal) && IsName(fileName[..^suffix.Length]) ? fileName[..^suffix.Length] : null;

    /// <summary>Words without control characters or line breaks: they end up in headers of pages and messages.</summary>
    public static bool IsLine(string text) => !string.IsNullOrWhiteSpace(text) && !text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029');

    public static bool IsCountry(string text) => CountryPattern().IsMatch(text) && Countries.NameOf(text) != text;

    public static bool IsLanguage(string text) => LanguagePattern().IsMatch(text) && Languages.Has(text);

    /// <summary>One bare address of RFC 5321 in ASCII, without a display name, quotes or comments.</summary>
    public static bool IsAddress(string text) =>
        text.Length <= 254 && text.IndexOf('@', StringComparison.Ordinal) <= 64 && AddressPattern().IsMatch(text) && !text.Contains("..", StringComparison.Ordinal);

    public static TimeOnly? TimeOf(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    public static DayOfWeek? DayOf(string text)
    {
        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            var name = day.ToString();
            if (text.Equals(name, StringComparison.OrdinalIgnoreCase) || text.Equals(name[..3], StringComparison.OrdinalIgnoreCase))
            {
                return day;
            }
        }

        return null;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z", RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[A-Z]{3}\z", RegexOptions.NonBacktracking)]
    private static partial Regex CountryPattern();

    [GeneratedRegex(@"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\z", RegexOptions.NonBacktracking)]
    private static partial Regex LanguagePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-][A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex AddressPattern();
}
