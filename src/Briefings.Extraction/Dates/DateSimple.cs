namespace Briefings.Extraction;

/// <summary>Single dates and calendar stretches.</summary>
sealed partial class DateGrammar
{
    DateSpan? Simple()
    {
        Times();
        Skip("on", "in", "at", "around", "about", "approximately");
        return Try(Named) ?? Try(Ordinary) ?? Try(Numeric) ?? Try(Counted) ?? Try(Stretch) ?? Try(Weekday) ?? Try(MonthDay) ?? Try(Festive) ?? Try(YearAlone) ?? Try(DayOfMonth);
    }

    DateSpan? Named()
    {
        var start = _at;
        Skip("mid", "later", "early", "late", "earlier", "the", "in", "right", "end", "of", "-");
        if (AcceptAny("today", "tonight", "tonite", "now", "eod"))
            return DateSpan.Day(reference, "day of reference");
        if (AcceptAny("yesterday"))
            return DateSpan.Day(reference.AddDays(-1), "day before");
        if (AcceptAny("tomorrow"))
            return DateSpan.Day(reference.AddDays(1), "day after");
        _at = start;
        if (Accept("day", "before", "yesterday") || Accept("the", "day", "before", "yesterday"))
            return DateSpan.Day(reference.AddDays(-2), "two days before");
        if (Accept("day", "after", "tomorrow") || Accept("the", "day", "after", "tomorrow"))
            return DateSpan.Day(reference.AddDays(2), "two days after");
        if (Accept("the", "next", "day") || Accept("the", "day", "after") && Word().Length == 0 || Accept("the", "following", "day") || Accept("the", "next") && DateWords.IsPartOfDay(Word()))
            return DateSpan.Day(reference.AddDays(1), "day after");
        if (Accept("at", "this", "time") || Accept("this", "time") || Accept("end", "of", "the", "day") || Accept("end", "of", "day") || Accept("the", "day") && Word().Length == 0)
            return DateSpan.Day(reference, "day of reference");
        if (Word() is "last" or "yesterday" && DateWords.IsPartOfDay(Word(1)))
        {
            _at += 2;
            return DateSpan.Day(reference.AddDays(-1), "day before");
        }
        if (Word() is "this" or "later" && DateWords.IsPartOfDay(Word(1)) || Word() is "later" && Word(1) is "this" && DateWords.IsPartOfDay(Word(2)))
        {
            _at += Word() == "later" && Word(1) == "this" ? 3 : 2;
            return DateSpan.Day(reference, "day of reference");
        }
        if (Accept("eoy"))
            return DateSpan.Range(new DateOnly(reference.Year, 7, 1), new DateOnly(reference.Year + 1, 1, 1), "end of year");
        return null;
    }

    /// <summary>2019-01-04, 10/1/2018, 23.04.2022, 2019/aug/1, 20170302, oct/2.</summary>
    DateSpan? Numeric()
    {
        if (Token() is { IsNumber: true } whole && whole.Word.Length == 8 && whole.Number is > 15000101 and < 22001231)
        {
            _at++;
            return DateSpan.Day(new DateOnly(whole.Number / 10000, whole.Number / 100 % 100, whole.Number % 100), "as written");
        }
        var mark = Word(1);
        if (mark is not ("-" or "/" or "."))
            return null;
        var a = Token();
        var b = Token(2);
        if (Word(3) == mark && Word(4).Length > 0)
        {
            var c = Token(4);
            var monthA = DateWords.Month(a.Word);
            var monthB = DateWords.Month(b.Word);
            var monthC = DateWords.Month(c.Word);
            (int Year, int Month, int Day)? date =
                monthB > 0 && a.IsNumber && c.IsNumber ? a.Number > 31 ? (a.Number, monthB, c.Number) : (Full(c.Number), monthB, a.Number)
                : monthA > 0 && b.IsNumber && c.IsNumber ? b.Number > 31 ? (b.Number, monthA, c.Number) : (Full(c.Number), monthA, b.Number)
                : monthC > 0 && a.IsNumber && b.IsNumber ? b.Number > 31 ? (b.Number, monthC, a.Number) : (Full(a.Number), monthC, b.Number)
                : !a.IsNumber || !b.IsNumber || !c.IsNumber ? null
                : a.Number > 31 ? (a.Number, b.Number, c.Number)
                : a.Number > 12 || mark == "." && b.Number <= 12 ? (Full(c.Number), b.Number, a.Number)
                : (Full(c.Number), a.Number, b.Number);
            if (date is not { } d || d.Month is < 1 or > 12 || d.Day < 1 || d.Year is < 1 or > 9998 || d.Day > DateTime.DaysInMonth(d.Year, d.Month))
                return null;
            _at += 5;
            return DateSpan.Day(new DateOnly(d.Year, d.Month, d.Day), "as written");
        }
        if (mark == "/" && DateWords.Month(a.Word) is > 0 and var named && b is { IsNumber: true, Number: > 0 and <= 31 })
        {
            _at += 3;
            return Undated(named, b.Number);
        }
        if (!a.IsNumber || !b.IsNumber)
            return null;
        if (mark == "-" && a.Number is >= 1 and <= 12 && b.Number is >= 1500 and <= 2200)
        {
            _at += 3;
            return DateSpan.Month(b.Number, a.Number, "as written");
        }
        if (mark == "/" && a.Number is >= 1 and <= 31 && b.Number is >= 1 and <= 31 && (a.Number <= 12 || b.Number <= 12))
        {
            _at += 3;
            return a.Number > 12 ? Undated(b.Number, a.Number) : Undated(a.Number, b.Number);
        }
        return null;
    }

