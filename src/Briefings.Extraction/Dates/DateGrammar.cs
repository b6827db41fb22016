namespace Briefings.Extraction;

/// <summary>Reads one date expression from a list of tokens against a reference day.</summary>
/// <param name="tokens">The expression.</param>
/// <param name="reference">The day that "today" is.</param>
/// <param name="future">Whether what has no year lies ahead; <c>null</c> to take the nearer by habit of news.</param>
sealed partial class DateGrammar(List<DateToken> tokens, DateOnly reference, bool? future)
{
    int _at;

    /// <summary>Index behind the last token read.</summary>
    public int Position => _at;

    /// <summary>Reads the expression that begins at a token, bounds and ranges included.</summary>
    public DateSpan? Read(int at)
    {
        _at = at;
        try
        {
            return Bounded();
        }
        catch (ArgumentOutOfRangeException)
        {
            // 31 April, or a year beyond the calendar.
            return null;
        }
    }

    string Word(int ahead = 0) => _at + ahead < tokens.Count ? tokens[_at + ahead].Word : "";

    DateToken Token(int ahead = 0) => _at + ahead < tokens.Count ? tokens[_at + ahead] : new DateToken("", -1, false, false, 0, 0);

    bool Accept(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
            if (Word(i) != words[i])
                return false;
        _at += words.Length;
        return true;
    }

    bool AcceptAny(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (Word() == word)
            {
                _at++;
                return true;
            }
        return false;
    }

    void Skip(params ReadOnlySpan<string> words)
    {
        while (AcceptAny(words))
        {
        }
    }

    T? Try<T>(Func<T?> read)
        where T : struct
    {
        var start = _at;
        if (read() is { } found)
            return found;
        _at = start;
        return null;
    }

    DateSpan? Bounded()
    {
        Times();
        if (Accept("between") || Accept("from") || Accept("in", "between"))
            return Try(Between) ?? Open();
        return Try(DaysOfMonth) ?? Try(Open);
    }

    DateSpan? Between()
    {
        Times();
        if (DaysOfMonth() is { } days)
            return days;
        if (Try(Simple) is not { } from)
            return null;
        Times();
        if (!AcceptAny("and", "to", "till", "until", "through", "-", "–", "~"))
            return null;
        Times();
        return To(from);
    }

    /// <summary>"9 to 12 of June", "4-23 in next month".</summary>
    DateSpan? DaysOfMonth()
    {
        if (Token() is { IsNumber: true, Number: <= 31 } first && (Word(1) is "-" or "to" or "till" or "until" or "and" or "through" or "~") && Token(2) is { IsNumber: true, Number: <= 31 } last)
        {
            var start = _at;
            _at += 3;
            Skip("in", "of", ",");
            if (Try(Simple) is { Precision: DatePrecision.Month, Start: { } month })
                return DateSpan.Range(month.AddDays(first.Number - 1), month.AddDays(last.Number - 1), "days of a month");
            _at = start;
        }
        return null;
    }

    DateSpan? To(DateSpan from)
    {
        var start = _at;
        if (AcceptAny("date") || Accept("current", "date") || Accept("the", "current", "date"))
            return DateSpan.Range(from.Start, reference, "up to the day of reference");
        if (Try(Simple) is not { } to)
            return null;
        Times();
        return Join(from, to, start);
    }

    /// <summary>A range ends where its second part begins. A first part without a year takes the second one's.</summary>
    DateSpan Join(DateSpan from, DateSpan to, int second)
    {
        var end = to.Rule.StartsWith("end of", StringComparison.Ordinal) ? to.End : to.Start;
        var start = from.Rule.StartsWith("end of", StringComparison.Ordinal) && from.Precision == DatePrecision.Month ? from.End : from.Start;
        if (start is { } s && end is { } e && s > e && from.Precision != DatePrecision.Year)
        {
            if (HasYear(second))
                while (start > end)
                    start = start.Value.AddYears(-1);
            else
                end = e.AddYears(1);
        }
        else if (start is { } s2 && end is { } e2 && HasYear(second) && !HasYear(0, second) && (from.Rule.StartsWith("latest", StringComparison.Ordinal) || from.Rule.StartsWith("next such", StringComparison.Ordinal)) && from.Precision is DatePrecision.Day or DatePrecision.Month && s2.Year != e2.Year)
        {
            start = s2.AddYears(e2.Year - s2.Year);
            if (start > end)
                start = start.Value.AddYears(-1);
        }
        return DateSpan.Range(start, end, "range");
    }

    bool HasYear(int from, int to = int.MaxValue)
    {
        for (var i = from; i < Math.Min(to, tokens.Count); i++)
            if (tokens[i].Number is >= 1500 and <= 2200)
                return true;
        return false;
    }

    DateSpan? Open()
    {
        if (Limit() is { } limit)
            return limit;
        if (Try(Simple) is not { } span)
            return null;
        Times();
        return Tail(span);
    }

    /// <summary>What may follow: "- 19", "to May", "or later", "before 5pm".</summary>
    DateSpan Tail(DateSpan span)
    {
        var start = _at;
        if (Accept("or", "later") || Accept("and", "after") || Accept("and", "greater") || Accept("and", "later") || Accept("or", "after"))
            return DateSpan.Range(span.Start, null, "from then on");
        if (AcceptAny("before", "by") | Accept("no", "later", "than") && TimeOnly())
            return DateSpan.Range(null, span.Start, "before a time of that day");
        _at = start;
        if (Accept("after") && TimeOnly())
            return DateSpan.Range(span.Start, null, "after a time of that day");
        _at = start;
        if (AcceptAny("-", "–", "~", "to", "till", "until", "through"))
        {
            Times();
            if (span.Precision == DatePrecision.Day && Token() is { IsNumber: true, Number: > 0 and <= 31 } day && DateWords.Month(Word(1)) == 0 && Word(1) is not ("/" or "-" or ":") && span.Start is { } first && day.Number > first.Day)
            {
                _at++;
                var end = first.AddDays(day.Number - first.Day);
                if (Year() is { } year)
                    return DateSpan.Range(new DateOnly(year, first.Month, first.Day), new DateOnly(year, end.Month, end.Day), "days of a month");
                return DateSpan.Range(first, end, "days of a month");
            }
            if (To(span) is { } range)
                return range;
        }
        _at = start;
        return span;
    }

    bool TimeOnly()
    {
        Skip("around", "about");
        var start = _at;
        Times();
        if (_at > start)
            return true;
        if (Token().IsNumber)
        {
            _at++;
            Skip(":", "in", "the", "afternoon", "morning", "evening");
            return true;
        }
        return false;
    }
}
