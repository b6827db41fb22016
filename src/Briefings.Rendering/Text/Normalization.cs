using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Briefings.Rendering.Text;

/// <summary>Unicode normalization form C (UAX 15). Ours, because the runtime's does nothing where it runs without ICU, and the same text must give the same page.</summary>
static class Normalization
{
    const int HangulBase = 0xAC00;
    const int HangulCount = 11172;
    const int LeadingBase = 0x1100;
    const int VowelBase = 0x1161;
    const int VowelCount = 21;
    const int TrailingBase = 0x11A7;
    const int TrailingCount = 28;

    static readonly Lazy<NormalizationData> Data = new(NormalizationData.Read);

    /// <param name="text">Without lone surrogates.</param>
    public static string ToComposed(string text)
    {
        if (!NeedsWork(text))
        {
            return text;
        }

        var characters = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, characters);
        }

        Reorder(characters);
        return Compose(characters);
    }

    /// <summary>Everything below U+0300 is composed already.</summary>
    static bool NeedsWork(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u02FF'))
        {
            return false;
        }

        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value >= 0x300 && Data.Value.MayChange.Contains(rune.Value))
            {
                return true;
            }
        }

        return false;
    }

    static void Decompose(int character, List<int> into)
    {
        if (character is >= HangulBase and < HangulBase + HangulCount)
        {
            var index = character - HangulBase;
            into.Add(LeadingBase + (index / (VowelCount * TrailingCount)));
            into.Add(VowelBase + (index % (VowelCount * TrailingCount) / TrailingCount));
            if (index % TrailingCount > 0)
            {
                into.Add(TrailingBase + (index % TrailingCount));
            }
        }
        else if (Data.Value.Decompositions.TryGetValue(character, out var parts))
        {
            foreach (var part in parts)
            {
                Decompose(part, into);
            }
        }
        else
        {
            into.Add(character);
        }
    }

    /// <summary>Sorts every run of marks by combining class; equal classes keep their order.</summary>
    static void Reorder(List<int> characters)
    {
        for (var first = 0; first < characters.Count; first++)
        {
            var end = first;
            while (end < characters.Count && ClassOf(characters[end]) > 0)
            {
                end++;
            }

            if (end - first > 1)
            {
                var sorted = characters.GetRange(first, end - first).OrderBy(ClassOf).ToList();
                characters.RemoveRange(first, sorted.Count);
                characters.InsertRange(first, sorted);
            }

            first = Math.Max(first, end - 1);
        }
    }

    static string Compose(List<int> characters)
    {
        var composed = new List<int>(characters.Count);
        var starter = -1;
        var lastClass = 0;
        foreach (var character in characters)
        {
            var itsClass = ClassOf(character);
            var isBlocked = starter >= 0 && composed.Count - 1 > starter && (lastClass == 0 || lastClass >= itsClass);
            if (starter >= 0 && !isBlocked && Pair(composed[starter], character) is var pair and > 0)
            {
                composed[starter] = pair;
                continue;
            }

            starter = itsClass == 0 ? composed.Count : starter;
            lastClass = itsClass;
            composed.Add(character);
        }

        var text = new StringBuilder(composed.Count);
        composed.ForEach(character => text.Append(new Rune(character)));
        return text.ToString();
    }

    /// <summary>The character two others make together; 0 when they do not.</summary>
    static int Pair(int first, int second)
    {
        if (first is >= LeadingBase and < LeadingBase + 19 && second is >= VowelBase and < VowelBase + VowelCount)
        {
            return HangulBase + ((((first - LeadingBase) * VowelCount) + second - VowelBase) * TrailingCount);
        }

        if (first is >= HangulBase and < HangulBase + HangulCount && (first - HangulBase) % TrailingCount == 0
            && second is > TrailingBase and < TrailingBase + TrailingCount)
        {
            return first + second - TrailingBase;
        }

        return Data.Value.Compositions.GetValueOrDefault((first, second));
    }

    static int ClassOf(int character) => character < 0x300 ? 0 : Data.Value.Classes.GetValueOrDefault(character);
}

/// <summary>The tables of <c>Normalization.txt</c>.</summary>
sealed record NormalizationData(
    FrozenDictionary<int, int[]> Decompositions,
    FrozenDictionary<(int, int), int> Compositions,
    FrozenDictionary<int, int> Classes,
    FrozenSet<int> MayChange)
{
    public static NormalizationData Read()
    {
        var decompositions = new Dictionary<int, int[]>();
        var compositions = new Dictionary<(int, int), int>();
        var classes = new Dictionary<int, int>();
        using var stream = typeof(NormalizationData).Assembly.GetManifestResourceStream("Normalization.txt")
            ?? throw new InvalidDataException("Normalization.txt is not embedded.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.IndexOfAny(['=', '>']) is var sign and > 0 && line[0] != '#')
            {
                var composed = Hex(line.AsSpan(0, sign));
                int[] parts = [.. line[(sign + 1)..].Split(' ').Select(part => Hex(part))];
                decompositions[composed] = parts;
                if (line[sign] == '=')
                {
                    compositions[(parts[0], parts[1])] = composed;
                }
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && line[0] != '#')
            {
                var dash = line.IndexOf('-', StringComparison.Ordinal);
                for (var character = Hex(line.AsSpan(0, dash)); character <= Hex(line.AsSpan(dash + 1, colon - dash - 1)); character++)
                {
                    classes[character] = int.Parse(line.AsSpan(colon + 1), CultureInfo.InvariantCulture);
                }
            }
        }

        // Not quickly known to be composed: what is never put together, and what can be the second half of a pair.
        var composable = compositions.Values.ToHashSet();
        var mayChange = decompositions.Keys.Where(c => !composable.Contains(c))
            .Concat(compositions.Keys.Select(pair => pair.Item2))
            .Concat(classes.Keys)
            .Concat(Enumerable.Range(0x1161, 21)).Concat(Enumerable.Range(0x11A8, 27))
            .ToFrozenSet();
        return new NormalizationData(decompositions.ToFrozenDictionary(), compositions.ToFrozenDictionary(), classes.ToFrozenDictionary(), mayChange);
    }

    static int Hex(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
