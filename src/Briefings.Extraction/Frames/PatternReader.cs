using System.Collections.Frozen;

namespace Briefings.Extraction;

/// <summary>Reads one pattern of a frame.</summary>
sealed class PatternReader(string file, int line, Dictionary<string, string> keys, Func<string, IReadOnlyList<string>?> sets)
{
    static readonly FrozenSet<string> Places = new[]
    {
        "object", "subject", "recipient", "infinitive", "to", "that", "gerund", "before", "owner", "verb_of", "particle", "after_noun",
        "of", "in", "on", "at", "by", "for", "from", "with", "without", "about", "against", "over", "between", "among", "into", "onto", "through", "during", "toward", "towards", "upon", "within", "under", "as", "after", "following", "off", "out", "near", "across", "regarding", "like",
    }.ToFrozenSet(StringComparer.Ordinal);

    static readonly FrozenSet<string> Own = new[] { "verb", "noun", "adjective", "source", "target", "topic", "modality", "voice", "tense", "negated", "confidence" }.ToFrozenSet(StringComparer.Ordinal);

    public Pattern Read(Frame frame)
    {
        var kind = keys.ContainsKey("verb") ? TriggerKind.Verb : keys.ContainsKey("noun") ? TriggerKind.Noun : keys.ContainsKey("adjective") ? TriggerKind.Adjective : throw Mistake("a pattern needs a verb, noun or adjective.");
        var conditions = new List<(string, WordTest)>();
        foreach (var (key, value) in keys)
        {
            if (Own.Contains(key))
                continue;
            if (!Places.Contains(key))
                throw Mistake($"\"{key}\" is not a key of a pattern.");
            if (value.Length == 0)
                throw Mistake($"\"{key}\" needs a pattern.");
            conditions.Add((key, Test(value)));
        }
        var noun = kind == TriggerKind.Noun;
        return new Pattern
        {
            Id = $"{Path.GetFileName(file)}:{line}",
            Frame = frame,
            Kind = kind,
            Triggers = Triggers(keys[kind switch { TriggerKind.Verb => "verb", TriggerKind.Noun => "noun", _ => "adjective" }]),
            Conditions = conditions,
            Source = Words("source") ?? (noun ? ["owner", "by", "from", "subject"] : ["subject"]),
            Target = Words("target") ?? (noun ? ["against", "on", "of", "with", "to"] : ["object"]),
            Topic = Words("topic") ?? [],
            Modality = keys.TryGetValue("modality", out var modality) ? Enum.TryParse<Modality>(modality, ignoreCase: true, out var parsed) ? parsed : throw Mistake($"\"{modality}\" is no modality.") : null,
            Voice = keys.GetValueOrDefault("voice"),
            Tense = keys.GetValueOrDefault("tense"),
            Negated = keys.GetValueOrDefault("negated") == "true",
            Confidence = keys.TryGetValue("confidence", out var confidence) ? double.Parse(confidence, System.Globalization.CultureInfo.InvariantCulture) : noun ? 0.6 : 0.7,
            Specificity = conditions.Sum(c => c.Item2.Weight) + (keys.ContainsKey("tense") ? 1 : 0) + (keys.ContainsKey("negated") ? 1 : 0),
        };
    }

    string[]? Words(string key) => keys.TryGetValue(key, out var value) ? value.Split(' ', StringSplitOptions.RemoveEmptyEntries) : null;

    WordTest Test(string value)
    {
        try
        {
            return WordTest.Parse(value, sets);
        }
        catch (FormatException e)
        {
            throw Mistake(e.Message);
        }
    }

    List<string> Triggers(string value)
    {
        var triggers = new List<string>();
        foreach (var item in value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (item[0] == '$')
                triggers.AddRange(sets(item[1..]) ?? throw Mistake($"\"{item}\" is no word set."));
            else
                triggers.Add(item);
        return triggers.Count > 0 ? triggers : throw Mistake("a trigger needs a word.");
    }

    FrameException Mistake(string reason) => new(file, line, reason);
}
