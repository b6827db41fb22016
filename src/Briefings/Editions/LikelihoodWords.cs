using Briefings.Extraction;

namespace Briefings.Editions;

/// <summary>The word by which a source says how likely something is, exactly as it stands in its sentence.</summary>
static class LikelihoodWords
{
    /// <summary>Longer ones first, so that "very likely" is not read as "likely"; each with the group of the legend that explains it.</summary>
    static readonly (string Word, string Group)[] Known =
    [
        ("almost certainly", "almostCertain"), ("nearly certain", "almostCertain"), ("almost certain", "almostCertain"),
        ("highly likely", "veryLikely"), ("very likely", "veryLikely"), ("highly probable", "veryLikely"),
        ("very unlikely", "veryUnlikely"), ("highly unlikely", "veryUnlikely"), ("highly improbable", "veryUnlikely"),
        ("unlikely", "unlikely"), ("improbable", "unlikely"),
        ("likely", "likely"), ("probably", "likely"), ("probable", "likely"),
        ("expected to", "expected"), ("expects", "expected"), ("expect", "expected"),
        ("may", "possible"), ("might", "possible"), ("could", "possible"), ("possibly", "possible"), ("possible", "possible"),
    ];

    /// <summary>The word and its group; <c>null</c> unless the log holds the event as a projection and the clause has such a word.</summary>
    public static (string Word, string Group)? Of(ReportedEvent reported)
    {
        if (reported.Modality != Modality.Projected)
        {
            return null;
        }

        var clause = reported.Clause ?? reported.Statement ?? "";
        foreach (var (word, group) in Known)
        {
            // "May" with a capital inside a sentence is a month.
            var at = clause.IndexOf(word, StringComparison.Ordinal);
            if (at >= 0 && (at == 0 || !char.IsLetter(clause[at - 1])) && (at + word.Length == clause.Length || !char.IsLetter(clause[at + word.Length])))
            {
                return (word, group);
            }
        }

        return null;
    }
}
