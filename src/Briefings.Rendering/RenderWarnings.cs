using System.Globalization;

namespace Briefings.Rendering;

/// <summary>What a rendering could not show as it stands in the document. Empty when nothing was lost.</summary>
public sealed class RenderWarnings
{
    const int Shown = 60;

    readonly SortedSet<int> missing = [];
    readonly SortedSet<string> shortened = new(StringComparer.Ordinal);
    readonly SortedSet<string> others = new(StringComparer.Ordinal);

    /// <summary>One sentence each, in a fixed order.</summary>
    public IReadOnlyList<string> Messages =>
    [
        .. missing.Select(m => string.Create(CultureInfo.InvariantCulture, $"No font has U+{m:X4}; its number is printed in its place.")),
        .. shortened.Select(text => $"The running head has no room for \"{text}\"; it is cut there and printed whole on the first page."),
        .. others,
    ];

    /// <summary>The code points that no embedded font has, in order.</summary>
    public IReadOnlyCollection<int> MissingCodePoints => missing;

    internal void UnreadableLogo(string reason) => others.Add("The logo is left out. " + reason);

    internal void UnreadableColour(string text) => others.Add($"Expected a colour such as #12324f, found \"{Cut(text)}\"; the house colour stands in.");

    internal void PaleColour(string text) => others.Add($"The colour {text} is too pale to be read on tinted boxes; it is darkened.");

    internal void MissingGlyph(int codePoint) => missing.Add(codePoint);

    internal void Shortened(string text) => shortened.Add(Cut(text));

    static string Cut(string text) => text.Length <= Shown ? text : string.Concat(text.AsSpan(0, Shown), "…");
}
