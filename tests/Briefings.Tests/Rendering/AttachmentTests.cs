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
}
