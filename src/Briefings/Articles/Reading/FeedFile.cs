using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Briefings.Articles.Reading;

/// <summary>The items of an RSS or Atom file up to its end, or up to the first place where its XML breaks.</summary>
/// <param name="Root">The first element's name; <c>null</c> when there is none.</param>
/// <param name="Title">The channel's.</param>
/// <param name="Base">What relative addresses are relative to; <c>null</c> when nothing says so.</param>
/// <param name="Items"><c>null</c> for one whose elements nest deeper than <see cref="Markup.MaximumDepth"/>.</param>
/// <param name="Defect">Where and why the reading ended early; <c>null</c> when it did not.</param>
sealed record FeedFile(string? Root, string? Title, Uri? Base, IReadOnlyList<XElement?> Items, string? Defect)
{
    static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false, IgnoreComments = true };

    public static FeedFile Read(string xml)
    {
        var deep = DeepItems(xml);
        var items = new List<XElement?>();
        var parents = new List<string>();
        string? root = null, title = null, address = null;
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), Settings);
            reader.MoveToContent();
            while (!reader.EOF)
            {
                if (reader.NodeType != XmlNodeType.Element)
                {
                    reader.Read();
                    continue;
                }

                root ??= reader.LocalName;
                parents.RemoveRange(Math.Min(reader.Depth, parents.Count), Math.Max(0, parents.Count - reader.Depth));
                var isOfFeed = parents is [.., "channel" or "feed"];
                if (IsItem(reader) && deep.Contains(items.Count))
                {
                    items.Add(null);
                    reader.Skip();
                }
                else if (IsItem(reader))
                {
                    items.Add((XElement)XNode.ReadFrom(reader));
                }
                else if (isOfFeed && reader.LocalName is "title" or "link" && XNode.ReadFrom(reader) is XElement fact)
                {
                    title ??= fact.Name.LocalName is "title" ? fact.Value : null;
                    address ??= fact.Name.LocalName is "link" ? fact.Attribute("href")?.Value ?? fact.Value : null;
                }
                else
                {
                    parents.Add(reader.LocalName);
                    address ??= reader.GetAttribute("xml:base");
                    reader.Read();
                }
            }

            return new FeedFile(root, title, Absolute(address), items, null);
        }
        catch (XmlException e)
        {
            var defect = string.Create(CultureInfo.InvariantCulture, $"line {e.LineNumber}: Expected XML, found: {CleanText.Brief(e.Message)}");
            return new FeedFile(root, title, Absolute(address), items, defect);
        }
    }

    static bool IsItem(XmlReader reader) => reader.NodeType == XmlNodeType.Element && reader.Depth is 1 or 2 && reader.LocalName is "item" or "entry";

    // By number, from 0. XLinq's time grows with the square of the depth, so they are found before it sees them.
    static HashSet<int> DeepItems(string xml)
    {
        var deep = new HashSet<int>();
        var item = -1;
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), Settings);
            while (reader.Read())
            {
                item += IsItem(reader) ? 1 : 0;
                if (reader.Depth > Markup.MaximumDepth)
                    deep.Add(item);
            }
        }
        catch (XmlException)
        {
            // The reading of the items comes to the same place, and says where.
        }

        return deep;
    }

    static Uri? Absolute(string? address) => Uri.TryCreate(address?.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;
}