    static int Full(int year) => year >= 100 ? year : year < 40 ? 2000 + year : 1900 + year;

    /// <summary>May 13 1999, 13 May, fourth of July, the 09th of May, May 2019, mid-November, jan-feb.</summary>
    DateSpan? MonthDay()
    {
        Skip("the");
        if (Token() is { IsNumber: true, Number: >= 1 and <= 31 } day && (DateWords.Month(Word(1)) > 0 || (Word(1) is "of" or "day" or "-") && (DateWords.Month(Word(2)) > 0 || Word(2) == "of" && DateWords.Month(Word(3)) > 0)))
        {
            _at++;
            Skip("day", "of", "-");
            var month = DateWords.Month(Word());
            _at++;
            return WithYear(month, day.Number);
        }
        var part = AcceptAny("early") ? 'e' : AcceptAny("late") ? 'l' : AcceptAny("mid") ? 'm' : Accept("end", "of") ? 'E' : Accept("beginning", "of") || Accept("start", "of") ? 'B' : Accept("middle", "of") ? 'M' : ' ';
        Skip("-", "the");
        var direction = AcceptAny("this", "past") ? 0 : AcceptAny("last", "previous") ? -1 : AcceptAny("next", "coming") ? 1 : 2;
        Skip("past");
        if (Accept("month", "of"))
            Skip("the");
        if (DateWords.Month(Word()) is not (> 0 and var m) || Word() is "may" or "mar" or "sat" && Word(1) is "not" or "be" or "have")
            return part is 'E' or 'B' or 'M' && Try(Period) is { } period ? Part(part, period) : null;
        _at++;
        Skip(".");
        if (Word() == "-" && Token(1) is { IsNumber: true, Glued: true, Number: >= 1 and <= 31 })
            _at++;
        if (part == ' ' && direction == 2 && Token() is { IsNumber: true, Number: >= 1 and <= 31 } behind && !(behind is { Ordinal: false, Number: < 10 } && Word(1) is ":") && !(Word(1) is "am" or "pm"))
        {
            _at++;
            return WithYear(m, behind.Number);
        }
        Skip(",", "of");
        var span = Year() is { } year ? DateSpan.Month(year, m, "as written") : direction == -1 ? DateSpan.Month(LastMonth(m), m, "last such month") : direction == 1 ? DateSpan.Month(NextMonth(m), m, "next such month") : UndatedMonth(m, direction == 0);
        if (Accept("this", "year") || Accept("of", "this", "year"))
            span = DateSpan.Month(reference.Year, m, "as written");
        else if (Accept("last", "year") || Accept("of", "last", "year"))
            span = DateSpan.Month(reference.Year - 1, m, "as written");
        else if (Accept("next", "year") || Accept("of", "next", "year"))
            span = DateSpan.Month(reference.Year + 1, m, "as written");
        return Part(part, span);
    }

