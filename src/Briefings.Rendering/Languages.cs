using Briefings.Rendering.Labels;

namespace Briefings.Rendering;

/// <summary>The languages a briefing can be labelled in: one file <c>Labels/xx.json</c> each.</summary>
public static class Languages
{
    /// <summary>Their tags, such as <c>en</c>, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. LabelSet.LanguageNames];

    /// <summary>Whether a BCP 47 tag such as <c>es-CO</c> has labels of its own.</summary>
    public static bool Has(string tag) => Names.Contains(tag.Split('-')[0], StringComparer.Ordinal);

    /// <summary>The words from which a briefing's own sentences are composed, by name; English when the language has no labels.</summary>
    public static IReadOnlyDictionary<string, string> Wording(string tag) => LabelSet.For(tag).Wording;
}
