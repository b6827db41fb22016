using System.Globalization;

namespace Briefings.Extraction;

/// <summary>Weekdays, and stretches counted from the reference day or placed in the calendar.</summary>
sealed partial class DateGrammar
{
    /// <summary>"first week of January", "3rd quarter of 2013", "Q1", "week 31", "the third month of 2021", "first ten days of last year".</summary>
    DateSpan? Ordinary()
    {
        Skip("the");
        if (Accept("week", "of") || Accept("week", "commencing") || Accept("week", "beginning") || Accept("week", "starting"))
        {
            Skip("the", "on");
            return (Try(Weekday) ?? Try(MonthDay) ?? Try(DayOfMonth)) is { Start: { } day } ? DateSpan.Week(DateSpan.Monday(day), "week of a day") : null;
        }
        if (Accept("week") && Token() is { IsNumber: true, Number: >= 1 and <= 53 } number)
        {
            _at++;
            Skip("of");
            var year = Year() ?? (Accept("last", "year") ? reference.Year - 1 : Accept("next", "year") ? reference.Year + 1 : reference.Year);
            return DateSpan.Week(DateOnly.FromDateTime(ISOWeek.ToDateTime(year, number.Number, DayOfWeek.Monday)), "week of the year");
        }
        if (QuarterOrHalf() is { } part)
            return part;
        var last = Word() == "last" && Word(1) is "week" or "day" or "month" or "quarter" && Word(2) is "of" or "in";
        if (!last && Token() is not { IsNumber: true, Ordinal: true })
            return null;
        var nth = last ? -1 : Token().Number;
        _at++;
        if (Token() is { IsNumber: true, Ordinal: false, Number: < 100 } count && Word(1) is "days" or "weeks" or "months")
        {
            var unit = DateWords.Unit(Word(1));
            _at += 2;
            Skip("of", "in", "the");
            return Try(Container) is { Start: { } begin } ? DateSpan.Range(begin, Shift(begin, unit, count.Number), "first of a stretch") : null;
        }
        if (Accept("week"))
            return NthWeek(nth);
        if (Accept("quarter"))
        {
            Skip("of", "the", "in");
            return Try(Container) is { Start: { } year } ? DateSpan.Quarter(year.Year, nth, "quarter of a year") : null;
        }
        if (Accept("month"))
        {
            Skip("of", "the", "in");
            return Try(Container) is { Start: { } year } ? DateSpan.Month(year.Year, nth < 0 ? 12 : nth, "month of a year") : null;
        }
        if (DateWords.Day(Word()) is { } day2 && nth is > 0 and < 6)
        {
            _at++;
            Times();
            Skip("of", "in");
            return Try(Container) is { Start: { } month } ? DateSpan.Day(DateWords.Nth(month.Year, month.Month, day2, nth), "weekday of a month") : null;
        }
        return null;
    }

    DateSpan? Container()
    {
        Skip("the");
        if (Word() is "year" or "month" && _at + 1 >= tokens.Count)
            return Word() == "year" ? (_at++, DateSpan.Year(reference.Year, "this year")).Item2 : (_at++, DateSpan.Month(reference.Year, reference.Month, "this month")).Item2;
        return Try(Stretch) ?? Try(MonthDay) ?? Try(YearAlone);
    }

    /// <summary>Weeks belong to the month or year that holds their Thursday (ISO 8601).</summary>
    DateSpan? NthWeek(int nth)
    {
        Skip("of", "in", "the");
        if (Try(Container) is not { Start: { } start, End: { } end })
            return null;
        var first = DateSpan.Monday(start);
        if (first.AddDays(3) < start)
            first = first.AddDays(7);
        var monday = nth > 0 ? first.AddDays(7 * (nth - 1)) : DateSpan.Monday(end.AddDays(-1));
        if (nth < 0 && monday.AddDays(3) >= end)
            monday = monday.AddDays(-7);
        Skip("on");
        return DateWords.Day(Word()) is { } day ? (_at++, DateSpan.Day(monday.AddDays(((int)day + 6) % 7), "day of a week")).Item2 : DateSpan.Week(monday, "week of a month or year");
    }

    /// <summary>2017-q1, Q1 2019, 2019 H2.</summary>
    DateSpan? QuarterOrHalf()
    {
        var start = _at;
        var year = Year();
        Skip("-");
        var letter = Word();
        if (letter is not ("q" or "h") || Token(1) is not { IsNumber: true, Glued: true, Number: >= 1 and <= 4 } number)
        {
            _at = start;
            return null;
        }
        _at += 2;
        Skip("of", "-");
        year ??= Year();
        var y = year ?? reference.Year;
        return letter == "q" ? DateSpan.Quarter(y, number.Number, "quarter of a year") : new DateSpan(new DateOnly(y, number.Number * 6 - 5, 1), new DateOnly(y, number.Number * 6 - 5, 1).AddMonths(6), DatePrecision.Range, "half of a year");
    }

