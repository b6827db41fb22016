namespace Briefings.Extraction;

/// <summary>Reads how many an event concerns: "14 dock workers" of "arrested 14 dock workers".</summary>
static class Quantities
{
    public static Quantity? Of(Match match)
    {
        IReadOnlyList<NounPhrase> counted = match.Noun is { } noun ? [noun, .. noun.After("of")] : [.. Matcher.LogicalObject(match.Predicate!), .. Matcher.LogicalSubject(match.Predicate!)];
        foreach (var phrase in counted)
            if (Read(phrase) is { } quantity)
                return quantity;
        return null;
    }

    /// <summary>A phrase that begins with its number; "the two leaders" counts nobody.</summary>
    static Quantity? Read(NounPhrase phrase)
    {
        if (phrase.IsTime || phrase.Tokens[phrase.Start].Tag is Tag.Determiner && phrase.Tokens[phrase.Start].Lower is "the" or "both" or "these" or "those")
            return null;
        for (var i = phrase.Start; i < phrase.Head; i++)
            if (phrase.Tokens[i].Tag == Tag.Number && Value(phrase.Tokens[i]) is { } value)
            {
                var unit = Spans.Text(phrase.Tokens, i + 1, phrase.End).ToLowerInvariant();
                return unit.Length > 0 && char.IsLetter(unit[0]) ? new Quantity(value, unit, phrase.ToString()) : null;
            }
        return null;
    }

    static decimal? Value(Token token) =>
        Numbers.Value(token.Lower);
}
