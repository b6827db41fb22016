namespace Briefings.Extraction;

/// <summary>Times of day, which add nothing to a day and are stepped over.</summary>
sealed partial class DateGrammar
{
    void Times()
    {
        while (Time())
        {
        }
    }

    bool Time()
    {
        var start = _at;
        Skip("at", "@", ",", "around", "about", "on", "in", "the", "from", "between", "for");
        if (Clock())
        {
            // "9 to 11:30", "1-3 pm": a stretch within the day.
            var end = _at;
            if (AcceptAny("-", "–", "to", "and", "until", "till") && Clock())
                return true;
            _at = end;
            return true;
        }
        if (Token().IsNumber && !Token().Ordinal && Token().Number <= 24 && Word(1) is "-" or "to" or "and" && Word(2) is var next && (next.Length > 0 && Token(2).IsNumber) && Token(2).Number <= 24 && (Word(3) is "am" or "pm" or ":" or "next" or "last" or "tomorrow" or "yesterday" or "today" or "a" or "p" || _at + 3 >= tokens.Count && start > 0 && tokens[start - 1].Word is not ("/" or "-") && DayBefore(start)))
        {
            _at += 3;
            AcceptAny("am", "pm");
            if (Accept(":"))
                _at++;
            return true;
        }
        if (DateWords.IsPartOfDay(Word()) || Word() is "early" or "late" && DateWords.IsPartOfDay(Word(1)))
        {
            _at += DateWords.IsPartOfDay(Word()) ? 1 : 2;
            return true;
        }
        if (Word() is "@" && Token(1).IsNumber || start < _at && Token() is { IsNumber: true, Ordinal: false, Number: <= 24 } && tokens[_at - 1].Word is "at" or "around" or "about" && Word(1) is not ("/" or "-" or "days" or "weeks" or "months" or "years") && DateWords.Month(Word(1)) == 0)
        {
            _at++;
            if (Token() is { IsNumber: true, Number: < 60 } && DateWords.Month(Word(1)) == 0)
                _at++;
            Skip("minutes", "hours", "am", "pm");
            return true;
        }
        if (Word() == "hours" && start < _at || Token().IsNumber && DateWords.Unit(Word(1)) == 'h')
        {
            _at += 2;
            return true;
        }
        _at = start;
        return false;
    }

    bool DayBefore(int at) => at > 0 && (DateWords.Day(tokens[at - 1].Word) is not null || tokens[at - 1].Word is "today" or "tomorrow" or "yesterday" or "tonight");

    bool Clock()
    {
        if (!Token().IsNumber || Token().Ordinal || Token().Number > 24)
            return false;
        if (Word(1) is ":" or "." && Token(2) is { IsNumber: true, Glued: true, Number: < 60 } && Word(3) is not ("." or "/"))
        {
            _at += 3;
            if (Word() == ":" && Token(1).IsNumber)
                _at += 2;
            Meridiem();
            return true;
        }
        if (Word(1) is "am" or "pm" or "oclock" || Word(1) is "a" or "p" && (Word(2) is "m" || Token(1).Glued) || Word(1) == "o" && Word(3) == "clock")
        {
            _at++;
            Meridiem();
            return true;
        }
        if (Token(1) is { IsNumber: true, Number: < 60, Ordinal: false } && Word(2) is "p" or "a" or "pm" or "am")
        {
            _at += 2;
            Meridiem();
            return true;
        }
        return false;
    }

    void Meridiem()
    {
        if (Accept("a", "m") || Accept("p", "m") || Accept("a", ".", "m", ".") || Accept("p", ".", "m", ".") || Accept("o", "'", "clock") || Accept("o", "’", "clock"))
            return;
        AcceptAny("am", "pm", "oclock", "a", "p");
    }
}
