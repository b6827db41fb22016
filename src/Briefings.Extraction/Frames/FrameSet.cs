namespace Briefings.Extraction;

/// <summary>The frames of all news event types, checked and compiled. Immutable and thread-safe.</summary>
public sealed class FrameSet
{
    static readonly Dictionary<string, IReadOnlyList<string>> WordSets = ReadWordSets();

    readonly Dictionary<string, Frame> _frames = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<Pattern>> _verbs = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<Pattern>> _nouns = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<Pattern>> _adjectives = new(StringComparer.Ordinal);

    FrameSet()
    {
    }

    public IReadOnlyCollection<Frame> Frames => _frames.Values;

    /// <exception cref="FrameException">A file has a mistake, or two files give one name.</exception>
    public static FrameSet Load(IEnumerable<FrameFile> files)
    {
        var set = new FrameSet();
        foreach (var file in files.OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            var frame = new FrameReader(file, name => WordSets.GetValueOrDefault(name)).Read();
            if (!set._frames.TryAdd(frame.Name, frame))
                throw new FrameException(file.Name, 1, $"\"{frame.Name}\" is the name of another frame too.");
            foreach (var pattern in frame.Patterns)
                set.Index(pattern);
        }
        return set;
    }

    public Frame? Find(string name) => _frames.GetValueOrDefault(name);

    internal IReadOnlyList<Pattern> Verbs(string lemma) => _verbs.TryGetValue(lemma, out var patterns) ? patterns : [];

    internal IReadOnlyList<Pattern> Nouns(string lemma) => _nouns.TryGetValue(lemma, out var patterns) ? patterns : [];

    internal IReadOnlyList<Pattern> Adjectives(string lemma) => _adjectives.TryGetValue(lemma, out var patterns) ? patterns : [];

    void Index(Pattern pattern)
    {
        var index = pattern.Kind switch { TriggerKind.Verb => _verbs, TriggerKind.Noun => _nouns, _ => _adjectives };
        foreach (var trigger in pattern.Triggers)
        {
            if (!index.TryGetValue(trigger, out var patterns))
                index[trigger] = patterns = [];
            patterns.Add(pattern);
        }
    }

    static Dictionary<string, IReadOnlyList<string>> ReadWordSets()
    {
        var sets = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var line in Lexicon.Lines("sets.txt"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var words = new List<string>();
            foreach (var word in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                if (word[0] == '$')
                    words.AddRange(sets[word[1..]]);
                else
                    words.Add(word);
            sets[line[..colon]] = words;
        }
        return sets;
    }
}
