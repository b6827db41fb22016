using System.Globalization;

namespace Briefings.Rendering;

/// <summary>What a rendering could not show as it stands in the document. Empty when nothing was lost.</summary>
public sealed class RenderWarnings
{
    const int Shown = 60;

    readonly SortedSet<int> missing = [];
    readonly SortedSet<string> shortened = new(StringComparer.Ordinal);

    /// <summary>One sentence each, in a fixed order.</summary>
    public IReadOnlyList<string> Messages =>
    [
        .. missing.Select(m => string.Create(CultureInfo.InvariantCulture, $"No font has U+{m:X4}; its number is printed in its place.")),
        .. shortened.Select(text => $"The running head has no room for \"{text}\"; it is cut there and printed whole on the first page."),
    ];

    /// <summary>The code points that no embedded font has, in order.</summary>
    public IReadOnlyCollection<int> MissingCodePoints => missing;

    internal void MissingGlyph(int codePoint) => missing.Add(codePoint);

    internal void Shortened(string text) => shortened.Add(text.Length <= Shown ? text : string.Concat(text.AsSpan(0, Shown), "…"));
}
