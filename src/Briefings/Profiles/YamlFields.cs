using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Briefings.Profiles;

/// <summary>The fields of a YAML mapping, each asked for once; every mistake is named with its line.</summary>
sealed class YamlFields
{
    const int DeepestNesting = 8;

    const int LongestText = 100;

    readonly string path;
    readonly string prefix;
    readonly Dictionary<string, (YamlNode Key, YamlNode Value)> fields = new(StringComparer.Ordinal);
    readonly List<string> asked = [];

    YamlFields(string path, string prefix, YamlMappingNode mapping)
    {
        (this.path, this.prefix) = (path, prefix);
        foreach (var (key, value) in mapping.Children)
        {
            fields[(key as YamlScalarNode)?.Value ?? ""] = (key, value);
        }
    }

    /// <exception cref="ProfileFileException">It is no mapping.</exception>
    public static YamlFields Parse(string path, string yaml)
    {
        try
        {
            RefuseDeepNesting(path, yaml);
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents switch
            {
                [] => throw new ProfileFileException($"{path}: expected name and title, found an empty file."),
                [{ RootNode: YamlMappingNode root }] => new YamlFields(path, "", root),
                [{ RootNode: YamlScalarNode { Value: null or "" } }] => throw new ProfileFileException($"{path}: expected name and title, found an empty file."),
                _ => throw new ProfileFileException($"{path}, line 1: expected one list of \"key: value\" lines."),
            };
        }
        catch (YamlException e)
        {
            throw new ProfileFileException(At(path, e.Start.Line) + (e.InnerException?.Message ?? e.Message));
        }
    }

    // A node tree is built by recursion, which a file of brackets would drive out of the stack.
    static void RefuseDeepNesting(string path, string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current?.NestingIncrease ?? 0;
            if (depth > DeepestNesting || parser.Current is AnchorAlias)
            {
                throw new ProfileFileException(At(path, parser.Current?.Start.Line ?? 0) + $"expected lists and values at most {DeepestNesting} deep, without references.");
            }
        }
    }

    /// <summary>The value as written, or <c>null</c> when the field is not there.</summary>
    public string? Text(string name, string expected, Func<string, bool> holds, int longest)
    {
        if (Ask(name) is not { } value)
        {
            return null;
        }

        return value is YamlScalarNode scalar && Written(scalar) is { } text && text.Length <= longest && holds(text) ? text : throw Refuse(name, expected, Shown(value), value);
    }

    /// <summary>The values of a list, each once; none when the field is not there.</summary>
    public IReadOnlyList<string> Texts(string name, string expected, Func<string, bool> holds, int most)
    {
        if (Ask(name) is not { } value)
        {
            return [];
        }

        if (value is not YamlSequenceNode list)
        {
            throw Refuse(name, $"a list of {expected}", Shown(value), value);
        }

        var texts = new List<string>();
        foreach (var item in list.Children)
        {
            texts.Add(item is YamlScalarNode scalar && Written(scalar) is { Length: <= 254 } text && holds(text) ? text : throw Refuse(name, expected, Shown(item), item));
        }

        return texts.Count <= most ? [.. texts.Distinct(StringComparer.Ordinal)] : throw Refuse(name, $"at most {most} entries", texts.Count.ToString(CultureInfo.InvariantCulture), list);
    }

    /// <summary>Values of an enumeration in their order, written as <c>key_developments</c>.</summary>
    public IReadOnlyList<T> Choices<T>(string name)
        where T : struct, Enum
    {
        var known = Enum.GetValues<T>().ToDictionary(v => Underscored(v.ToString()), StringComparer.Ordinal);
        return [.. Texts(name, $"some of {string.Join(", ", known.Keys)}", known.ContainsKey, known.Count).Select(text => known[text])];
    }

    public int? Number(string name, int least, int most) =>
        Text(name, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"), t => Parsed(t) is { } n && n >= least && n <= most, 9) is { } text ? Parsed(text) : null;

    /// <summary>A mapping inside this one, or <c>null</c> when the field is not there.</summary>
    public YamlFields? Map(string name) => Ask(name) switch
    {
        null => null,
        YamlMappingNode mapping => new YamlFields(path, $"{prefix}{name}.", mapping),
        var other => throw Refuse(name, "\"key: value\" lines", Shown(other), other),
    };

    /// <exception cref="ProfileFileException">A field stands there that nobody asked for.</exception>
    public void RefuseUnknown()
    {
        foreach (var (name, (key, _)) in fields)
        {
            if (!asked.Contains(name, StringComparer.Ordinal))
            {
                throw new ProfileFileException($"{At(path, key.Start.Line)}expected one of {string.Join(", ", asked.Select(a => prefix + a))}, found \"{prefix}{Shortened(name)}\".");
            }
        }
    }

    public ProfileFileException Refuse(string name, string expected, string found) => Refuse(name, expected, Shortened(found), fields.GetValueOrDefault(name).Value);

    ProfileFileException Refuse(string name, string expected, string found, YamlNode? place) =>
        new($"{At(path, place?.Start.Line ?? 0)}expected {prefix}{name} to be {expected}, found \"{found}\".");

    YamlNode? Ask(string name)
    {
        asked.Add(name);
        return fields.TryGetValue(name, out var field) ? field.Value : null;
    }

    static int? Parsed(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The scalar's text; <c>null</c> for YAML's words for nothing.</summary>
    static string? Written(YamlScalarNode scalar) => scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" } ? null : scalar.Value;

    static string Shown(YamlNode node) => node switch
    {
        YamlScalarNode scalar => Shortened(Written(scalar) ?? ""),
        YamlSequenceNode => "a list",
        _ => "a mapping",
    };

    static string Shortened(string text) => text.Length <= LongestText ? text : string.Concat(text.AsSpan(0, LongestText), "…");

    static string At(string path, long line) => line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{path}, line {line}: ") : $"{path}: ";

    static string Underscored(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            text.Append(char.IsUpper(c) && text.Length > 0 ? "_" : "").Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
