using System.Reflection;

namespace Briefings.Extraction;

/// <summary>Reads the word lists embedded in this assembly.</summary>
static class Lexicon
{
    /// <summary>Lines of an embedded list without comments and blank lines.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"Expected the embedded list {name}, found none.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#')
                yield return line;
    }
}
