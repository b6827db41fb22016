using System.Globalization;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Layout;

/// <summary>The reader's colours in place of the house's. Pages are composed in house colours; these take their place when drawn.</summary>
sealed class Palette
{
    /// <summary>Of text on its ground (WCAG 2.2, 1.4.3).</summary>
    public const double LeastContrast = 4.5;

    readonly Colour primary;
    readonly Colour accent;

    public Palette(Brand? brand, RenderWarnings warnings)
    {
        primary = Legible(brand?.Primary, Theme.Navy, warnings);
        accent = Legible(brand?.Accent, Theme.Accent, warnings);
    }

    public Colour this[Colour house] => house == Theme.Navy ? primary : house == Theme.Accent ? accent : house;

    /// <summary>From 1 (none) to 21 (WCAG 2.2).</summary>
    public static double Contrast(Colour a, Colour b)
    {
        var (light, dark) = (Luminance(a), Luminance(b));
        return (Math.Max(light, dark) + 0.05) / (Math.Min(light, dark) + 0.05);
    }

    /// <param name="text">Such as <c>#12324f</c>; anything else gives <c>null</c>.</param>
    public static Colour? Parse(string? text) =>
        text is ['#', _, _, _, _, _, _] && int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb) ? Colour.Of(rgb) : null;

    /// <summary>Darkened until it can be read on the tinted boxes too; the house colour when none is given or it cannot be read as one.</summary>
    public static Colour Legible(string? text, Colour house, RenderWarnings? warnings = null)
    {
        if (text is null)
        {
            return house;
        }

        if (Parse(text) is not { } colour)
        {
            warnings?.UnreadableColour(text);
            return house;
        }

        var wanted = colour;
        while (Contrast(colour, Theme.Tint) < LeastContrast)
        {
            colour = new Colour((byte)(colour.Red * 95 / 100), (byte)(colour.Green * 95 / 100), (byte)(colour.Blue * 95 / 100));
        }

        if (colour != wanted)
        {
            warnings?.PaleColour(text);
        }

        return colour;
    }

    static double Luminance(Colour c) => (0.2126 * Linear(c.Red)) + (0.7152 * Linear(c.Green)) + (0.0722 * Linear(c.Blue));

    static double Linear(byte value)
    {
        var share = value / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
