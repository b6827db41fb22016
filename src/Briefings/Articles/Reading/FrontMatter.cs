using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Briefings.Articles.Reading;

/// <summary>The YAML block between two <c>---</c> lines that may open a text.</summary>
static partial class FrontMatter
{
    /// <param name="Fields">By the name that <see cref="FieldNames"/> gives them.</param>
    /// <param name="Defect">Why it cannot be read; <c>null</c> when it can, or when there is none.</param>
    public readonly record struct Block(IReadOnlyDictionary<string, Stated> Fields, string Body, string? Defect);

    // The YAML scanner's time grows with the square of the depth: this bounds the worst to a blink.
    const int MaximumCharacters = 16_000;

    static readonly Dictionary<string, Stated> None = [];

    /// <summary>A first line <c>---</c> is front matter only when a <c>name:</c> follows; else it is a rule above a text.</summary>
    public static bool Opens(string text) => Opening().IsMatch(text);

    public static Block Read(string text)
    {
        if (!Opens(text))
            return new Block(None, text, null);
        var start = text.IndexOf('\n', StringComparison.Ordinal) + 1;
        if (Closing().Match(text, start) is not { Success: true } end)
            return new Block(None, "", "line 1: Expected front matter that ends with a line ---, found the end of the text.");
        if (end.Index - start > MaximumCharacters)
            return new Block(None, "", $"line 1: Expected front matter of at most {ArticleLimits.Number(MaximumCharacters)} characters, found {ArticleLimits.Number(end.Index - start)}.");
        try
        {
            return new Block(Fields(text[start..end.Index]), text[(end.Index + end.Length)..], null);
        }
        catch (YamlException e)
        {
            var line = Math.Max(1, e.Start.Line) + 1;
            return new Block(None, "", string.Create(CultureInfo.InvariantCulture, $"front matter, line {line}: Expected YAML such as title: \"…\", found: {CleanText.Brief(e.Message)}"));
        }
    }

    // Events instead of a document: nothing is built for aliases, and depth costs no stack.
    static Dictionary<string, Stated> Fields(string yaml)
    {
        var fields = new Dictionary<string, Stated>(StringComparer.Ordinal);
        var parser = new Parser(new StringReader(yaml));
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var name) || !parser.Accept<Scalar>(out var value))
            {
                parser.SkipThisAndNestedEvents();
                continue;
            }

            parser.MoveNext();
            if (FieldNames.Find(name.Value) is { } field && value.Value.Length > 0
                && !fields.TryAdd(field, new Stated(value.Value, string.Create(CultureInfo.InvariantCulture, $"front matter, line {value.Start.Line + 1}"))))
                throw new YamlException(name.Start, name.End, $"a second {field}");
        }

        return fields;
    }

    [GeneratedRegex(@"^---[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*[A-Za-z_][\w\-]*[ \t]*:", RegexOptions.NonBacktracking)]
    private static partial Regex Opening();

    [GeneratedRegex(@"^(?:---|\.\.\.)[ \t]*\r?(?:\n|\z)", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Closing();
}
