using System.Globalization;
using System.Text.Json;
using Briefings.Editions.Provenance;
using Briefings.Rendering;

namespace Briefings.Editions.Verification;

/// <summary>A PDF with what it carries, and the checks that need nothing else.</summary>
/// <param name="Provenance"><c>null</c> when it carries none that can be read.</param>
public sealed record ProvenFile(string Sha256, EditionProvenance? Provenance, byte[] Json, byte[] ProvenanceJson, IReadOnlyList<Check> Checks)
{
    public static ProvenFile Read(byte[] pdf, IBriefingRenderer pages)
    {
        var sha256 = Digests.Of(pdf);
        var file = new Check("file", CheckOutcome.Holds, string.Create(CultureInfo.InvariantCulture, $"{pdf.Length} bytes, SHA-256 {sha256}"));
        try
        {
            if (!pdf.AsSpan().StartsWith("%PDF-"u8))
            {
                throw new InvalidDataException("Expected a PDF, found something else.");
            }

            var attachments = PdfRenderer.ReadAttachments(pdf);
            if (Bytes(attachments, EditionProvenance.FileName) is not { } written || Bytes(attachments, EditionAttachments.DocumentName) is not { } json)
            {
                return new ProvenFile(sha256, null, [], [], [file, new Check("provenance", CheckOutcome.Open, "Expected a briefing that carries its provenance, found none in the file.")]);
            }

            var provenance = EditionProvenance.Read(written);
            return new ProvenFile(sha256, provenance, json, written, [file, Carried(provenance), Content(provenance, json), Sentences(provenance, json), Pages(provenance, json, written, pdf, pages)]);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            return new ProvenFile(sha256, null, [], [], [file, new Check("provenance", CheckOutcome.Fails, $"{damaged.Message} Which sentences it concerns cannot be told.")]);
        }
    }

    static byte[]? Bytes(IReadOnlyList<Attachment> attachments, string name) => attachments.FirstOrDefault(a => a.Name == name)?.Bytes.ToArray();

    static Check Carried(EditionProvenance provenance) => new("provenance", CheckOutcome.Holds, string.Create(
        CultureInfo.InvariantCulture,
        $"edition {provenance.Edition}, issue {provenance.Issue}, log position {provenance.LogPosition}, chain head {provenance.ChainHead}; {provenance.Sentences.Count} sentences on {provenance.Quotes.Count} quotes and {provenance.Events.Count} events of {provenance.Articles.Count} texts"));

    static Check Content(EditionProvenance provenance, byte[] json) => Digests.Of(json) is var found && found == provenance.ContentDigest
        ? new("content", CheckOutcome.Holds, $"the document inside has the digest {found}")
        : new("content", CheckOutcome.Fails, $"Expected the document inside to have the digest {provenance.ContentDigest}, found {found}.");

    /// <summary>Whether what the provenance lists is what the document says, word for word, and cites nothing that is not there.</summary>
    static Check Sentences(EditionProvenance provenance, byte[] json)
    {
        var listed = provenance.Sentences.ToDictionary(s => s.At, StringComparer.Ordinal);
        var quotes = provenance.Quotes.Select(q => q.Number).ToHashSet();
        var said = DocumentSentences.In(json);
        var wrong = said.FirstOrDefault(s => !listed.TryGetValue(s.At, out var proven) || proven.Text != s.Text || !proven.Citations.SequenceEqual(s.Citations) || !s.Citations.All(quotes.Contains));
        return wrong is not null ? new("sentences", CheckOutcome.Fails, $"Expected the provenance of \"{wrong.Text}\", found none or that of other words.", wrong.At)
            : said.Count != listed.Count ? new("sentences", CheckOutcome.Fails, string.Create(CultureInfo.InvariantCulture, $"Expected {said.Count} sentences with provenance, found {listed.Count}."))
            : new("sentences", CheckOutcome.Holds, string.Create(CultureInfo.InvariantCulture, $"each of {said.Count} sentences names what it rests on"));
    }

    static Check Pages(EditionProvenance provenance, byte[] json, byte[] written, byte[] pdf, IBriefingRenderer pages)
    {
        if (provenance.Renderer != pages.Version)
        {
            return new("pages", CheckOutcome.Open, $"the pages were made by {provenance.Renderer}, and this program is {pages.Version}: they cannot be made again from the document inside");
        }

        var again = pages.Render(EditionAttachments.With(JsonRenderer.Read(json), json, written, provenance.KnownAt));
        return again.AsSpan().SequenceEqual(pdf)
            ? new("pages", CheckOutcome.Holds, "the pages are to the byte what the document inside gives")
            : new("pages", CheckOutcome.Fails, string.Create(CultureInfo.InvariantCulture, $"Expected the pages that the document inside gives, found another byte at {again.AsSpan().CommonPrefixLength(pdf)} of {pdf.Length}."));
    }
}
