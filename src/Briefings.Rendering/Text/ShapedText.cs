using Briefings.Rendering.Fonts;

namespace Briefings.Rendering.Text;

/// <summary>A word or part of a word as glyphs of one face, in the order in which they are drawn.</summary>
/// <param name="Text">In logical order; what a reader copies.</param>
/// <param name="Kerns">What to add behind each glyph, in thousandths of the size; the last is 0.</param>
/// <param name="Width">In thousandths of the size.</param>
sealed record ShapedText(Face Face, string Text, Glyph[] Glyphs, int[] Kerns, double Width);
