using System.Runtime.InteropServices;

namespace Briefings.Rendering.Fonts;

/// <summary>One drawn glyph and the characters of the source text it stands for.</summary>
/// <param name="Start">Index of the first character in the shaped text.</param>
/// <param name="Length">How many UTF-16 units it stands for; more than one in a ligature.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct Glyph(ushort Id, int Start, int Length);
