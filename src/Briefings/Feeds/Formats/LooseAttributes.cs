namespace Briefings.Feeds.Formats;

/// <summary>The attributes of one start tag, with or without quotes; a tag that another one interrupts ends there.</summary>
sealed class LooseAttributes
{
    const int MaximumAttributes = 100;

    const int MaximumCharacters = 20_000;

    readonly List<(string Name, string Value)> _attributes = [];
    readonly string _text;

    /// <param name="text">The source.</param>
    /// <param name="from">Offset behind the tag's name.</param>
    public LooseAttributes(string text, int from)
    {
        _text = text;
        End = Scan(from);
    }

    /// <summary>Offset behind the tag.</summary>
    public int End { get; }

    public bool IsEmptyElement { get; private set; }

    public IReadOnlyList<(string Name, string Value)> Read() => _attributes;

    int Scan(int at)
    {
        while (at < _text.Length)
        {
            var c = _text[at];
            if (c == '>')
                return at + 1;
            if (c == '<')
                return at;
            IsEmptyElement = c == '/' || (IsEmptyElement && char.IsWhiteSpace(c));
            at = c == '/' || char.IsWhiteSpace(c) || c is '=' or '"' or '\'' ? at + 1 : One(at);
        }

        return at;
    }

    int One(int at)
    {
        var start = at;
        while (at < _text.Length && _text[at] is not ('=' or '>' or '<' or '/' or '"' or '\'') && !char.IsWhiteSpace(_text[at]))
            at++;
        var name = _text[start..Math.Min(at, start + 200)];
        var behind = Space(at);
        if (behind >= _text.Length || _text[behind] != '=')
        {
            Add(name, "");
            return Math.Max(at, start + 1);
        }

        at = Space(behind + 1);
        if (at >= _text.Length)
            return at;
        var quote = _text[at];
        var end = quote is '"' or '\'' ? _text.IndexOf(quote, at + 1) : -1;
        // A value that holds an end tag has lost its closing quote.
        if (end >= 0 && end - at <= MaximumCharacters && _text.AsSpan(at, end - at).IndexOf("</") < 0)
        {
            Add(name, _text[(at + 1)..end]);
            return end + 1;
        }

        at += quote is '"' or '\'' ? 1 : 0;
        start = at;
        while (at < _text.Length && _text[at] is not ('>' or '<') && !char.IsWhiteSpace(_text[at]))
            at++;
        Add(name, _text[start..at]);
        return at;
    }

    int Space(int at)
    {
        while (at < _text.Length && char.IsWhiteSpace(_text[at]))
            at++;
        return at;
    }

    void Add(string name, string raw)
    {
        if (_attributes.Count < MaximumAttributes)
            _attributes.Add((name, XmlCharacters.Decode(raw)));
    }
}