    /// <summary>Early, middle and end of a month or year.</summary>
    DateSpan Part(char part, DateSpan span)
    {
        if (span.Start is not { } start || span.End is not { } end || part == ' ')
            return span;
        var bounded = _at > 0 && tokens.Exists(t => t.Word is "since" or "after" or "before" or "from" or "until");
        return span.Precision switch
        {
            DatePrecision.Month when part == 'm' => new DateSpan(start.AddDays(9), start.AddDays(20), DatePrecision.Range, "middle of a month"),
            DatePrecision.Month when part == 'M' => new DateSpan(start.AddDays(15), start.AddDays(15), DatePrecision.Range, "middle of a month"),
            DatePrecision.Month when part == 'l' && bounded => new DateSpan(start.AddDays(15), end, DatePrecision.Range, "late in a month"),
            DatePrecision.Month when part == 'E' => span with { Rule = "end of " + span.Rule },
            DatePrecision.Month => span with { Rule = "part of " + span.Rule },
            DatePrecision.Year when part is 'E' or 'l' => new DateSpan(start.AddMonths(8), end, DatePrecision.Year, "end of a year"),
            DatePrecision.Year when part is 'B' or 'e' => new DateSpan(start, start.AddMonths(4), DatePrecision.Year, "beginning of a year"),
            DatePrecision.Year => new DateSpan(start.AddMonths(4), start.AddMonths(8), DatePrecision.Range, "middle of a year"),
            _ => span with { Rule = (part == 'E' ? "end of " : "part of ") + span.Rule },
        };
    }

    DateSpan? Period()
    {
        Skip("the");
        if (Year() is { } year)
            return DateSpan.Year(year, "as written");
        return Try(Stretch);
    }

    DateSpan? WithYear(int month, int day)
    {
        Skip(",", "of", "in");
        if (Year() is { } year)
            return day <= DateTime.DaysInMonth(year, month) ? DateSpan.Day(new DateOnly(year, month, day), "as written") : null;
        if (Token() is { IsNumber: true, Ordinal: false, Number: >= 0 and < 100 } shortYear && _at + 1 >= tokens.Count && Word(-1) is not "," && shortYear.Word.Length == 2 && !tokens.Exists(t => t.Word is ":" or "-"))
        {
            _at++;
            return DateSpan.Day(new DateOnly(Full(shortYear.Number), month, day), "as written");
        }
        if (Accept("this", "year"))
            return DateSpan.Day(new DateOnly(reference.Year, month, day), "as written");
        if (Accept("last", "year"))
            return DateSpan.Day(new DateOnly(reference.Year - 1, month, day), "as written");
        if (Accept("next", "year"))
            return DateSpan.Day(new DateOnly(reference.Year + 1, month, day), "as written");
        return Undated(month, day);
    }

    int? Year()
    {
        var start = _at;
        Skip("year", "the", "'", "’");
        if (Token() is { IsNumber: true, Ordinal: false, Number: >= 1500 and <= 2200 } year && (year.Word.Length == 4))
        {
            _at++;
            return year.Number;
        }
        if (_at > 0 && tokens[_at - 1].Word is "of" && Token() is { IsNumber: true, Ordinal: false, Number: >= 30 and <= 99 } century)
        {
            _at++;
            return 1900 + century.Number;
        }
        _at = start;
        return null;
    }

    /// <summary>A day and month without a year: the latest before the reference, or the next when the sentence looks ahead.</summary>
    DateSpan? Undated(int month, int day)
    {
        if (month is < 1 or > 12)
            return null;
        var year = reference.Year;
        for (var tries = 0; tries < 9 && day > DateTime.DaysInMonth(year, month); tries++)
            year--;
        if (day > DateTime.DaysInMonth(year, month))
            return null;
        var date = new DateOnly(year, month, day);
        if (Ahead(date, 0) && date < reference)
            date = date.AddYears(1);
        else if (!Ahead(date, 0) && date > reference)
            date = date.AddYears(-1);
        return DateSpan.Day(date, $"{(date > reference ? "next" : "latest")} such day from {reference:yyyy-MM-dd}");
    }

