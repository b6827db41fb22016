using System.Runtime.InteropServices;

namespace Briefings.Rendering.Fonts;

/// <summary>One drawn glyph and the characters of the source text it stands for.</summary>
/// <param name="Start">Index of the first character in the shaped text.</param>
/// <param name="Length">How many UTF-16 units it stands for; more than one in a ligature.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct Glyph(ushort Id, int Start, int Length)
{
    /// <summary>For a glyph that stands elsewhere or is less wide than in the font, such as an accent on its letter; <c>null</c> for any other.</summary>
    public Placement? Placement { get; init; }
}

/// <summary>How far from its own origin an outline is drawn, to the right and up, and how wide its glyph is then; in font units.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct Placement(short X, short Y, ushort Advance);
