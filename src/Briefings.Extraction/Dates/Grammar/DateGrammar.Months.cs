namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Dates that begin with a month in letters: "January 3", "Jan. 3rd, 2026", "January 2026", "January".</summary>
sealed partial class DateGrammar
{
    /// <summary>"January", "January 3", "Jan. 3rd, 2026", "January 2026", "January 3-5".</summary>
    Reading? MonthTerm(int i)
    {
        var month = At(i).Value;
        var j = IsAbbreviation(i) ? SkipMark(i + 1, '.') : i + 1;
        var glued = Tight(j - 1) && (At(j).IsDash || At(j).IsMark('/'));
        var k = glued ? j + 1 : SkipMark(j, ',');
        k = Skip(k, Lex.The);
        if (DayNumber(k, out var day, out var next) && CouldBeDay(i, k, next))
        {
            return DayRange(month, day, next, i) ?? WithYear(MonthDay(next, month, day), glued);
        }

        if (YearFor(j, glued, out var year, out next))
        {
            if (glued && Tight(next - 1) && At(next).IsDash && DayNumber(next + 1, out day, out var last)
                && Calendar.Day(year, month, day) is { } date)
            {
                return Fixed(last, DatePrecision.Day, "calendar date", Interval.Of(date));
            }

            return Fixed(next, DatePrecision.Month, "month and year", MonthIn(year, month), unit: Unit.Month);
        }

        return IsMonthAlone(i)
            ? WithYear(Yearly(i + 1, DatePrecision.Month, "month", y => MonthIn(y, month), unit: Unit.Month), glued: false)
            : null;
    }

    static Interval? MonthIn(int year, int month) =>
        Calendar.Day(year, month, 1) is { } first ? Calendar.Whole(first, Unit.Month) : null;

    static Reading MonthDay(int next, int month, int day) =>
        Yearly(next, DatePrecision.Day, "month and day", y =>
            Calendar.Day(y, month, day) is { } date ? Interval.Of(date) : null, unit: Unit.Day);

    bool IsAbbreviation(int i) => At(i) is { Length: 3, Value: not 5 } or { Length: 4, Value: 9 };

    /// <summary>"May 9" but not "may 9 people": in lower case "may" and "march" are verbs unless an ordinal follows.</summary>
    bool CouldBeDay(int month, int day, int next) =>
        scope.Lenient
        || !(Is(next, Lex.Other) && At(day).Lex == Lex.Number && Counts.IsNoun(Word(At(next))))
        && (IsCapital(month) || !(WordIs(month, "may") || WordIs(month, "march")) || Is(day, Lex.Ordinal) || Is(month - 1, Lex.Weekday));

    /// <summary>Whether a month name without day or year is one, and no verb, name or adjective.</summary>
    bool IsMonthAlone(int i)
    {
        if (scope.Lenient)
        {
            return true;
        }

        var before = At(i - 1);
        var isTemporal = before.Lex is Lex.In or Lex.Of or Lex.Since or Lex.Until or Lex.By or Lex.From or Lex.To or Lex.During
            or Lex.Before or Lex.After or Lex.For or Lex.Between or Lex.Within
            || before.Lex is Lex.This or Lex.Last or Lex.Next or Lex.Past or Lex.Coming or Lex.Early or Lex.Mid or Lex.Late
            || (before.Lex == Lex.The && At(i).Value != 8 && At(i).Value != 3)
            || (IsCapital(i) && (before.Lex == Lex.The || (At(i + 1).IsDash && Is(i + 2, Lex.Month))))
            || (before.IsDash && At(i - 2).Lex is Lex.Early or Lex.Mid or Lex.Late)
            || (before.Lex is Lex.And or Lex.Or or Lex.To or Lex.Until && Is(i - 2, Lex.Month));
        return At(i).Value switch
        {
            3 or 5 => IsCapital(i) && isTemporal && !IsAbbreviation(i),
            4 or 6 or 8 when !IsAbbreviation(i) => isTemporal || (IsCapital(i) && !IsName(i)),
            _ => !IsAbbreviation(i) || (isTemporal && IsCapital(i)),
        };
    }

    /// <summary>A capitalised neighbour makes "April" or "June" a person's name.</summary>
    bool IsName(int i) =>
        (At(i + 1).Lex == Lex.Other && IsCapital(i + 1)) || (At(i - 1).Lex == Lex.Other && IsCapital(i - 1) && i > 1);

    /// <summary>"January 3-5", "January 3 to 5, 2026".</summary>
    Reading? DayRange(int month, int first, int i, int start)
    {
        var isDash = At(i).IsDash;
        if (!isDash && At(i).Lex is not (Lex.To or Lex.Until) && !(Is(i, Lex.And) && Is(start - 1, Lex.Between)))
        {
            return null;
        }

        if (!DayNumber(Skip(i + 1, Lex.The), out var last, out var next) || last <= first || Is(next, Lex.Month)
            || (Tight(next - 1) && (At(next).IsDash || At(next).IsMark('/')))
            || (!isDash && Is(next, Lex.Other) && !scope.Lenient && char.IsLower(text[At(next).From]) && Counts.IsNoun(Word(At(next)))))
        {
            return null;
        }

        return WithYear(
            Yearly(next, DatePrecision.Range, "days of a month", y => MonthIn(y, month) is { } whole ? Days(whole, first, last) : null),
            glued: false);
    }
}
