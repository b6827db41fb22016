using System.Globalization;

namespace Briefings.Profiles;

/// <summary>Whether text in a colour can be read.</summary>
static class Colours
{
    const double LeastContrast = 4.5;

    // The tint behind key developments and the heads of tables; white is lighter still.
    const string DarkestGround = "#f2f4f6";

    /// <summary>Whether it is <c>#rrggbb</c> and dark enough on every ground that the pages have.</summary>
    public static bool IsReadable(string colour) => LuminanceOf(colour) is { } luminance && LuminanceOf(DarkestGround) is { } ground && Contrast(luminance, ground) >= LeastContrast;

    /// <summary>Contrast ratio of WCAG 2.2, 1 to 21.</summary>
    static double Contrast(double a, double b) => (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);

    static double? LuminanceOf(string colour) =>
        colour.Length == 7 && colour[0] == '#' && int.TryParse(colour.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)
            ? (0.2126 * Linear(rgb >> 16)) + (0.7152 * Linear((rgb >> 8) & 255)) + (0.0722 * Linear(rgb & 255))
            : null;

    static double Linear(int channel)
    {
        var value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
