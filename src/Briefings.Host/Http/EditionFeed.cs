using System.Globalization;
using System.Text;
using System.Xml;
using Briefings.Editions;

namespace Briefings.Host.Http;

/// <summary>Writes editions as an Atom feed (RFC 4287), the newest first.</summary>
static class EditionFeed
{
    const string Atom = "http://www.w3.org/2005/Atom";

    public const string MediaType = "application/atom+xml; charset=utf-8";

    /// <param name="server">Scheme and authority that the links begin with.</param>
    /// <param name="self">Path and query of the feed itself.</param>
    /// <param name="titles">Profile name to title.</param>
    public static byte[] Write(IReadOnlyList<Edition> newestFirst, string server, string self, IReadOnlyDictionary<string, string> titles)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, CheckCharacters = true }))
        {
            xml.WriteStartElement("feed", Atom);
            Element(xml, "id", server + self);
            Element(xml, "title", "Briefings");
            Element(xml, "updated", Instant(newestFirst.Count > 0 ? newestFirst[0].PublishedAt : DateTimeOffset.UnixEpoch));
            Link(xml, "self", server + self, "application/atom+xml", null);
            Link(xml, "alternate", server + "/", "text/html", null);
            xml.WriteStartElement("author", Atom);
            Element(xml, "name", "Briefings");
            xml.WriteEndElement();
            foreach (var edition in newestFirst)
            {
                Entry(xml, edition, server, titles.GetValueOrDefault(edition.Published.Profile, edition.Published.Profile));
            }

            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    static void Entry(XmlWriter xml, Edition edition, string server, string title)
    {
        var published = edition.Published;
        var files = $"{server}/api/v1/editions/{edition.Id}";
        xml.WriteStartElement("entry", Atom);
        // A name of the content, not of an address: the same edition from another server is the same entry.
        Element(xml, "id", $"urn:sha256:{published.PdfSha256}");
        Element(xml, "title", string.Create(CultureInfo.InvariantCulture, $"{title}, {published.Day:yyyy-MM-dd}{(published.Revision > 1 ? $" (edition {published.Revision})" : "")}"));
        Element(xml, "published", Instant(edition.PublishedAt));
        Element(xml, "updated", Instant(edition.PublishedAt));
        Link(xml, "alternate", files + ".html", "text/html", null);
        Link(xml, "enclosure", files + ".pdf", "application/pdf", "PDF");
        Link(xml, "related", files + ".json", "application/json", "JSON");
        xml.WriteStartElement("category", Atom);
        xml.WriteAttributeString("term", published.Profile);
        xml.WriteEndElement();
        Element(xml, "summary", string.Create(CultureInfo.InvariantCulture, $"No. {published.Issue}, made from {published.Articles.Count} articles, at log position {published.LogPosition}."));
        xml.WriteEndElement();
    }

    static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Atom, text);

    static void Link(XmlWriter xml, string relation, string address, string type, string? title)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", address);
        if (title is not null)
        {
            xml.WriteAttributeString("title", title);
        }

        xml.WriteEndElement();
    }

    static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
