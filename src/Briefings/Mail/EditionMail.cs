using System.Globalization;
using System.Net;
using System.Text;
using Briefings.Editions;
using Briefings.Rendering;

namespace Briefings.Mail;

/// <summary>What a mail says, before it is addressed to anybody.</summary>
sealed record MailText(string Subject, string Text, string Html, IReadOnlyList<MailAttachment> Attachments);

/// <summary>Writes mails about editions: a summary with the PDF, and corrections.</summary>
sealed class EditionMail(Renderers renderers, Uri? publicUrl, int maxAttachment)
{
    /// <summary>The front page of an edition as text and HTML, and its PDF, or a link to it when it is too large.</summary>
    public MailText Edition(PublishedEdition edition)
    {
        var document = edition.Document;
        var summary = document with
        {
            Stories = [],
            Relations = [],
            Calendar = [],
            Method = [],
            Provenance = [],
            Attachments = [],
        };
        var isAttached = edition.Pdf.Length <= maxAttachment;
        var link = publicUrl is null ? null : new Uri(publicUrl, $"api/v1/editions/{edition.Id}.pdf").AbsoluteUri;
        var lines = new List<string>();
        if (!isAttached)
        {
            lines.Add(link is null ? Said(document, "large") : $"{Said(document, "linked")} {link}");
        }

        lines.Add($"{edition.Id} · SHA-256 {edition.Published.PdfSha256}");
        return new(
            $"{document.Title}: {document.DayText}{(edition.Published.Revision > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({edition.Published.Revision})") : "")}",
            Rendered("md", summary) + "\n\n" + string.Join('\n', lines) + "\n",
            WithLines(Rendered("html", summary), lines),
            isAttached ? [new($"{edition.Id}.pdf", "application/pdf", edition.Pdf)] : []);
    }

    string Rendered(string format, BriefingDocument document) =>
        Encoding.UTF8.GetString((renderers.Find(format) ?? throw new InvalidOperationException($"Expected a renderer for {format}.")).Render(document));

    static string WithLines(string html, IEnumerable<string> lines)
    {
        var footer = string.Concat(lines.Select(l => $"<p>{WebUtility.HtmlEncode(l)}</p>"));
        var end = html.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        return end < 0 ? html + footer : html.Insert(end, footer);
    }

    static string Said(BriefingDocument document, string what) => (what, document.Language.StartsWith("es", StringComparison.OrdinalIgnoreCase)) switch
    {
        ("linked", true) => "El PDF es demasiado grande para adjuntarlo:",
        ("linked", false) => "The PDF is too large to attach:",
        (_, true) => "El PDF es demasiado grande para adjuntarlo.",
        _ => "The PDF is too large to attach.",
    };

    /// <summary>Says that an article which earlier editions carried was corrected or retracted.</summary>
    /// <param name="editions">Ids of the editions that carried it.</param>
    public static MailText Correction(string profileTitle, string article, string what, IReadOnlyList<string> editions)
    {
        var text = $"{what}\n\n{article}\n\nCarried in: {string.Join(", ", editions)}.\n\nThe next briefing of {profileTitle} shows the old and the new wording.\n";
        var html = $"<!doctype html><html><head><meta charset=\"utf-8\"></head><body>{string.Concat(text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(p => $"<p>{WebUtility.HtmlEncode(p.Trim())}</p>"))}</body></html>";
        return new($"Correction: {profileTitle}", text, html, []);
    }

    /// <summary>Says that a webhook was disabled.</summary>
    public static MailText Disabled(string webhook, string host, string reason)
    {
        var text = $"The webhook \"{webhook}\" ({host}) was disabled. {reason}\n\nIts events wait in the log. When the endpoint works again: briefings webhooks resume {webhook}\n";
        var html = $"<!doctype html><html><head><meta charset=\"utf-8\"></head><body><p>{WebUtility.HtmlEncode(text).Replace("\n\n", "</p><p>", StringComparison.Ordinal)}</p></body></html>";
        return new($"Webhook {webhook} was disabled", text, html, []);
    }
}
