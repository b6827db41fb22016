namespace Briefings.Host.Cli;

/// <summary>Text from outside on its way to a terminal.</summary>
static class CliText
{
    /// <summary>The text on one line, with control characters shown as U+FFFD so that none steers the terminal.</summary>
    public static string Printable(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) || source[i] is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' ? '\uFFFD' : source[i];
            }
        });
}
