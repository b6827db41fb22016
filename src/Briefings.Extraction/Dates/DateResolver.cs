namespace Briefings.Extraction;

/// <summary>A date expression in a text: UTF-16 offsets, and the interval it means.</summary>
public sealed record FoundDate(int From, int To, When When);

/// <summary>Resolves date expressions against a reference day. Pure and thread-safe.</summary>
public static class DateResolver
{
    /// <summary>What an expression in a text means; <c>null</c> when it is no date.</summary>
    /// <param name="text">The sentence it stands in, whose tense says whether an undated day lies ahead.</param>
    /// <param name="expression">The words, found in the text without regard to case; the whole text when <c>null</c>.</param>
    public static When? Resolve(string text, DateOnly reference, string? expression)
    {
        var words = expression ?? text;
        var at = text.IndexOf(words, StringComparison.OrdinalIgnoreCase);
        var tokens = DateLexer.Lex(words, 0, words.Length);
        if (tokens.Count == 0)
            return null;
        var future = at >= 0 && (at > 0 || words.Length < text.Length) ? DateTense.Of(text, at, words) : null;
        var grammar = new DateGrammar(tokens, reference, future);
        var best = grammar.Read(0);
        for (var start = 1; start < tokens.Count && best is null && !(tokens[start - 1].IsNumber && DateWords.Month(tokens[start].Word) > 0); start++)
            best = grammar.Read(start);
        if (best is null && OnlyTime(tokens))
            best = DateSpan.Day(reference, "time on the day of reference");
        return best is { } span ? ToWhen(span, words) : null;
    }

    /// <summary>Every date expression of a text, left to right.</summary>
    public static IReadOnlyList<FoundDate> Find(string text, DateOnly reference)
    {
        var found = new List<FoundDate>();
        foreach (var sentence in SentenceSplitter.Split(text))
        {
            Tagger.Tag(sentence.Tokens, Gazetteer.Standard);
            foreach (var mention in DateFinder.Find(sentence.Tokens, reference, text))
                found.Add(new FoundDate(sentence.Tokens[mention.First].Start, sentence.Tokens[mention.Last - 1].End, mention.When));
        }
        return found;
    }

    internal static When ToWhen(DateSpan span, string? text) => new(span.Start, span.End, span.Precision, span.Rule, text);

    static bool OnlyTime(List<DateToken> tokens) => tokens.Exists(t => DateWords.IsPartOfDay(t.Word) || DateWords.Unit(t.Word) == 'h' || t.Word is "now" or "time" or "clock" or "oclock");
}
