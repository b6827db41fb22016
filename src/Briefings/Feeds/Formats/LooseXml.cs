using System.Text.RegularExpressions;

namespace Briefings.Feeds.Formats;

/// <summary>Reads XML as feeds write it: whatever is wrong with one item, its neighbours are read.</summary>
/// <remarks>
/// An end tag closes the nearest element of its name; one that nothing opened is passed over; a next item closes the one before. Nothing of a
/// document type is loaded or expanded. Time grows with the length of the source, and depth costs no stack.
/// </remarks>
sealed partial class LooseXml
{
    /// <summary>Items that are read of one feed.</summary>
    public const int MaximumItems = 10_000;

    public const int MaximumDepth = 500;

    readonly List<(string Name, LooseElement? Element)> _open = [];
    readonly Dictionary<string, int> _openByName = new(StringComparer.OrdinalIgnoreCase);
    readonly List<(int Depth, string Prefix, string Address)> _spaces = [];
    readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> _found = new(StringComparer.Ordinal);
    bool _sawDocumentType;
    int _openItem = -1;
    int _items;

    LooseXml(string text)
    {
        Text = text;
        Document = new LooseElement(this, null, "", "", 0) { InnerEnd = text.Length };
    }

    public string Text { get; }

    /// <summary>Holds the top elements: one, save in feeds with several roots or broken ones.</summary>
    public LooseElement Document { get; }

    /// <summary>Name of an entity of the feed's own that it uses: such a feed is refused, not expanded.</summary>
    public string? UsedEntity { get; private set; }

    public bool HasMoreItems { get; private set; }

    public static LooseXml Parse(string text)
    {
        var xml = new LooseXml(text);
        xml.Parse();
        return xml;
    }

    /// <summary>Line of an offset, from 1.</summary>
    public int Line(int offset) => 1 + Text.AsSpan(0, offset).Count('\n');

    void Parse()
    {
        var at = 0;
        while (at < Text.Length && UsedEntity is null && !HasMoreItems)
            at = Text[at] == '<' ? Tag(at) : TextUntil(at, Text.IndexOf('<', at) is >= 0 and var next ? next : Text.Length);
        for (var i = 0; i < _open.Count; i++)
        {
            if (_open[i].Element is { } element)
                (element.IsCut, element.InnerEnd) = (!HasMoreItems, at);
        }
    }

    LooseElement? Top => _open.Count > 0 ? _open[^1].Element : Document;

    bool StartsWith(int at, string mark) => string.CompareOrdinal(Text, at, mark, 0, mark.Length) == 0;

    // -1 when it does not follow. Places are kept, so that marks which never come are looked for once.
    int Find(string mark, int from)
    {
        if (!_found.TryGetValue(mark, out var found) || (found >= 0 && found < from))
            _found[mark] = found = Text.IndexOf(mark, from, StringComparison.Ordinal);
        return found;
    }

    int After(string mark, int from) => Find(mark, from) is >= 0 and var found ? found + mark.Length : -1;

    int TextUntil(int from, int end)
    {
        if (_open.Count > 0)
            Top?.AddText(from, end, isCData: false);
        if (_declared.Count > 0)
            FindEntity(from, end);
        return end;
    }

    void FindEntity(int from, int end)
    {
        foreach (var match in Reference().EnumerateMatches(Text.AsSpan(from, end - from)))
        {
            var name = Text.Substring(from + match.Index + 1, match.Length - 2);
            if (_declared.Contains(name) && XmlCharacters.Character(name) is null)
                UsedEntity ??= name;
        }
    }

