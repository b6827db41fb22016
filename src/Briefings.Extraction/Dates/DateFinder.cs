namespace Briefings.Extraction;

/// <summary>Finds date expressions among the tokens of a sentence.</summary>
static class DateFinder
{
    /// <summary>No expression of news prose is longer, in tokens.</summary>
    const int Longest = 10;

    public static List<DateMention> Find(Token[] tokens, DateOnly? published, string text)
    {
        var found = new List<DateMention>();
        if (published is not { } reference)
            return found;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (!MayBegin(tokens, i))
                continue;
            var end = Math.Min(tokens.Length, i + Longest);
            var lexed = DateLexer.Lex(text, tokens[i].Start, tokens[end - 1].End);
            var grammar = new DateGrammar(lexed, reference, DateTense.Of(tokens, i, i + 1));
            if (grammar.Read(0) is not { } span || grammar.Position == 0)
                continue;
            var stop = lexed[grammar.Position - 1].End;
            var last = i;
            while (last + 1 < tokens.Length && tokens[last + 1].Start < stop)
                last++;
            while (last > i && tokens[last].Tag is Tag.Comma or Tag.Preposition or Tag.To or Tag.Determiner or Tag.Stop)
                last--;
            found.Add(new DateMention(i, last + 1, DateResolver.ToWhen(span, text[tokens[i].Start..tokens[last].End])));
            i = last;
        }
        return found;
    }

    /// <summary>Days and months with a capital, years behind a preposition, "yesterday", "last week", "3 days ago", "2019-01-04".</summary>
    static bool MayBegin(Token[] tokens, int i)
    {
        var lower = tokens[i].Lower;
        var next = i + 1 < tokens.Length ? tokens[i + 1].Lower : "";
        if (lower is "yesterday" or "today" or "tomorrow" or "tonight")
            return true;
        if (tokens[i].Capital && (DateWords.Day(lower) is not null && lower.Length > 3 || DateWords.Month(lower.TrimEnd('.')) > 0 && (lower is not ("may" or "march" or "sat" or "mar" or "dec" or "jan") || tokens[i].Tag != Tag.Modal && (lower.Length < 4 || lower is "may" or "march") && (i == 0 || tokens[i - 1].Tag is Tag.Preposition or Tag.Determiner or Tag.Subordinator or Tag.Comma or Tag.Conjunction or Tag.Adjective || char.IsDigit(next.Length > 0 ? next[0] : ' ')))))
            return true;
        if (lower is "last" or "this" or "next" or "earlier" or "later" or "early" or "late" or "mid" or "past" or "previous" or "following" or "coming")
            return DateWords.Unit(next) is not ((char)0 or 'h') && !next.EndsWith('s') || DateWords.Day(next) is not null && next.Length > 3 || DateWords.Month(next) > 0 && tokens[i + 1].Capital || next is "this" or "last" or "next" or "past" && i + 2 < tokens.Length && (DateWords.Unit(tokens[i + 2].Lower) != 0 || DateWords.Month(tokens[i + 2].Lower) > 0);
        if (lower.StartsWith("mid-", StringComparison.Ordinal) && DateWords.Month(lower[4..]) > 0)
            return true;
        if (char.IsDigit(lower[0]))
            return YearLike(tokens, i) || DateWords.Month(next) > 0 && i + 1 < tokens.Length && tokens[i + 1].Capital || lower.Count(c => c is '-' or '/') == 2 && lower.Length >= 6 || DateWords.Unit(next) is not ((char)0 or 'h') && i + 2 < tokens.Length && tokens[i + 2].Lower is "ago" or "later" or "earlier";
        return Numbers.Value(lower) is not null && DateWords.Unit(next) is not ((char)0 or 'h') && i + 2 < tokens.Length && tokens[i + 2].Lower is "ago" or "later" or "earlier";
    }

    static bool YearLike(Token[] tokens, int i) =>
        tokens[i].Text.Length == 4 && tokens[i].Text.All(char.IsAsciiDigit) && string.CompareOrdinal(tokens[i].Text, "1500") > 0 && string.CompareOrdinal(tokens[i].Text, "2100") < 0
        && i > 0 && tokens[i - 1].Lower is "in" or "since" or "until" or "by" or "of" or "from" or "before" or "after" or "to" or "during" or "late" or "early" or "and" or "(" or "around" or "between";
}
