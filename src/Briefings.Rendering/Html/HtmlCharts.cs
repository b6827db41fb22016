using System.Globalization;

namespace Briefings.Rendering.Html;

/// <summary>The charts of the pages as vector graphics inside the page, described for those who do not see them.</summary>
static class HtmlCharts
{
    const double Width = 560;
    const double Axis = 34;
    const double Half = 34;
    const double Zero = Half + 8;
    const int MostLabels = 10;

    /// <summary>A bar a day: up for cooperation, down for conflict, the number of events below.</summary>
    public static void Relation(Markup html, RelationSeries series)
    {
        var step = (Width - Axis) / series.Days.Count;
        var every = (series.Days.Count + MostLabels - 1) / MostLabels;
        html.Raw(Invariant($"<svg class=\"chart\" viewBox=\"0 0 {Width} {(2 * Half) + 42}\" role=\"img\" aria-label=\"")).Text(series.TextAlternative).Raw("\">\n");
        foreach (var (text, y) in new[] { ("+10", Zero - Half), ("0", Zero), ("−10", Zero + Half) })
        {
            html.Raw(Invariant($"<path class=\"axis\" d=\"M{Axis} {y}H{Width}\"/><text x=\"0\" y=\"{y + 3}\">{text}</text>\n"));
        }

        for (var i = 0; i < series.Days.Count; i++)
        {
            var day = series.Days[i];
            var middle = Axis + ((i + 0.5) * step);
            if (day.Value is { } value)
            {
                WriteBar(html, value, middle, Math.Min(18, step * 0.62));
            }

            if (step >= 11 && day.Count > 0)
            {
                html.Raw(Invariant($"<text class=\"mid\" x=\"{middle:0.##}\" y=\"{Zero + Half + 13}\">{day.Count}</text>"));
            }

            if (i % every == 0)
            {
                html.Raw(Invariant($"<text class=\"mid\" x=\"{middle:0.##}\" y=\"{Zero + Half + 26}\">")).Text(day.DayText).Raw("</text>\n");
            }
        }

        html.Raw("</svg>\n");
    }

    static void WriteBar(Markup html, double value, double middle, double width)
    {
        var share = double.IsNaN(value) ? 0 : Math.Clamp(value, -10, 10) / 10;
        var height = Math.Max(1.5, Math.Abs(share) * Half);
        html.Raw(Invariant($"<rect class=\"{(share < 0 ? "down" : "up")}\" x=\"{middle - (width / 2):0.##}\" y=\"{(share < 0 ? Zero : Zero - height):0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\"/>"));
    }

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
