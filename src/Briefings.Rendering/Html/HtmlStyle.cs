using System.Globalization;
using Briefings.Rendering.Layout;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Html;

/// <summary>The page's only style sheet, for screens light and dark, narrow and wide, and for paper.</summary>
static class HtmlStyle
{
    static readonly Colour Night = Colour.Of(0x14181D);
    static readonly Colour NightTint = Colour.Of(0x1F262E);

    /// <summary>In the reader's colours, which keep their contrast on both grounds.</summary>
    public static string Of(Brand? brand)
    {
        var primary = Palette.Legible(brand?.Primary, Theme.Navy);
        var accent = Palette.Legible(brand?.Accent, Theme.Accent);
        return $$"""
            :root { --ink: #1b1b1b; --muted: #555b63; --navy: {{Hex(primary)}}; --accent: {{Hex(accent)}}; --hairline: #c9cdd2; --tint: #f2f4f6; --ground: #fff; --mark: #fff3c4; }
            @media screen and (prefers-color-scheme: dark) { :root { --ink: #e6e8ea; --muted: #a9b1ba; --navy: {{Hex(OnNight(primary))}}; --accent: {{Hex(OnNight(accent))}}; --hairline: #3a434d; --tint: {{Hex(NightTint)}}; --ground: {{Hex(Night)}}; --mark: #4a3f10; } img { background: #fff; padding: 4px; } }

            """ + Css;
    }

    static Colour OnNight(Colour colour)
    {
        while (Palette.Contrast(colour, NightTint) < Palette.LeastContrast)
        {
            colour = new Colour(Lighter(colour.Red), Lighter(colour.Green), Lighter(colour.Blue));
        }

        return colour;
    }

    static byte Lighter(byte value) => (byte)Math.Min(255, value + ((255 - value) / 12) + 1);

    static string Hex(Colour c) => string.Create(CultureInfo.InvariantCulture, $"#{c.Red:x2}{c.Green:x2}{c.Blue:x2}");

    const string Css = """
        html { scroll-padding-top: 1rem; }
        body { margin: 0 auto; max-width: 46rem; padding: 1.5rem; color: var(--ink); background: var(--ground); font: 1.05rem/1.5 "Source Serif 4", Georgia, serif; overflow-wrap: break-word; }
        .skip { position: absolute; left: -999rem; } .skip:focus { left: 1rem; top: 1rem; background: var(--ground); padding: .4rem .8rem; z-index: 1; }
        h1, h2, h3, h4 { color: var(--navy); line-height: 1.2; break-after: avoid; }
        h1 { font-size: 2.2rem; margin: 0; }
        h2, h4, table, small, nav, .note, .subtitle, .lead, .handling, .kicker, .why, dl, .standing, sup, svg { font-family: "Source Sans 3", "Segoe UI", Helvetica, Arial, sans-serif; }
        h2 { border-top: 2px solid var(--navy); margin: 2.2rem 0 .6rem; padding-top: .4rem; font-size: 1.25rem; }
        h3 { font-size: 1.4rem; margin: 1.8rem 0 .3rem; } .kicker + h3 { margin-top: 0; }
        .source h3, #relations h3 { font: 600 .95rem/1.4 "Source Sans 3", "Segoe UI", Helvetica, Arial, sans-serif; color: var(--ink); margin: 1rem 0 0; } .source .note { margin: 0; } .source ul { list-style: none; padding-left: 0; margin: .2rem 0; }
        h4 { font-size: .8rem; letter-spacing: .03em; text-transform: uppercase; margin: 1.2rem 0 .3rem; }
        .kicker { color: var(--accent); font-size: .85rem; font-weight: 600; margin: 1.8rem 0 0; }
        header { border-top: 3px solid var(--navy); padding-top: .6rem; }
        .masthead { display: flex; justify-content: space-between; gap: 1rem; align-items: flex-start; } .masthead img { height: 2.6rem; max-width: 11rem; object-fit: contain; }
        .handling { text-align: right; font-weight: 700; font-size: 1rem; margin: 0; }
        .subtitle, .note, small { color: var(--muted); } .subtitle { margin: .1rem 0 .6rem; }
        .note, small { font-size: .85rem; }
        .lead { font-weight: 600; } .why { font-size: .95rem; } .why b { color: var(--accent); }
        header dl { display: flex; flex-wrap: wrap; gap: .3rem 2rem; border: solid var(--hairline); border-width: 1px 0; padding: .4rem 0; }
        dl { font-size: .9rem; } dt { color: var(--muted); font-size: .75rem; } dd { margin: 0; font-weight: 600; } dd q { font-weight: 400; }
        nav ul { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; list-style: none; padding: 0; font-size: .85rem; }
        .key { background: var(--tint); border-left: 4px solid var(--accent); padding: .2rem 1rem .6rem; margin-top: 1rem; }
        .key h2 { border: 0; margin-top: .4rem; } .key ul { list-style: none; padding: 0; } .key li { margin: .7rem 0; } .key small { display: block; }
        ul { padding-left: 1.1rem; } li { margin: .35rem 0; } li::marker { color: var(--accent); }
        .briefs { list-style: none; padding: 0; columns: 17rem; column-gap: 2rem; } .briefs li { break-inside: avoid; } .briefs b { color: var(--navy); }
        .claims { border-left: 3px solid var(--accent); padding-left: .8rem; font-style: italic; } .claims small { font-style: normal; }
        .claims ul { list-style: none; padding-left: 0; } .claims h4, .standing { color: var(--accent); font-style: normal; }
        .standing { font-size: .75rem; text-transform: uppercase; }
        .sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr)); gap: .8rem; }
        .sides > div { background: var(--tint); border-top: 2px solid var(--navy); padding: .4rem .7rem; }
        .sides p, .subject { margin: .1rem 0; } .value, .subject { font-weight: 700; } blockquote { margin: .3rem 0; font-style: italic; }
        .table { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9rem; } thead th { background: var(--tint); border-bottom: 1px solid var(--navy); color: var(--navy); }
        th, td { text-align: start; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid var(--hairline); min-width: 3.2rem; }
        .chart { width: 100%; height: auto; display: block; } .chart text { font-size: 9px; fill: var(--muted); } .chart .mid { text-anchor: middle; } .axis { stroke: var(--hairline); } .up { fill: var(--navy); } .down { fill: var(--accent); }
        a { color: var(--navy); } sup a { color: var(--accent); text-decoration: none; font-weight: 600; } sup { font-size: .72em; line-height: 0; }
        a:focus-visible { outline: 3px solid var(--accent); } :target { background: var(--mark); }
        footer { border-top: 1px solid var(--hairline); margin-top: 2rem; padding-top: .5rem; }
        @media (max-width: 30rem) { body { padding: 1rem; font-size: 1rem; } h1 { font-size: 1.8rem; } h3 { font-size: 1.2rem; } th, td { padding: .3rem; } .masthead { flex-direction: column-reverse; } }
        @media print { @page { size: A4; margin: 18mm; } body { font-size: 10pt; max-width: none; padding: 0; } nav, .skip { display: none; } tr, li, .sides > div, .chart { break-inside: avoid; } p, li { orphans: 2; widows: 2; } thead { display: table-header-group; } }

        """;
}
