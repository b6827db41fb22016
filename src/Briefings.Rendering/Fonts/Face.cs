namespace Briefings.Rendering.Fonts;

/// <summary>The faces a page is set in; the scripts after <see cref="SansBold"/> stand in where the others have no glyph.</summary>
enum Face
{
    Serif,
    SerifItalic,
    SerifBold,
    Sans,
    SansSemiBold,
    SansBold,
    Arabic,
    Hebrew,
    Armenian,
    Georgian,
}