    int Tag(int at)
    {
        if (StartsWith(at, "<![CDATA["))
            return CData(at);
        if (StartsWith(at, "<!--"))
            return After("-->", at + 4) is >= 0 and var end ? end : at + 4;
        if (StartsWith(at, "<?"))
            return After(">", at) is >= 0 and var end ? end : Text.Length;
        if (StartsWith(at, "<!"))
            return _sawDocumentType || !Text.AsSpan(at).StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase) ? (After(">", at) is >= 0 and var other ? other : Text.Length) : DocumentType(at);
        var isEnd = StartsWith(at, "</");
        var start = at + (isEnd ? 2 : 1);
        var nameEnd = start;
        while (nameEnd < Text.Length && !IsNameEnd(Text[nameEnd]))
            nameEnd++;
        if (nameEnd == start || !(char.IsLetter(Text[start]) || Text[start] == '_') || nameEnd - start > 200)
            return TextUntil(at, at + 1);
        return isEnd ? EndTag(Text[start..nameEnd], at, nameEnd) : StartTag(Text[start..nameEnd], at, nameEnd);
    }

    static bool IsNameEnd(char c) => c is '>' or '/' or '<' or '=' or '"' or '\'' or '&' || char.IsWhiteSpace(c);

    int CData(int at)
    {
        var from = at + 9;
        var end = Find("]]>", from);
        // An unclosed section ends with its item: the next "]]>" is then the end of another one.
        var nested = end < 0 ? -1 : Text.IndexOf("<![CDATA[", from, end - from, StringComparison.Ordinal);
        if ((end < 0 || nested >= 0) && EndOfItem(from, end < 0 ? Text.Length : nested) is >= 0 and var endOfItem)
        {
            Top?.AddText(from, endOfItem, isCData: true);
            return endOfItem;
        }

        Top?.AddText(from, end < 0 ? Text.Length : end, isCData: true);
        return end < 0 ? Text.Length : end + 3;
    }

    int EndOfItem(int from, int to) =>
        _openItem >= 0 ? Text.IndexOf($"</{_open[_openItem].Name}>", from, to - from, StringComparison.OrdinalIgnoreCase) : -1;

    // Entities' names are noted; everything else in a document type is passed over.
    int DocumentType(int at)
    {
        _sawDocumentType = true;
        var depth = 0;
        var i = at + 2;
        for (; i < Text.Length; i++)
        {
            var c = Text[i];
            if (StartsWith(i, "<!--"))
                i = After("-->", i) is >= 0 and var end ? end - 1 : Text.Length;
            else if (c is '"' or '\'')
                i = Text.IndexOf(c, i + 1) is >= 0 and var quote ? quote : Text.Length;
            else if (c == '[')
                depth++;
            else if (c == ']')
                depth--;
            else if (c == '>' && depth <= 0)
                break;
        }

        if (i >= Text.Length && After(">", at) is >= 0 and var first)
            return first;
        foreach (Match entity in Entity().Matches(Text[at..Math.Min(i, Text.Length)]))
            _declared.Add(entity.Groups["name"].Value);
        return Math.Min(i + 1, Text.Length);
    }

    int EndTag(string name, int at, int nameEnd)
    {
        var close = Text.IndexOfAny(['>', '<'], nameEnd);
        var next = close < 0 ? Text.Length : Text[close] == '>' ? close + 1 : close;
        if (_openByName.GetValueOrDefault(name) > 0)
        {
            while (!_open[^1].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                Close(at);
            Close(at);
        }

        return next;
    }

    void Close(int innerEnd)
    {
        var (name, element) = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        _openByName[name]--;
        while (_spaces is [.., var space] && space.Depth >= _open.Count)
            _spaces.RemoveAt(_spaces.Count - 1);
        if (element is not null)
            element.InnerEnd = innerEnd;
        if (_openItem >= _open.Count)
            _openItem = -1;
    }

    int StartTag(string name, int at, int nameEnd)
    {
        var isItem = IsItem(name);
        if (isItem && _openItem >= 0)
        {
            while (_openItem >= 0)
                Close(at);
        }

        if (isItem && ++_items > MaximumItems)
        {
            HasMoreItems = true;
            return at;
        }

        var attributes = new LooseAttributes(Text, nameEnd);
        foreach (var (attribute, value) in attributes.Read())
        {
            if (attribute.Equals("xmlns", StringComparison.OrdinalIgnoreCase) || attribute.StartsWith("xmlns:", StringComparison.OrdinalIgnoreCase))
                _spaces.Add((_open.Count, attribute.Length > 6 ? attribute[6..] : "", value));
        }

        Open(name, at, isItem, attributes);
        if (attributes.IsEmptyElement)
            Close(attributes.End);
        return attributes.End;
    }

    void Open(string name, int at, bool isItem, LooseAttributes attributes)
    {
        LooseElement? element = null;
        if (_open.Count >= MaximumDepth)
        {
            if (_openItem >= 0 && _open[_openItem].Element is { } item)
                item.HoldsTooDeep = true;
        }
        else if (Top is { } parent)
        {
            var colon = name.IndexOf(':', StringComparison.Ordinal);
            var prefix = colon < 0 ? "" : name[..colon];
            element = new LooseElement(this, parent, name[(colon + 1)..], Vocabularies.Find(prefix, Declared(prefix)), at) { InnerStart = attributes.End };
            foreach (var (attribute, value) in attributes.Read())
                element.SetAttribute(attribute, value);
            parent.Add(element);
        }

        if (isItem)
            _openItem = _open.Count;
        _open.Add((name, element));
        _openByName[name] = _openByName.GetValueOrDefault(name) + 1;
    }

    string? Declared(string prefix)
    {
        for (var i = _spaces.Count - 1; i >= 0; i--)
        {
            if (_spaces[i].Prefix.Equals(prefix, StringComparison.OrdinalIgnoreCase))
                return _spaces[i].Address;
        }

        return null;
    }

    // Prefixed ones too: some feeds prefix everything.
    bool IsItem(string name)
    {
        if (_open.Count > 3 && _openItem < 0)
            return false;
        var local = name.AsSpan(name.IndexOf(':', StringComparison.Ordinal) + 1);
        return (local is "item" or "entry" || local.Equals("item", StringComparison.OrdinalIgnoreCase) || local.Equals("entry", StringComparison.OrdinalIgnoreCase))
            && (_openItem < 0 || name.Equals(_open[_openItem].Name, StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex("&[^;&<\\s]{1,64};", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();

    [GeneratedRegex(@"<!ENTITY\s+(?<name>[^\s%""']+)", RegexOptions.NonBacktracking)]
    private static partial Regex Entity();
}
