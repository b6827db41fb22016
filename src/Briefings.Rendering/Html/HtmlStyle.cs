namespace Briefings.Rendering.Html;

/// <summary>The page's only style sheet.</summary>
static class HtmlStyle
{
    public const string Css = """
        :root { --ink: #1b1b1b; --muted: #555b63; --navy: #12324f; --accent: #8c2a1c; --hairline: #c9cdd2; --tint: #f2f4f6; }
        body { margin: 0 auto; max-width: 46rem; padding: 1.5rem; color: var(--ink); background: #fff; font: 1.05rem/1.5 "Source Serif 4", Georgia, serif; overflow-wrap: break-word; }
        h1, h2, h3, h4 { color: var(--navy); line-height: 1.2; break-after: avoid; }
        h1 { font-size: 2.2rem; margin: 0; }
        h2, h4, table, small, .note, .subtitle, .lead, .handling, dl, .standing, sup { font-family: "Source Sans 3", "Segoe UI", Helvetica, Arial, sans-serif; }
        h2 { border-top: 2px solid var(--navy); margin: 2.2rem 0 .6rem; padding-top: .4rem; font-size: 1.25rem; }
        h3 { font-size: 1.4rem; margin: 1.8rem 0 .3rem; }
        h4 { font-size: .8rem; letter-spacing: .03em; text-transform: uppercase; margin: 1.2rem 0 .3rem; }
        header { border-top: 3px solid var(--navy); padding-top: .6rem; }
        .handling { text-align: right; font-weight: 700; margin: 0; }
        .subtitle, .note, small { color: var(--muted); }
        .note, small { font-size: .85rem; }
        .lead { font-weight: 600; }
        header dl { display: flex; flex-wrap: wrap; gap: .3rem 2rem; border: solid var(--hairline); border-width: 1px 0; padding: .4rem 0; }
        dl { font-size: .9rem; } dt { color: var(--muted); font-size: .75rem; } dd { margin: 0; font-weight: 600; }
        .key { background: var(--tint); border-left: 4px solid var(--accent); padding: .2rem 1rem .6rem; margin-top: 1rem; }
        .key h2 { border: 0; margin-top: .4rem; }
        ul { padding-left: 1.1rem; } li { margin: .35rem 0; } li::marker { color: var(--accent); }
        .claims { border-left: 3px solid var(--accent); padding-left: .8rem; font-style: italic; }
        .claims ul { list-style: none; padding-left: 0; } .claims h4, .standing { color: var(--accent); font-style: normal; }
        .standing { font-size: .75rem; text-transform: uppercase; }
        .sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: .8rem; }
        .sides > div { background: var(--tint); border-top: 2px solid var(--navy); padding: .4rem .7rem; }
        .sides p, .subject { margin: .1rem 0; } .value, .subject { font-weight: 700; } blockquote { margin: .3rem 0; font-style: italic; }
        table { border-collapse: collapse; width: 100%; font-size: .9rem; } thead th { background: var(--tint); border-bottom: 1px solid var(--navy); color: var(--navy); }
        th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid var(--hairline); }
        a { color: var(--navy); } sup a { color: var(--accent); text-decoration: none; font-weight: 600; } sup { font-size: .72em; line-height: 0; }
        a:focus-visible { outline: 3px solid var(--accent); } :target { background: #fff3c4; }
        footer { border-top: 1px solid var(--hairline); margin-top: 2rem; padding-top: .5rem; }
        @media print { @page { size: A4; margin: 18mm; } body { font-size: 10pt; max-width: none; padding: 0; } tr, li, .sides > div { break-inside: avoid; } thead { display: table-header-group; } }

        """;
}
