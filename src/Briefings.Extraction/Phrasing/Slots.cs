namespace Briefings.Extraction;

/// <summary>What fills the slots of a sentence template.</summary>
static class Slots
{
    static readonly string[] Pronouns = ["he", "she", "it", "they", "we", "i", "you", "him", "her", "them", "us", "his", "their", "its", "our", "my", "your", "this", "these", "that", "those", "who", "which"];

    /// <summary>The words for a slot; empty for an optional one that is unknown, <c>null</c> when the template cannot be used.</summary>
    public static string? Value(string slot, ReportedEvent reported) => slot switch
    {
        "source" or "target" when reported.Inferred?.Contains(slot, StringComparer.Ordinal) == true => null,
        "source" or "both" when reported.Source.Any(IsMereThing) => null,
        "both" => reported.Inferred is { Count: > 0 } || reported.Source.Count == 0 || reported.Target.Count == 0 ? null : ActorNames.List([.. reported.Source, .. reported.Target], reported.Evidence.Quote),
        "force" => reported.Source.All(a => a.Sector is "MIL" or "REB" or "COP" or "CRM" || a.Sector.Length == 0 && a.Country.Length > 0) ? Value("source", reported) : null,
        "source" => ActorNames.List(reported.Source, reported.Evidence.Quote),
        "target" => ActorNames.List(reported.Target, reported.Evidence.Quote),
        "topic" or "Topic" => SelfContained(reported.Topic),
        "to" => reported.Content is { } infinitive && infinitive.StartsWith("to ", StringComparison.Ordinal) ? SelfContained(infinitive, own: true) : null,
        "ing" => reported.Content is { } gerund && FirstVerb(gerund).EndsWith("ing", StringComparison.Ordinal) ? SelfContained(gerund, own: true) : null,
        "that" => reported.Content is { } clause && !clause.StartsWith("to ", StringComparison.Ordinal) && !FirstVerb(clause).EndsWith("ing", StringComparison.Ordinal) && clause.Contains(' ', StringComparison.Ordinal) ? SelfContained(clause) : null,
        "past" => reported.Trigger is { } verb ? VerbForms.PastOf(verb) : null,
        "when" => reported.When.Text is { } words && (reported.Content?.Contains(words, StringComparison.Ordinal) == true || reported.Topic?.Contains(words, StringComparison.Ordinal) == true) ? "" : DateWording.Of(reported.When),
        "where" => reported.Where is [var place, ..] && reported.Content?.Contains(place, StringComparison.Ordinal) != true && reported.Topic?.Contains(place, StringComparison.Ordinal) != true && !reported.Target.Any(t => t.Text.Contains(place, StringComparison.Ordinal)) ? ActorNames.Place(place, reported.Evidence.Quote) : "",
        _ => null,
    };

    /// <summary>"the operation" or "the plan" does nothing by itself: such a source is better left to the article's words.</summary>
    static bool IsMereThing(Actor actor) => actor.Sector.Length == 0 && actor.Name.Length > 0 && char.IsLower(actor.Name[actor.Name.LastIndexOf(' ') + 1]);

    static string FirstVerb(string words)
    {
        foreach (var word in words.Split(' '))
            if (!word.EndsWith("ly", StringComparison.Ordinal) && word is not "not")
                return word;
        return "";
    }

    /// <summary>The words if they mean the same outside their sentence; <c>null</c> when they lean on it by a pronoun or an open quotation.</summary>
    static string? SelfContained(string? words, bool own = false)
    {
        if (words is null || words.Length is 0 or > 240 || words.Count(c => c is '"') % 2 == 1 || words.Contains('“', StringComparison.Ordinal) != words.Contains('”', StringComparison.Ordinal))
            return null;
        foreach (var token in Tokenizer.Tokenize(words, 0, words.Length))
            if (Array.IndexOf(Pronouns, token.Lower) >= 0 && !(token.Lower is "us" && token.Capital) && !(own && token.Lower is "its" or "their"))
                return null;
        return words;
    }
}
