using System.Globalization;

namespace Briefings.Rendering.Pdf;

/// <summary>Embeds the document's attachments as associated files (ISO 19005-3, 6.8; ISO 32000-1, 7.11).</summary>
static class AttachedFiles
{
    /// <summary>Entries for the catalog; empty when nothing is attached.</summary>
    public static PdfBuffer CatalogEntries(PdfObjects objects, BriefingDocument document)
    {
        var entries = new PdfBuffer();
        if (document.Attachments.Count == 0)
        {
            return entries;
        }

        var references = new PdfBuffer();
        var names = new PdfBuffer();
        foreach (var attachment in document.Attachments.OrderBy(a => a.Name, StringComparer.Ordinal))
        {
            var specification = Write(objects, attachment);
            references.Reference(specification).Space();
            names.Text(attachment.Name).Reference(specification).Space();
        }

        return entries.Add("/AF[").Add(references.Written).Add("]/Names<</EmbeddedFiles<</Names[").Add(names.Written).Add("]>>>>");
    }

    static int Write(PdfObjects objects, Attachment attachment)
    {
        var file = objects.AddStream(
            string.Create(CultureInfo.InvariantCulture, $"/Type/EmbeddedFile/Subtype/{attachment.MediaType.Replace("/", "#2F", StringComparison.Ordinal)}/Params<</Size {attachment.Bytes.Length}/ModDate(D:{attachment.ModifiedAt.UtcDateTime:yyyyMMddHHmmss}Z)>>"),
            attachment.Bytes.Span);
        return objects.Add(new PdfBuffer()
            .Add("<</Type/Filespec/F").Text(attachment.Name).Add("/UF").Text(attachment.Name).Add("/Desc").Text(attachment.Description)
            .Add("/AFRelationship/").Add(attachment.Relationship.ToString())
            .Add("/EF<</F ").Reference(file).Add("/UF ").Reference(file).Add(">>>>"));
    }
}
