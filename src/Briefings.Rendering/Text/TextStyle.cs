using System.Runtime.InteropServices;
using Briefings.Rendering.Fonts;

namespace Briefings.Rendering.Text;

/// <summary>How a piece of text is set.</summary>
/// <param name="Size">In points.</param>
/// <param name="Rise">How far above the line it stands, in points.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct TextStyle(Face Face, double Size, Colour Colour, double Rise = 0);

/// <summary>A colour in sRGB.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <param name="rgb">Such as 0x12324F.</param>
    public static Colour Of(int rgb) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
}

/// <summary>Where a piece of text leads.</summary>
/// <param name="target">An anchor of the document behind <c>#</c>, or an http, https or mailto address.</param>
/// <param name="description">Read aloud in place of the mark.</param>
sealed class Link(string target, string description)
{
    public string Target => target;

    public string Description => description;
}

/// <summary>Text in one style.</summary>
/// <param name="Anchor">The name under which other places link to it.</param>
/// <param name="IsCode">A machine's text, such as an address or a hash: a line may end inside it.</param>
sealed record Span(string Text, TextStyle Style, Link? Link = null, string? Anchor = null, bool IsCode = false)
{
    /// <summary>A source's own words: a paragraph that begins with them takes its direction from them, and they are not hyphenated unless their language is known.</summary>
    public bool IsQuoted { get; init; }

    /// <summary>BCP 47 tag; <c>null</c> when it is the document's.</summary>
    public string? Language { get; init; }
}
