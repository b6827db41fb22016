using System.Security;
using System.Text;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Pdf;

/// <summary>What the file says about itself: XMP with its PDF/A and PDF/UA-1 claims, and the same in the older dictionary. No dates: a renderer has no clock.</summary>
static class Metadata
{
    const string Producer = "Briefings";

    public static int WriteInfo(PdfObjects objects, BriefingDocument document) => objects.Add(new PdfBuffer()
        .Add("<</Title ").Text(Title(document)).Add("/Subject ").Text(CleanText.Of(document.Profile))
        .Add("/Keywords ").Text(CleanText.Of(document.Handling)).Add("/Producer(").Add(Producer).Add(")>>"));

    public static int WriteXmp(PdfObjects objects, BriefingDocument document) =>
        objects.AddStream("/Type/Metadata/Subtype/XML", Encoding.UTF8.GetBytes(Xmp(document)), compress: false);

    static string Title(BriefingDocument document) => CleanText.Of($"{document.Title}, {document.DayText}");

    static string Xmp(BriefingDocument document) => $"""
        <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
        <dc:format>application/pdf</dc:format>
        <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{Escape(Title(document))}</rdf:li></rdf:Alt></dc:title>
        <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{Escape(CleanText.Of(document.Profile))}</rdf:li></rdf:Alt></dc:description>
        <dc:language><rdf:Bag><rdf:li>{Language.TagOf(document)}</rdf:li></rdf:Bag></dc:language>
        <pdf:Keywords>{Escape(CleanText.Of(document.Handling))}</pdf:Keywords>
        <pdf:Producer>{Producer}</pdf:Producer>
        <pdfaid:part>{(document.Attachments.Count > 0 ? 3 : 2)}</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
        <pdfuaid:part>1</pdfuaid:part>
        </rdf:Description>
        {UniversalAccessibilitySchema}
        </rdf:RDF></x:xmpmeta>
        <?xpacket end="w"?>
        """;

    /// <summary>PDF/A allows properties of other standards only with their schema.</summary>
    const string UniversalAccessibilitySchema = """
        <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
        <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
        <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
        <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
        <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
        <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
        <pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
        <pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>PDF/UA part</pdfaProperty:description>
        </rdf:li></rdf:Seq></pdfaSchema:property>
        </rdf:li></rdf:Bag></pdfaExtension:schemas>
        </rdf:Description>
        """;

    static string Escape(string text) => SecurityElement.Escape(text);
}
