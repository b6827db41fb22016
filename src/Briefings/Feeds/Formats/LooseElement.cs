using System.Text;

namespace Briefings.Feeds.Formats;

/// <summary>An element of a feed as a tolerant reading found it. Its words stay in the source until they are asked for.</summary>
/// <param name="name">Without its prefix, as spelled.</param>
/// <param name="space">As <see cref="Vocabularies"/> names it; empty for the feed's own.</param>
sealed class LooseElement(LooseXml source, LooseElement? parent, string name, string space, int offset)
{
    /// <summary>Characters that are read of one value; what is longer has <see cref="IsTooLong"/>.</summary>
    public const int MaximumCharacters = 3_000_000;

    readonly List<LooseElement> _children = [];
    readonly List<(int Start, int End, bool IsCData)> _texts = [];
    Dictionary<string, string>? _attributes;

    public LooseElement? Parent => parent;

    public string Name => name;

    public string Space => space;

    /// <summary>Of its start tag, in the source.</summary>
    public int Offset => offset;

    public IReadOnlyList<LooseElement> Children => _children;

    /// <summary>Whether the source ended before the element did.</summary>
    public bool IsCut { get; set; }

    /// <summary>Whether something below it nests deeper than is read.</summary>
    public bool HoldsTooDeep { get; set; }

    public int InnerStart { get; set; }

    public int InnerEnd { get; set; }

    /// <summary>Its start tag and what it holds, as in the source.</summary>
    public ReadOnlyMemory<char> Original => source.Text.AsMemory(offset, InnerEnd - offset);

    public bool IsTooLong => InnerEnd - InnerStart > MaximumCharacters;

    public void Add(LooseElement child) => _children.Add(child);

    public void AddText(int start, int end, bool isCData)
    {
        if (end > start)
            _texts.Add((start, end, isCData));
    }

    public void SetAttribute(string attribute, string value) =>
        (_attributes ??= new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)).TryAdd(attribute, value);

    /// <summary>By its name with prefix, in any case; <c>null</c> when it is not there.</summary>
    public string? Attribute(string attribute) => _attributes?.GetValueOrDefault(attribute);

    public IEnumerable<LooseElement> Elements(string elementSpace, string elementName) => _children.Where(child => child.Is(elementSpace, elementName));

    public LooseElement? Element(string elementSpace, string elementName) => _children.Find(child => child.Is(elementSpace, elementName));

    public bool Is(string elementSpace, string elementName) =>
        space.Equals(elementSpace, StringComparison.Ordinal) && name.Equals(elementName, StringComparison.OrdinalIgnoreCase);

    /// <summary>What it holds, with references decoded: its words when it has no elements, else its markup.</summary>
    public string Value => (_children.Count > 0 ? Markup() : Words()).Trim();

    string Words()
    {
        var words = new StringBuilder();
        foreach (var (start, end, isCData) in _texts)
        {
            var limited = Math.Min(end, start + MaximumCharacters - words.Length);
            XmlCharacters.Append(words, source.Text.AsSpan(start, Math.Max(0, limited - start)), decode: !isCData);
        }

        return words.ToString();
    }

    // CDATA becomes what it holds: an HTML parser would take it for a comment.
    string Markup()
    {
        var inner = source.Text.AsSpan(InnerStart, Math.Min(InnerEnd - InnerStart, MaximumCharacters));
        var markup = new StringBuilder(inner.Length);
        while (inner.Length > 0)
        {
            var start = inner.IndexOf("<![CDATA[");
            XmlCharacters.Append(markup, start < 0 ? inner : inner[..start], decode: false);
            if (start < 0)
                break;
            inner = inner[(start + 9)..];
            var end = inner.IndexOf("]]>");
            XmlCharacters.Append(markup, end < 0 ? inner : inner[..end], decode: false);
            inner = end < 0 ? [] : inner[(end + 3)..];
        }

        return markup.ToString();
    }
}
