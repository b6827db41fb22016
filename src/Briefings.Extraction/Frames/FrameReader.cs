using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Briefings.Extraction;

/// <summary>Reads one frame file; a mistake is named with file and line.</summary>
sealed class FrameReader(FrameFile file, Func<string, IReadOnlyList<string>?> sets)
{
    static readonly string[] Roots = ["AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT", "STATEMENT"];

    readonly Dictionary<string, (string Text, int Line)> _fields = new(StringComparer.Ordinal);
    readonly List<(Dictionary<string, string> Keys, int Line)> _patterns = [];
    readonly Dictionary<string, string> _sentences = new(StringComparer.Ordinal);
    readonly List<FrameExample> _examples = [];

    public Frame Read()
    {
        try
        {
            Parse(new Parser(new StringReader(file.Yaml)));
        }
        catch (YamlException e)
        {
            throw new FrameException(file.Name, (int)e.Start.Line, e.Message);
        }
        return Build();
    }

    void Parse(IParser parser)
    {
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            var line = (int)key.Start.Line;
            switch (key.Value)
            {
                case "patterns":
                    foreach (var (keys, at) in Maps(parser))
                        _patterns.Add((keys, at));
                    break;
                case "examples":
                    foreach (var (keys, at) in Maps(parser))
                        _examples.Add(Example(keys, at));
                    break;
                case "sentence":
                    foreach (var (name, text) in Map(parser))
                        _sentences[name] = text;
                    break;
                default:
                    if (!_fields.TryAdd(key.Value, (parser.Consume<Scalar>().Value, line)))
                        throw Mistake(line, $"\"{key.Value}\" is given twice.");
                    break;
            }
        }
    }

    static IEnumerable<(Dictionary<string, string> Keys, int Line)> Maps(IParser parser)
    {
        parser.Consume<SequenceStart>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            var line = (int)parser.Current!.Start.Line;
            yield return (Map(parser), line);
        }
    }

    static Dictionary<string, string> Map(IParser parser)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
            map[parser.Consume<Scalar>().Value] = parser.Consume<Scalar>().Value;
        return map;
    }

    FrameExample Example(Dictionary<string, string> keys, int line) =>
        new(keys.GetValueOrDefault("text") ?? throw Mistake(line, "an example needs a text."), keys.GetValueOrDefault("gives", "happened"), keys.GetValueOrDefault("source"), keys.GetValueOrDefault("target"), line);

    Frame Build()
    {
        var root = Field("root");
        if (Array.IndexOf(Roots, root.Text) < 0)
            throw Mistake(root.Line, $"\"{root.Text}\" is no PLOVER root.");
        if (_patterns.Count == 0)
            throw Mistake(1, "a frame needs patterns.");
        if (_sentences.Count == 0)
            throw Mistake(1, "a frame needs a sentence.");
        var frame = new Frame
        {
            Name = Field("name").Text,
            Root = root.Text,
            Quad = Quads.Of(root.Text),
            Intensity = Number("intensity", -10, 10),
            Family = Field("family").Text,
            DatedBy = _fields.TryGetValue("dated_by", out var dated) ? dated.Text : null,
            PlannedRoot = _fields.TryGetValue("planned_root", out var planned) ? Array.IndexOf(Roots, planned.Text) >= 0 ? planned.Text : throw Mistake(planned.Line, $"\"{planned.Text}\" is no PLOVER root.") : null,
            Ongoing = Flag("ongoing"),
            GivesWay = Flag("gives_way"),
            Reciprocal = Flag("reciprocal"),
            BySource = Flag("by_source"),
            ByTopic = Flag("by_topic"),
            Sentences = _sentences,
            Examples = _examples,
        };
        return frame with { Patterns = [.. _patterns.Select(p => new PatternReader(file.Name, p.Line, p.Keys, sets).Read(frame))] };
    }

    (string Text, int Line) Field(string name) => _fields.TryGetValue(name, out var field) && field.Text.Length > 0 ? field : throw Mistake(1, $"\"{name}\" is missing.");

    bool Flag(string name) => _fields.TryGetValue(name, out var field) && field.Text switch { "true" => true, "false" => false, _ => throw Mistake(field.Line, $"\"{name}\" is true or false.") };

    double Number(string name, double low, double high)
    {
        var field = Field(name);
        return double.TryParse(field.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high
            ? number
            : throw Mistake(field.Line, $"\"{name}\" is a number from {low} to {high}.");
    }

    FrameException Mistake(int line, string reason) => new(file.Name, line, reason);
}
