using Briefings.Extraction.Dates.Grammar;

namespace Briefings.Extraction;

/// <summary>
/// Finds the date expressions of English text and places them in the calendar. Linear in the text, free of cultures and clocks, safe for
/// any string and for concurrent use. What cannot be placed (a relative date without a reference, "two days later" with no date before it)
/// comes out with <see cref="DatePrecision.Unknown"/>.
/// </summary>
public static class DateResolver
{
    /// <summary>All date expressions of a text, in order and apart.</summary>
    /// <param name="reference">The day the text was published; relative expressions count from it.</param>
    public static IReadOnlyList<DateExpression> Find(string text, DateOnly? reference) =>
        Find(text, 0, text.Length, reference, Tense.Unknown, anchor: null);

    /// <summary>The date expressions between two offsets of a text.</summary>
    /// <param name="tense">Of the verb that governs them; <see cref="Tense.Unknown"/> reads it off the words around each.</param>
    /// <param name="anchor">The day named last before <paramref name="start"/>, which "the next day" or "two weeks later" count
    /// from.</param>
    public static IReadOnlyList<DateExpression> Find(string text, int start, int end, DateOnly? reference, Tense tense, DateOnly? anchor)
    {
        ArgumentNullException.ThrowIfNull(text);
        start = Math.Clamp(start, 0, text.Length);
        end = Math.Clamp(end, start, text.Length);
        var tokens = TokenReader.Read(text, start, end, out var promising);
        if (!promising)
        {
            return [];
        }

        var scope = new Scope { Reference = reference, Anchor = anchor, Tense = tense };
        var grammar = new DateGrammar(text, tokens, tokens.Count, scope);
        List<DateExpression>? found = null;
        for (var i = 0; i < tokens.Count;)
        {
            if (grammar.Expression(i) is not { } reading)
            {
                i++;
                continue;
            }

            var by = reading.Pick != Pick.ByTense || reading.Occurrence is null ? tense : grammar.TenseAround(i, reading.Next);
            var first = tokens[i].Lex == Lex.The
                && tokens[i + 1].Lex is Lex.Number or Lex.Month or Lex.Holiday or Lex.Weekday or Lex.Fiscal ? i + 1 : i;
            var (from, to) = (tokens[first].From, tokens[reading.Next - 1].To);
            var when = Placed(text[from..to], scope, reading, by);
            if (when is { Precision: DatePrecision.Day, Start: { } day })
            {
                scope.Anchor = day;
            }

            (found ??= []).Add(new DateExpression(from, to, when));
            grammar.Close(reading);
            i = reading.Next;
        }

        return found ?? (IReadOnlyList<DateExpression>)[];
    }

    /// <summary>What one expression means, read in the text that it comes from; the text settles its tense and what it counts
    /// from.</summary>
    /// <param name="expression">Words known to be a date, found in the text in any case; doubtful forms are therefore read as one.</param>
    public static When Resolve(string text, string expression, DateOnly reference)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(expression);
        var from = Locate(text, expression);
        if (from < 0)
        {
            (text, from) = (expression, 0);
        }

        var tokens = TokenReader.Read(text, 0, text.Length, out _);
        var first = tokens.FindIndex(token => token.To > from);
        var limit = tokens.FindLastIndex(token => token.From < from + expression.Length) + 1;
        if (first < 0 || limit <= first)
        {
            return When.Unknown;
        }

        var earlier = Find(text, 0, from, reference, Tense.Unknown, anchor: null);
        var anchor = earlier.LastOrDefault(date => date.When.Precision == DatePrecision.Day)?.When.Start;
        var scope = new Scope { Reference = reference, Anchor = anchor, Lenient = true };
        var grammar = new DateGrammar(text, tokens, limit, scope);
        var (best, start) = ((Reading?)null, first);
        for (var i = first; i < limit; i++)
        {
            if (grammar.Expression(i) is { } reading && (best is null || reading.Next - i > best.Next - start))
            {
                (best, start) = (reading, i);
            }
        }

        return best is null ? When.Unknown
            : Placed(text.Substring(from, expression.Length), scope, best, TenseCues.Around(text, tokens, first, limit));
    }

    /// <summary>The first place where the expression stands as words of its own, else the first at all, else -1.</summary>
    static int Locate(string text, string expression)
    {
        var first = expression.Length == 0 ? -1 : text.IndexOf(expression, StringComparison.OrdinalIgnoreCase);
        for (var at = first; at >= 0; at = text.IndexOf(expression, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + expression.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return at;
            }
        }

        return first;
    }

    static When Placed(string words, Scope scope, Reading reading, Tense tense) =>
        scope.Place(reading, tense) is { } interval
            ? new When(interval.Start, interval.End, reading.Precision, scope.Basis(reading, tense), words)
            : When.Unknown with { Text = words };
}
