namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Lengths of time counted from the reference, from a named date or from the date named before.</summary>
sealed partial class DateGrammar
{
    /// <summary>"two days ago", "3 weeks later", "a week from Tuesday", "two days before yesterday", "5 upcoming years".</summary>
    Reading? Counted(int i)
    {
        if (!Duration(i, out var length, out var next) || (Is(i, Lex.Article) && Is(i - 1, Lex.Half)))
        {
            return null;
        }

        var isAmid = Is(next - 1, Lex.Unit) && At(next - 2).Lex is Lex.Next or Lex.Coming or Lex.Past or Lex.Last
            && !Is(next - 2, Lex.Unit);
        if (isAmid)
        {
            return Rolling(next, At(next - 2).Lex, length);
        }

        var name = Amount(length);
        switch (At(next).Lex)
        {
            case Lex.Ago:
                return Moved(next + 1, name + " before", scope.Today, length, -1, relative: true);
            case Lex.Later or Lex.Earlier when At(next + 1).Lex is not (Lex.This or Lex.Next or Lex.In):
                var sign = Is(next, Lex.Later) ? 1 : -1;
                if (AnchorAt(i, next + 1) is { } anchor)
                {
                    return Moved(next + 1, $"{name} {(sign > 0 ? "after" : "before")} the date named before", anchor, length, sign,
                        relative: false);
                }

                return scope.Lenient
                    ? Moved(next + 1, $"{name} {(sign > 0 ? "after" : "before")}", scope.Today, length, sign, relative: true)
                    : new Reading(next + 1, Calendar.PrecisionOf(length.Unit), name + " from a date not named") { Unanchored = true };
            case Lex.From or Lex.After or Lex.Since or Lex.Following or Lex.Before:
                var isBefore = Is(next, Lex.Before);
                var j = WordIs(next, "prior") ? Skip(next + 1, Lex.To) : next + 1;
                if ((Is(j, Lex.Now) ? Today(j + 1, "now") : Is(j, Lex.The) && Is(j + 1, Lex.Unit) && !IsYear(j + 2) ? null
                    : Single(j)) is not { } origin)
                {
                    return null;
                }

                var tense = Is(next, Lex.From) && origin.Weekday > 0 ? Tense.Future : TenseAround(i, origin.Next);
                var counted = $"{name} {(isBefore ? "before" : "after")} {scope.Basis(origin, tense)}";
                if (scope.Place(origin, tense) is not { Start: { } start })
                {
                    return new Reading(origin.Next, DatePrecision.Day, counted) { Unanchored = true };
                }

                return Move(start, length, isBefore ? -1 : 1) is { } moved
                    ? Fixed(origin.Next, Calendar.PrecisionOf(length.Unit), counted, Interval.Of(moved), relative: false)
                    : null;
            default:
                return null;
        }
    }

    static DateOnly? Move(DateOnly day, (long Count, Unit Unit, int Days) length, int sign) =>
        Calendar.Add(day, length.Unit, sign * length.Count) is { } moved ? Calendar.Add(moved, sign * length.Days) : null;

    static Reading? Moved(int next, string rule, DateOnly origin, (long Count, Unit Unit, int Days) length, int sign, bool relative) =>
        Move(origin, length, sign) is { } day ? Fixed(next, Calendar.PrecisionOf(length.Unit), rule, Interval.Of(day), relative) : null;

    /// <summary>"in two weeks" looks ahead only under a future verb; "the second attack in two weeks" names no date.</summary>
    Reading? InDuration(int i)
    {
        if (!Duration(i + 1, out var length, out var next) || At(next).Lex is Lex.Ago or Lex.Later or Lex.Earlier)
        {
            return null;
        }

        if (At(next).Lex is Lex.From or Lex.After or Lex.Since or Lex.Before)
        {
            return Counted(i + 1);
        }

        var isTime = Is(next, Lex.Possessive) || At(next).IsMark('’') || At(next).IsMark('\'');
        next = isTime && Is(next + 1, Lex.Time) ? next + 2 : Is(next, Lex.Time) ? next + 1 : next;
        return scope.Lenient || isTime || TenseAround(i, next) == Tense.Future && !Is(i - 1, Lex.Ordinal)
            ? Moved(next, Amount(length) + " after", scope.Today, length, 1, relative: true)
            : null;
    }

    /// <summary>"within nine months": from the reference on.</summary>
    Reading? WithinDuration(int i)
    {
        var j = Skip(Skip(i + 1, Lex.The), Lex.Next);
        var isUnit = Is(j, Lex.Unit) && j > i + 1;
        (long Count, Unit Unit, int Days) length = (1, (Unit)Math.Max(0, At(j).Value), 0);
        var next = j + 1;
        if (isUnit ? false : !Duration(j, out length, out next))
        {
            return null;
        }

        if (At(next).Lex is Lex.Of or Lex.After or Lex.From || !(scope.Lenient || TenseAround(i, next) == Tense.Future))
        {
            return null;
        }

        return Move(scope.Today, length, 1) is { } end
            ? Fixed(next, DatePrecision.Range, Amount(length) + " from",
                new Interval(scope.Today, length.Unit == Unit.Moment ? Interval.Of(end).End : end), relative: true)
            : null;
    }
}
