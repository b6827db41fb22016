namespace Briefings.Extraction;

/// <summary>Bounds: "before", "after", "since", "until", "no later than", "within".</summary>
sealed partial class DateGrammar
{
    DateSpan? Limit()
    {
        var start = _at;
        if (Accept("to", "date"))
            return DateSpan.Range(null, reference, "up to the day of reference");
        if (Accept("before") || Accept("prior", "to") || Accept("no", "later", "than") || Accept("not", "later", "than") || Accept("as", "late", "as") || Accept("until") || Accept("till") || Accept("earlier", "than") || Accept("less", "than", "or", "equal", "to"))
            return Before(start);
        if (Accept("by") && Before(start) is { } by)
            return by;
        _at = start;
        if (Accept("more", "than") && Count(out var more) && Unit(out var unit) && Anchor() is { } anchor && anchor.Backwards)
            return DateSpan.Range(null, Shift(anchor.Day, unit, -more), "more than a stretch before");
        _at = start;
        if (Accept("less", "than") && Count(out var less) && Unit(out unit) && Anchor() is { } near)
            return near.Backwards ? DateSpan.Range(Shift(near.Day, unit, -less), near.Day, "within a stretch before") : DateSpan.Range(near.Day, Shift(near.Day, unit, less), "within a stretch after");
        _at = start;
        if (Accept(">", "=") || Accept("starting", "on") || Accept("starting", "from") || Accept("beginning", "on") || Accept("beginning", "in") || Accept("starting") || Accept("since") || Accept("as", "of") || Accept("effective"))
            return Since(start);
        if (Accept("after") || Accept("later", "than") || Accept("greater", "than") || Accept("year", "greater", "than") || Accept("year", "later", "than") || Accept("year", "after") || Accept(">"))
            return After(start);
        return null;
    }

    DateSpan? Before(int start)
    {
        Skip("around", "about", "the");
        if (Token().IsNumber && TimeThenDay() is { } day)
            return DateSpan.Range(null, day.Start, "before a time of that day");
        if (Try(Simple) is { } span)
        {
            Times();
            return DateSpan.Range(null, span.Rule.StartsWith("end of", StringComparison.Ordinal) && span.Precision != DatePrecision.Range ? span.End : span.Start, "before " + span.Rule);
        }
        _at = start;
        return null;
    }

    DateSpan? TimeThenDay()
    {
        var start = _at;
        Times();
        if (_at > start && Try(Simple) is { Precision: DatePrecision.Day } day)
            return day;
        _at = start;
        return null;
    }

    DateSpan? Since(int start)
    {
        if (Try(Simple) is { } span)
        {
            Times();
            return DateSpan.Range(span.Start, null, "since " + span.Rule);
        }
        _at = start;
        return null;
    }

    DateSpan? After(int start)
    {
        if (Try(Simple) is { } span)
        {
            Times();
            return DateSpan.Range(span.Precision == DatePrecision.Day ? span.Start : span.End, null, "after " + span.Rule);
        }
        _at = start;
        return null;
    }

    /// <summary>"before yesterday", "after tomorrow": the day, and whether the count goes back.</summary>
    (DateOnly Day, bool Backwards)? Anchor()
    {
        var backwards = Word() is "before" or "prior";
        if (!AcceptAny("before", "after", "from", "since", "prior", "following"))
            return null;
        Skip("to", "the");
        return Try(Simple) is { Start: { } day } ? (day, backwards) : null;
    }

    bool Count(out int count)
    {
        count = 1;
        if (Token() is { IsNumber: true, Ordinal: false } number && number.Number is > 0 and < 5000)
        {
            count = number.Number;
            _at++;
            if (Word() == "and" && Word(1) == "a" && Word(2) == "half")
                _at += 3;
            return true;
        }
        if (Accept("half", "an") || Accept("half", "a"))
            return true;
        if (AcceptAny("a", "an"))
        {
            if (Accept("few"))
                count = 3;
            else if (Accept("couple", "of") || Accept("couple"))
                count = 2;
            else if (Accept("dozen"))
                count = 12;
            return true;
        }
        if (AcceptAny("several", "few"))
        {
            count = 3;
            return true;
        }
        return false;
    }

    bool Unit(out char unit)
    {
        Skip("more", "full", "calendar", "whole");
        unit = DateWords.Unit(Word());
        if (unit == 0)
            return false;
        _at++;
        return true;
    }

    static DateOnly Shift(DateOnly day, char unit, int count) => unit switch
    {
        'd' => day.AddDays(count),
        'w' or 'e' or 'k' => day.AddDays(7 * count),
        'f' => day.AddDays(14 * count),
        'm' => day.AddMonths(count),
        'q' => day.AddMonths(3 * count),
        'y' => day.AddYears(count),
        'D' => day.AddYears(10 * count),
        'C' => day.AddYears(100 * count),
        _ => day,
    };
}
