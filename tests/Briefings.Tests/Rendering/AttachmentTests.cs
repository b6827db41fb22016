using System.Text;
using Briefings.Rendering;
using Xunit;

namespace Briefings.Tests.Rendering;

public sealed class AttachmentTests
{
    static readonly byte[] Json = Encoding.UTF8.GetBytes("{\"sentence\":\"" + new string('é', 5000) + "\"}");

    public static BriefingDocument Carrying { get; } = SampleDocuments.Rich with
    {
        Attachments =
        [
            new("provenance.json", "application/json", "What each sentence rests on", new(2026, 2, 2, 6, 30, 0, TimeSpan.FromHours(-5)), Json, AttachmentRelationship.Supplement),
            new("briefing.json", "application/json", "The document", default, new byte[] { 1, 2, 3 }, AttachmentRelationship.Data),
        ],
    };

    static readonly byte[] Pdf = new PdfRenderer().Render(Carrying);

    [Fact]
    public void File_with_attachments_claims_the_part_of_pdf_a_that_allows_them()
    {
        var reading = new PdfReading(Pdf);
        Assert.Contains("/AF[", reading.Catalog, StringComparison.Ordinal);
        Assert.Contains("<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A<", Encoding.UTF8.GetString(reading.Stream(PdfReading.Reference(reading.Catalog, "Metadata"))), StringComparison.Ordinal);
        Assert.Contains(reading.OfType("<</Type/Filespec"), f => f.Contains("/AFRelationship/Data", StringComparison.Ordinal));
        var without = new PdfReading(new PdfRenderer().Render(SampleDocuments.Rich));
        Assert.Contains("<pdfaid:part>2<", Encoding.UTF8.GetString(without.Stream(PdfReading.Reference(without.Catalog, "Metadata"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Attachments_are_no_part_of_the_document_as_json() =>
        Assert.Equal(new JsonRenderer().Render(SampleDocuments.Rich), new JsonRenderer().Render(Carrying));

    [Fact]
    public void Attached_files_come_back_as_they_were()
    {
        byte[] tricky = [.. "endobj stream \r\n"u8, .. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))];
        var other = new Attachment("data (1).bin", "application/octet-stream", "Parenthesis \\) and ñ", DateTimeOffset.UnixEpoch, tricky, AttachmentRelationship.Data);
        var found = PdfRenderer.ReadAttachments(new PdfRenderer().Render(Carrying with { Attachments = [.. Carrying.Attachments, other] }));

        Assert.Equal(["briefing.json", "data (1).bin", "provenance.json"], found.Select(a => a.Name).Order(StringComparer.Ordinal));
        foreach (var expected in Carrying.Attachments.Append(other))
        {
            var actual = found.Single(a => a.Name == expected.Name);
            Assert.Equal((expected.MediaType, expected.Description, expected.ModifiedAt.ToUniversalTime(), expected.Relationship), (actual.MediaType, actual.Description, actual.ModifiedAt, actual.Relationship));
            Assert.Equal(expected.Bytes.ToArray(), actual.Bytes.ToArray());
        }
    }

    [Fact]
    public void Files_without_attachments_and_other_bytes_hold_none()
    {
        Assert.Empty(PdfRenderer.ReadAttachments(new PdfRenderer().Render(SampleDocuments.Tiny)));
        Assert.Empty(PdfRenderer.ReadAttachments([]));
        Assert.Empty(PdfRenderer.ReadAttachments("%PDF-1.7 1 0 obj << /Type /Filespec /UF (x) /EF << /F 99 0 R >> >> endobj"u8.ToArray()));
    }

    [Fact]
    public void A_cut_off_file_is_refused_or_read_whole()
    {
        for (var length = 0; length < Pdf.Length; length += 1999)
        {
            try
            {
                Assert.All(PdfRenderer.ReadAttachments(Pdf[..length]), a => Assert.True(a.Name != "provenance.json" || a.Bytes.Span.SequenceEqual(Json)));
            }
            catch (InvalidDataException e)
            {
                Assert.NotEmpty(e.Message);
            }
        }
    }
}
