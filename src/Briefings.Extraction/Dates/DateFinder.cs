namespace Briefings.Extraction;

/// <summary>Finds date expressions among the tokens of a sentence.</summary>
static class DateFinder
{
    static readonly string[] Months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    static readonly string[] Days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    public static List<DateMention> Find(Token[] tokens, DateOnly? published, string text)
    {
        var found = new List<DateMention>();
        if (published is not { } reference)
            return found;
        for (var i = 0; i < tokens.Length; i++)
            if (Read(tokens, i, reference, out var length) is { } when)
            {
                found.Add(new DateMention(i, i + length, when with { Text = text[tokens[i].Start..tokens[i + length - 1].End] }));
                i += length - 1;
            }
        return found;
    }

    static When? Read(Token[] tokens, int i, DateOnly reference, out int length)
    {
        length = 1;
        var lower = tokens[i].Lower;
        switch (lower)
        {
            case "today" or "tonight":
                return Day(reference, "day of publication");
            case "yesterday":
                return Day(reference.AddDays(-1), $"day before {reference:yyyy-MM-dd}");
            case "tomorrow":
                return Day(reference.AddDays(1), $"day after {reference:yyyy-MM-dd}");
        }
        if (lower is "last" or "this" or "next" && i + 1 < tokens.Length)
        {
            var step = lower switch { "last" => -1, "next" => 1, _ => 0 };
            length = 2;
            if (Array.IndexOf(Days, tokens[i + 1].Lower) is >= 0 and var d)
                return Day(lower == "last" ? Before(reference, d) : After(reference, d), $"{lower} {tokens[i + 1].Lower} from {reference:yyyy-MM-dd}");
            if (Array.IndexOf(Months, tokens[i + 1].Lower) is >= 0 and var m)
                return Month(Nearest(reference, m + 1, future: lower == "next"), "nearest such month");
            switch (tokens[i + 1].Lower)
            {
                case "week":
                    var monday = reference.AddDays(-(((int)reference.DayOfWeek + 6) % 7) + 7 * step);
                    return new When(monday, monday.AddDays(7), DatePrecision.Week, $"{lower} week from {reference:yyyy-MM-dd}", null);
                case "month":
                    return Month(new DateOnly(reference.Year, reference.Month, 1).AddMonths(step), $"{lower} month from {reference:yyyy-MM-dd}");
                case "year":
                    return Year(reference.Year + step, $"{lower} year from {reference:yyyy-MM-dd}");
            }
            length = 1;
        }
        if (Array.IndexOf(Days, lower) is >= 0 and var day && tokens[i].Capital)
            return Day(Future(tokens, i) ? After(reference, day) : BeforeOrOn(reference, day), $"{lower} {(Future(tokens, i) ? "after" : "before")} {reference:yyyy-MM-dd}");
        if (Array.IndexOf(Months, lower) is >= 0 and var month && tokens[i].Capital)
            return MonthDay(tokens, i, month + 1, reference, out length);
        if (char.IsDigit(lower[0]) && i + 1 < tokens.Length && Array.IndexOf(Months, tokens[i + 1].Lower) is >= 0 and var after && tokens[i + 1].Capital && DayNumber(lower) is { } number)
        {
            length = 2;
            var year = i + 2 < tokens.Length ? YearNumber(tokens[i + 2].Text) : null;
            if (year is not null)
                length = 3;
            return Date(year, after + 1, number, reference, Future(tokens, i));
        }
        return YearNumber(lower) is { } alone && i > 0 && tokens[i - 1].Lower is "in" or "since" or "until" or "by" or "of" or "from" ? Year(alone, "year as written") : null;
    }

    static When? MonthDay(Token[] tokens, int i, int month, DateOnly reference, out int length)
    {
        length = 1;
        if (i + 1 < tokens.Length && DayNumber(tokens[i + 1].Lower) is { } day)
        {
            length = 2;
            int? year = null;
            if (i + 3 < tokens.Length && tokens[i + 2].Text == "," && YearNumber(tokens[i + 3].Text) is { } written)
                (year, length) = (written, 4);
            else if (i + 2 < tokens.Length && YearNumber(tokens[i + 2].Text) is { } next)
                (year, length) = (next, 3);
            return Date(year, month, day, reference, Future(tokens, i));
        }
        if (i + 1 < tokens.Length && YearNumber(tokens[i + 1].Text) is { } yearOnly)
        {
            length = 2;
            return Month(new DateOnly(yearOnly, month, 1), "month as written");
        }
        return Month(Nearest(reference, month, Future(tokens, i)), $"{(Future(tokens, i) ? "next" : "last")} such month from {reference:yyyy-MM-dd}");
    }

    static When? Date(int? year, int month, int day, DateOnly reference, bool future)
    {
        var y = year ?? reference.Year;
        if (day > DateTime.DaysInMonth(y, month))
            return null;
        var date = new DateOnly(y, month, day);
        if (year is null && future && date < reference)
            date = date.AddYears(1);
        else if (year is null && !future && date > reference)
            date = date.AddYears(-1);
        return Day(date, year is null ? $"{(future ? "next" : "latest")} such day from {reference:yyyy-MM-dd}" : "date as written");
    }

    static bool Future(Token[] tokens, int at)
    {
        for (var i = 0; i < tokens.Length; i++)
            if (tokens[i].Tag == Tag.Modal && tokens[i].Lower is "will" or "shall" or "would" || tokens[i].Lower is "scheduled" or "due" or "upcoming" or "deadline")
                return true;
        _ = at;
        return false;
    }

    static int? DayNumber(string lower)
    {
        var digits = lower.TrimEnd('s', 't', 'n', 'd', 'r', 'h');
        return digits.Length is 1 or 2 && int.TryParse(digits, System.Globalization.CultureInfo.InvariantCulture, out var day) && day is >= 1 and <= 31 ? day : null;
    }

    static int? YearNumber(string text) => text.Length == 4 && int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var year) && year is >= 1800 and <= 2100 ? year : null;

    static DateOnly Before(DateOnly reference, int day)
    {
        var date = reference.AddDays(-1);
        while ((int)date.DayOfWeek != day)
            date = date.AddDays(-1);
        return date;
    }

    static DateOnly BeforeOrOn(DateOnly reference, int day) => (int)reference.DayOfWeek == day ? reference : Before(reference, day);

    static DateOnly After(DateOnly reference, int day)
    {
        var date = reference;
        while ((int)date.DayOfWeek != day)
            date = date.AddDays(1);
        return date;
    }

    static DateOnly Nearest(DateOnly reference, int month, bool future)
    {
        var first = new DateOnly(reference.Year, month, 1);
        if (!future && first > reference)
            return first.AddYears(-1);
        return future && first.AddMonths(1) <= reference ? first.AddYears(1) : first;
    }

    static When Day(DateOnly day, string basis) => new(day, day.AddDays(1), DatePrecision.Day, basis, null);

    static When Month(DateOnly first, string basis) => new(first, first.AddMonths(1), DatePrecision.Month, basis, null);

    static When Year(int year, string basis) => new(new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1), DatePrecision.Year, basis, null);
}