    /// <summary>"3 days ago", "in two weeks", "two days before yesterday", "within 9 months", "next five days", "last 3 months and 2 weeks".</summary>
    DateSpan? Counted()
    {
        if (Accept("within") || Accept("for"))
        {
            Skip("the", "next", "coming");
            if (Counts(1) is not { } until)
                return null;
            Skip(",");
            if (AcceptAny("from", "starting") && Try(Simple) is { Start: { } from })
                return DateSpan.Range(from, from.AddDays(until.DayNumber - reference.DayNumber), "stretch from a day");
            return DateSpan.Range(reference, until, "stretch from the reference");
        }
        return Window() ?? (Word() == "the" ? null : Distance());
    }

    /// <summary>"the next five days", "last 3 months", "5 upcoming years".</summary>
    DateSpan? Window()
    {
        var start = _at;
        Accept("the");
        if (Word() is "next" or "coming" or "following" && (Token(1).IsNumber && !Token(1).Ordinal || Word(1) is "few" or "several"))
        {
            _at++;
            var ten = Word(1) is "decades";
            var n = Token().Number;
            if (ten)
            {
                _at += 2;
                var decade = reference.Year / 10 * 10 + 10;
                return DateSpan.Range(new DateOnly(decade, 1, 1), new DateOnly(decade + 10 * n, 1, 1), "decades ahead");
            }
            return Counts(1) is { } end ? DateSpan.Range(reference.AddDays(1), end.AddDays(1), "stretch after the reference") : null;
        }
        if (Word() is "last" or "past" or "previous" && (Token(1).IsNumber && !Token(1).Ordinal || Word(1) is "few" or "several"))
        {
            _at++;
            if (Word(1) is "quarters" && Token().Number is var quarters)
            {
                _at += 2;
                var quarter = new DateOnly(reference.Year, (reference.Month - 1) / 3 * 3 + 1, 1);
                return DateSpan.Range(quarter.AddMonths(-3 * quarters), quarter, "quarters before");
            }
            return Counts(-1) is { } begin ? DateSpan.Range(begin, reference, "stretch before the reference") : null;
        }
        if (Token() is { IsNumber: true, Ordinal: false } && Word(1) is "upcoming" or "coming" or "next" or "past" or "last" && DateWords.Unit(Word(2)) is var unit and not (char)0)
        {
            var n = Token().Number;
            var past = Word(1) is "past" or "last";
            _at += 3;
            return unit == 'h' ? DateSpan.Day(reference, "day of reference") : past ? DateSpan.Range(Shift(reference, unit, -n), reference, "stretch before the reference") : DateSpan.Range(reference.AddDays(1), Shift(reference.AddDays(1), unit, n), "stretch after the reference");
        }
        _at = start;
        return null;
    }

    /// <summary>"3 days ago", "in two weeks", "two days before yesterday".</summary>
    DateSpan? Distance()
    {
        Skip("in");
        var counted = _at;
        if (Counts(1) is not { } ahead)
            return null;
        if (Accept("ago") || Accept("earlier") || Word() == "before" && Word(1).Length == 0 && Accept("before"))
        {
            _at = counted;
            var back = Counts(-1)!.Value;
            _at++;
            return DateSpan.Day(back, "counted back");
        }
        if (Accept("later") || Accept("hence") || Accept("from", "now"))
            return DateSpan.Day(ahead, "counted ahead");
        if (Anchor() is { } anchor)
        {
            var days = (Backwards: anchor.Backwards, anchor.Day);
            var saved = _at;
            _at = counted;
            var moved = Counts(days.Backwards ? -1 : 1, days.Day)!.Value;
            _at = saved;
            Skip("on");
            if (DateWords.Day(Word()) is { } on)
            {
                _at++;
                moved = moved.AddDays(((int)on - (int)moved.DayOfWeek + 7) % 7);
            }
            return DateSpan.Day(moved, "counted from a day");
        }
        return counted > 0 && tokens[counted - 1].Word == "in" ? DateSpan.Day(ahead, "counted ahead") : null;
    }

    /// <summary>"2 weeks and 2 days": the day that many away.</summary>
    DateOnly? Counts(int sign, DateOnly? from = null)
    {
        var day = from ?? reference;
        var any = false;
        while (true)
        {
            var start = _at;
            if (any)
                Skip("and", ",");
            if (!Count(out var count) || !Unit(out var unit))
            {
                _at = start;
                return any ? day : null;
            }
            day = Shift(day, unit, sign * count);
            any = true;
        }
    }

