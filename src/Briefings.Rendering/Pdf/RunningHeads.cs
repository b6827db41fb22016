using Briefings.Rendering.Labels;
using Briefings.Rendering.Layout;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Pdf;

/// <summary>Header and footer: the handling label at the right of both, title and day, page numbers.</summary>
sealed class RunningHeads
{
    const double HeaderTop = 28;
    const double FooterTop = Theme.PageHeight - 46;
    const double BoxHeight = 17;
    const double BoxPadding = 7;

    static readonly Colour Black = Colour.Of(0x000000);

    readonly Typesetter typesetter;
    readonly LabelSet labels;
    readonly Line title;
    readonly Line handling;

    public RunningHeads(BriefingDocument document, LabelSet labels, Typesetter typesetter)
    {
        this.typesetter = typesetter;
        this.labels = labels;
        var style = Theme.Handling with { Colour = HandlingColour(document.Handling) };
        handling = Fitted(document.Handling, style, Theme.FullWidth * 0.45);
        var text = $"{document.Title} · {document.Profile} · {document.DayText} · {LabelSet.Fill(labels.Issue, document.Issue)}";
        title = Fitted(text, Theme.Running, Theme.FullWidth - Math.Max(handling.Width, Theme.FullWidth * 0.25) - 40);
    }

    /// <param name="page">Counts from 0; the first page has its title in the body.</param>
    public void Paint(PageContent content, int page, int pageCount)
    {
        content.EnterArtifact();
        Handling(content, HeaderTop);
        Handling(content, FooterTop + 6);
        content.Rectangle(Theme.Margin, HeaderTop + BoxHeight + 4, Theme.FullWidth, page == 0 ? 2 : 0.5, page == 0 ? Theme.Navy : Theme.Hairline);
        content.Rectangle(Theme.Margin, FooterTop, Theme.FullWidth, 0.5, Theme.Hairline);
        if (page > 0)
        {
            Draw(content, title, Theme.Margin, HeaderTop + 12.5);
        }

        var number = typesetter.OneLine(LabelSet.Fill(labels.Page, page + 1, pageCount), Theme.Running);
        Draw(content, number, Theme.Margin, FooterTop + 18.5);
        content.Leave();
    }

    void Handling(PageContent content, double top)
    {
        if (handling.Fragments.Count == 0)
        {
            return;
        }

        var width = handling.Width + (2 * BoxPadding);
        var left = Theme.PageWidth - Theme.Margin - width;
        content.Rectangle(left, top, width, BoxHeight, Black);
        Draw(content, handling, left + BoxPadding, top + 12.8);
    }

    static void Draw(PageContent content, Line line, double x, double y)
    {
        foreach (var (pieces, offset) in line.Pieces())
        {
            content.Text(pieces, x + offset, y, spaceBehind: false);
        }
    }

    /// <summary>A running head has one line only; what does not fit is cut and reported.</summary>
    Line Fitted(string text, TextStyle style, double width)
    {
        var lines = typesetter.Break([new Span(text, style)], width);
        if (lines.Count <= 1)
        {
            return lines.Count == 1 ? lines[0] : new Line([], 0, SpaceBehind: false);
        }

        typesetter.Warnings.Shortened(text);
        var ellipsis = typesetter.OneLine("…", style);
        return new Line([.. lines[0].Fragments, .. ellipsis.Fragments], lines[0].Width + ellipsis.Width, SpaceBehind: false);
    }

    /// <summary>The colours of the Traffic Light Protocol 2.0 on black; white for any other label.</summary>
    static Colour HandlingColour(string label) => label.Trim().ToUpperInvariant() switch
    {
        "TLP:RED" => Colour.Of(0xFF2B2B),
        "TLP:AMBER" or "TLP:AMBER+STRICT" => Colour.Of(0xFFC000),
        "TLP:GREEN" => Colour.Of(0x33FF00),
        _ => Colour.Of(0xFFFFFF),
    };
}
