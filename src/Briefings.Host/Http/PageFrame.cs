using System.Text.Encodings.Web;

namespace Briefings.Host.Http;

/// <summary>What all pages share: head, style, no script.</summary>
static class PageFrame
{
    /// <param name="title">Plain text.</param>
    /// <param name="body">Markup, with everything from outside already encoded.</param>
    public static string Around(string title, string body) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{HtmlEncoder.Default.Encode(title)} · Briefings</title>
        <style>{Style}</style>
        </head>
        <body>
        <main>
        {body}
        </main>
        </body>
        </html>
        """;

    const string Style = """
        :root{color-scheme:light dark;--ink:#1c2430;--quiet:#5a6472;--line:#d9dee5;--paper:#fbfaf7;--accent:#1f4e79;--bad:#9b1c1c}
        @media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--quiet:#a4adb9;--line:#39424e;--paper:#14181d;--accent:#8fbce6;--bad:#ff9c94}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        main{max-width:60rem;margin:0 auto;padding:2rem 1.25rem 4rem}
        h1{font:700 1.9rem/1.2 Georgia,serif;margin:0 0 .25rem}
        h2{font-size:1.05rem;margin:2.25rem 0 .5rem;padding-bottom:.35rem;border-bottom:2px solid var(--ink)}
        a{color:var(--accent)}
        a:focus-visible,button:focus-visible,input:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        table{border-collapse:collapse;width:100%}
        th,td{text-align:left;vertical-align:top;padding:.45rem .75rem .45rem 0;border-bottom:1px solid var(--line)}
        th{font-weight:600;font-size:.85rem;color:var(--quiet)}
        tbody th{font-size:1rem;color:inherit}
        .number{text-align:right;font-variant-numeric:tabular-nums}
        .quiet{color:var(--quiet);font-size:.9rem}
        .complaint,.bad{color:var(--bad);font-weight:600}
        .wide{overflow-x:auto}
        form{margin:1.5rem 0}
        label{display:block;font-weight:600;margin-bottom:.25rem}
        input{font:inherit;padding:.5rem .6rem;width:100%;max-width:32rem;border:1px solid var(--quiet);border-radius:4px;background:transparent;color:inherit}
        button{font:inherit;margin-top:.75rem;padding:.5rem 1.1rem;border:0;border-radius:4px;background:var(--accent);color:var(--paper);cursor:pointer}
        .bar{display:flex;justify-content:space-between;align-items:baseline;gap:1rem}
        .bar form{margin:0}
        .bar button{margin:0;padding:.25rem .8rem;font-size:.9rem}
        code{font-size:.92em}
        """;
}