    /// <summary>"last week", "earlier this year", "the coming quarter", "nineties", "21st century", "the weekend".</summary>
    DateSpan? Stretch()
    {
        var start = _at;
        var part = AcceptAny("earlier", "early") ? 'e' : AcceptAny("later", "late") ? 'l' : Accept("end", "of") ? 'E' : Accept("beginning", "of") || Accept("start", "of") ? 'B' : ' ';
        Skip("in", "the", "of");
        var begun = _at;
        if (Token() is { IsNumber: true, Ordinal: true } century && Word(1) == "century")
        {
            _at += 2;
            return DateSpan.Range(new DateOnly((century.Number - 1) * 100, 1, 1), new DateOnly(century.Number * 100, 1, 1), "century");
        }
        if (Decade() is { } decade)
            return decade;
        var step = AcceptAny("this", "same", "current") ? 0 : AcceptAny("last", "previous", "past", "preceding") ? -1 : AcceptAny("next", "following", "coming", "upcoming") ? 1 : begun > start && begun > 0 && tokens[begun - 1].Word == "the" || Word() is "weekend" && _at + 1 >= tokens.Count ? 9 : int.MinValue;
        if (step == int.MinValue)
            return null;
        Skip("calendar", "working", "fiscal");
        var working = _at > 0 && tokens[_at - 1].Word == "working";
        var unit = DateWords.Unit(Word());
        if (unit == 0 || Word().EndsWith('s') && Word() is not "s")
            return null;
        _at++;
        if (step == 9 && _at < tokens.Count && Word() is not ("of" or "," or "and"))
            return null;
        if (unit == 'w' && Weekly(step == 9 ? 0 : step) is { } day)
            return day;
        return Cut(part, Calendar(working ? 'k' : unit, step == 9 ? 0 : step));
    }

    DateSpan? Decade()
    {
        var tens = Word() switch { "twenties" => 20, "thirties" => 30, "forties" => 40, "fifties" => 50, "sixties" => 60, "seventies" => 70, "eighties" => 80, "nineties" => 90, _ => 0 };
        var year = tens > 0 ? 1900 + tens : 0;
        if (tens > 0)
            _at++;
        else if (Token() is { IsNumber: true, Number: >= 1700 and < 2100 } digits && digits.Number % 10 == 0 && Word(1) is "s")
        {
            year = digits.Number;
            _at += 2;
        }
        return year == 0 ? null : DateSpan.Range(new DateOnly(year, 1, 1), new DateOnly(year + 10, 1, 1), "decade");
    }

    /// <summary>"next week on Tuesday", "Tuesday of last week".</summary>
    DateSpan? Weekly(int step)
    {
        var start = _at;
        Skip("on", ",");
        if (DateWords.Day(Word()) is not { } day)
        {
            _at = start;
            return null;
        }
        _at++;
        return DateSpan.Day(DateSpan.Monday(reference).AddDays(7 * step + ((int)day + 6) % 7), "day of a week");
    }

    DateSpan? Calendar(char unit, int step)
    {
        var monday = DateSpan.Monday(reference).AddDays(7 * step);
        var basis = $"{(step < 0 ? "last" : step > 0 ? "next" : "this")} one from {reference:yyyy-MM-dd}";
        var month = new DateOnly(reference.Year, reference.Month, 1).AddMonths(step);
        return unit switch
        {
            'd' => DateSpan.Day(reference.AddDays(step), basis),
            'w' => DateSpan.Week(monday, basis),
            'k' => new DateSpan(monday, monday.AddDays(5), DatePrecision.Week, basis),
            'e' => new DateSpan(monday.AddDays(5), monday.AddDays(7), DatePrecision.Range, basis),
            'f' => new DateSpan(DateSpan.Monday(reference).AddDays(14 * step), DateSpan.Monday(reference).AddDays(14 * step + 14), DatePrecision.Range, basis),
            'm' => DateSpan.Month(month.Year, month.Month, basis),
            'q' => new DateOnly(reference.Year, (reference.Month - 1) / 3 * 3 + 1, 1).AddMonths(3 * step) is var quarter ? DateSpan.Quarter(quarter.Year, (quarter.Month + 2) / 3, basis) : null,
            'y' => DateSpan.Year(reference.Year + step, basis),
            'D' => DateSpan.Range(new DateOnly((reference.Year / 10 + step) * 10, 1, 1), new DateOnly((reference.Year / 10 + step) * 10 + 10, 1, 1), basis),
            'C' => DateSpan.Range(new DateOnly((reference.Year / 100 + step) * 100, 1, 1), new DateOnly((reference.Year / 100 + step) * 100 + 100, 1, 1), basis),
            'h' => DateSpan.Day(reference, "day of reference"),
            _ => null,
        };
    }

