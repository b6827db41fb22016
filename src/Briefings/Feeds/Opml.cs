using System.Text;
using System.Xml;
using Briefings.Articles.Reading;
using Briefings.Feeds.Formats;

namespace Briefings.Feeds;

/// <summary>A feed as an OPML file names it.</summary>
/// <param name="Outlet">What the file calls it; <c>null</c> when it does not.</param>
public sealed record OpmlFeed(string Url, string? Outlet);

/// <summary>Reads and writes lists of feeds in OPML 2.0 (opml.org/spec2.opml).</summary>
public static class Opml
{
    /// <param name="defect">Why there are none; <c>null</c> when the file is OPML.</param>
    public static IReadOnlyList<OpmlFeed> Read(byte[] bytes, out string? defect)
    {
        var decoded = DeclaredEncodings.Feed(bytes);
        defect = decoded.Defect;
        if (defect is not null)
            return [];
        var document = LooseXml.Parse(decoded.Text).Document;
        if (document.Children.FirstOrDefault(root => root.Name.Equals("opml", StringComparison.OrdinalIgnoreCase)) is not { } opml)
        {
            defect = $"Expected an OPML file, found {CleanText.Quote(decoded.Text.TrimStart())}.";
            return [];
        }

        var feeds = new OrderedDictionary<string, OpmlFeed>(StringComparer.Ordinal);
        var open = new Stack<LooseElement>([opml]);
        while (open.TryPop(out var element))
        {
            foreach (var child in element.Children.Reverse())
                open.Push(child);
            if (element.Attribute("xmlUrl") is { Length: > 0 } url)
                feeds.TryAdd(url.Trim(), new OpmlFeed(url.Trim(), CleanText.Line(element.Attribute("title") ?? element.Attribute("text"))));
        }

        return [.. feeds.Values];
    }

    /// <summary>An OPML file of feeds that are polled.</summary>
    public static string Write(IEnumerable<FeedState> feeds)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("opml");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteStartElement("head");
            xml.WriteElementString("title", "Feeds of Briefings");
            xml.WriteEndElement();
            xml.WriteStartElement("body");
            foreach (var feed in feeds)
            {
                xml.WriteStartElement("outline");
                xml.WriteAttributeString("type", "rss");
                xml.WriteAttributeString("text", feed.Outlet ?? feed.Title ?? feed.Url);
                if (feed.Outlet is { } outlet)
                    xml.WriteAttributeString("title", outlet);
                xml.WriteAttributeString("xmlUrl", feed.Url);
                xml.WriteEndElement();
            }
        }

        return $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{text}\n";
    }
}