    DateSpan UndatedMonth(int month, bool near)
    {
        var first = new DateOnly(reference.Year, month, 1);
        if (near)
            return DateSpan.Month(reference.Year, month, "this year's");
        if (Ahead(first, 27) && first.AddMonths(1) <= reference)
            first = first.AddYears(1);
        else if (!Ahead(first, 27) && first > reference)
            first = first.AddYears(-1);
        return DateSpan.Month(first.Year, month, $"{(first > reference ? "next" : "latest")} such month from {reference:yyyy-MM-dd}");
    }

    /// <summary>Whether an undated day lies ahead: as the sentence says, else when it is near ahead and far behind.</summary>
    bool Ahead(DateOnly inYear, int length)
    {
        if (future is { } known)
            return known;
        var days = inYear.DayNumber - reference.DayNumber;
        return days + length > 0 && days <= 45;
    }

    int LastMonth(int month) => month < reference.Month ? reference.Year : reference.Year - 1;

    int NextMonth(int month) => month > reference.Month ? reference.Year : reference.Year + 1;

    DateSpan? YearAlone()
    {
        Skip("calendar", "cy", "the", "year", "fy", "fiscal");
        if (Year() is not { } year)
            return null;
        if (AcceptAny("-"))
        {
            if (Accept("q") && Token() is { Number: >= 1 and <= 4 } q)
            {
                _at++;
                return DateSpan.Quarter(year, q.Number, "as written");
            }
            _at--;
        }
        return DateSpan.Year(year, "as written");
    }

    /// <summary>"the 21st": this month's or the nearest.</summary>
    DateSpan? DayOfMonth()
    {
        var article = Accept("the");
        if (Token() is not { IsNumber: true, Number: >= 1 and <= 31 } day || !day.Ordinal)
            return null;
        _at++;
        if (Accept("day", "of", "the", "month") || Accept("of", "this", "month") || Accept("this", "month") || Accept("day", "of", "this", "month"))
            return DateSpan.Day(new DateOnly(reference.Year, reference.Month, day.Number), "this month's");
        if (Accept("day", "of", "next", "month") || Accept("of", "next", "month"))
            return DateSpan.Day(new DateOnly(reference.Year, reference.Month, 1).AddMonths(1).AddDays(day.Number - 1), "next month's");
        if (Accept("of", "last", "month"))
            return DateSpan.Day(new DateOnly(reference.Year, reference.Month, 1).AddMonths(-1).AddDays(day.Number - 1), "last month's");
        _ = article;
        var date = new DateOnly(reference.Year, reference.Month, Math.Min(day.Number, DateTime.DaysInMonth(reference.Year, reference.Month)));
        if (date > reference && future != true)
            date = date.AddMonths(-1);
        return DateSpan.Day(date, "latest such day");
    }

    DateSpan? Festive()
    {
        var step = AcceptAny("next") ? 1 : AcceptAny("last") ? -1 : AcceptAny("this") ? 2 : 0;
        for (var length = 4; length > 0; length--)
        {
            if (_at + length > tokens.Count)
                continue;
            var words = string.Join(' ', tokens.Skip(_at).Take(length).Select(t => t.Word).Where(w => w is not ("'" or "’")));
            if (DateWords.Holiday(words, reference.Year) is not { } day)
                continue;
            _at += length;
            var weekend = false;
            if (Accept("weekend"))
                weekend = true;
            Skip("of", ",");
            if (Year() is { } year)
                day = DateWords.Holiday(words, year)!.Value;
            else if (step == 1 && day <= reference)
                day = DateWords.Holiday(words, reference.Year + 1)!.Value;
            else if (step == -1 && day >= reference || step == 0 && future == false && day > reference)
                day = DateWords.Holiday(words, reference.Year - 1)!.Value;
            if (weekend || Accept("weekend"))
            {
                var saturday = DateSpan.Monday(day.DayOfWeek == DayOfWeek.Monday ? day.AddDays(-2) : day).AddDays(5);
                return new DateSpan(saturday, day.DayOfWeek == DayOfWeek.Monday ? day.AddDays(1) : saturday.AddDays(2), DatePrecision.Range, "weekend of a holiday");
            }
            return DateSpan.Day(day, "holiday");
        }
        return null;
    }
}