    DateSpan? Cut(char part, DateSpan? whole)
    {
        if (whole is not { Start: { } start, End: { } end } span || part == ' ')
            return whole;
        if (part == 'e' && start <= reference && reference < end)
            return DateSpan.Range(start, reference, "earlier in " + span.Rule);
        return (part, span.Precision) switch
        {
            ('l', DatePrecision.Year) => DateSpan.Range(start.AddMonths(6), end, "later in " + span.Rule),
            ('l', DatePrecision.Week) => DateSpan.Range(start.AddDays(3), end, "later in " + span.Rule),
            ('e', DatePrecision.Week) => DateSpan.Range(start, start.AddDays(3), "earlier in " + span.Rule),
            ('l', DatePrecision.Month) => DateSpan.Range(start.AddDays(15), end, "later in " + span.Rule),
            ('E', _) => span with { Rule = "end of " + span.Rule },
            _ => span,
        };
    }

    /// <summary>"Friday", "last Thursday", "this Friday 5/12", "Tue May 9", "Friday 31", "Saturday 3 days from now".</summary>
    DateSpan? Weekday()
    {
        Skip("early", "late", "in", "the", "day", "later", "mid", "on");
        var step = AcceptAny("this") ? 0 : AcceptAny("last", "previous") ? -1 : AcceptAny("next", "following") ? 1 : AcceptAny("coming", "upcoming") ? 2 : 9;
        if (step != 9)
            Skip("week");
        if (DateWords.Day(Word()) is not { } day || Word() is "sun" or "sat" or "wed" or "mon" && _at + 1 >= tokens.Count && tokens.Count > 3)
            return null;
        _at++;
        Skip(",", ".");
        var start = _at;
        Skip("(", "-", "the");
        if ((Try(Numeric) ?? Try(MonthDay)) is { Precision: DatePrecision.Day } dated)
        {
            Skip(")");
            return step == 0 && dated.Start is { } written && dated.Rule != "as written" ? DateSpan.Day(new DateOnly(reference.Year, written.Month, written.Day), "this year's") : dated;
        }
        if (Token() is { IsNumber: true, Number: >= 1 and <= 31 } number && Word(1) is not (":" or "am" or "pm" or "-" or "/" or "." or "to" or "oclock" or "p" or "a" or "days" or "weeks" or "day" or "week" or "months") && (number.Ordinal || _at + 1 >= tokens.Count))
        {
            _at++;
            return SameDay(day, number.Number);
        }
        _at = start;
        if (Try(Counted) is { Precision: DatePrecision.Day, Start: { } around })
            return DateSpan.Day(around.AddDays(((int)day - (int)around.DayOfWeek + 7) % 7), "weekday from a count");
        Times();
        if (Accept("of", "the", "following", "week") || Accept("next", "week") || Accept("of", "next", "week"))
            return DateSpan.Day(DateSpan.Monday(reference).AddDays(7 + ((int)day + 6) % 7), "day of next week");
        if (Accept("of", "last", "week") || Accept("last", "week"))
            return DateSpan.Day(DateSpan.Monday(reference).AddDays(-7 + ((int)day + 6) % 7), "day of last week");
        if (Accept("of", "this", "week") || Accept("this", "week"))
            return DateSpan.Day(DateSpan.Monday(reference).AddDays(((int)day + 6) % 7), "day of this week");
        return DateSpan.Day(Nearest(day, step), $"{(step == -1 ? "last " : step == 1 ? "next " : "")}{day} {(Nearest(day, step) > reference ? "after" : "before")} {reference:yyyy-MM-dd}");
    }

    DateOnly Nearest(DayOfWeek day, int step)
    {
        var inWeek = DateSpan.Monday(reference).AddDays(((int)day + 6) % 7);
        if (step is 0)
            return inWeek;
        if (step is 1 or -1)
            return inWeek.AddDays(7 * step);
        var ahead = ((int)day - (int)reference.DayOfWeek + 7) % 7;
        if (step == 2)
            return reference.AddDays(ahead == 0 ? 7 : ahead);
        return future == true ? reference.AddDays(ahead == 0 ? 7 : ahead) : reference.AddDays(ahead == 0 ? 0 : ahead - 7);
    }

    /// <summary>"Friday 31": the nearest month, back or ahead, in which that day is that weekday.</summary>
    DateSpan? SameDay(DayOfWeek day, int number)
    {
        for (var months = 0; months < 60; months++)
            foreach (var sign in (ReadOnlySpan<int>)(future == false ? [-1, 1] : [1, -1]))
            {
                var month = new DateOnly(reference.Year, reference.Month, 1).AddMonths(sign * months);
                if (number <= DateTime.DaysInMonth(month.Year, month.Month) && month.AddDays(number - 1).DayOfWeek == day)
                    return DateSpan.Day(month.AddDays(number - 1), "weekday with its number");
            }
        return null;
    }
}
