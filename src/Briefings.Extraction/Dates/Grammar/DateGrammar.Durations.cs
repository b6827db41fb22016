namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Lengths of time counted from the reference, from a named date or from the date named before.</summary>
sealed partial class DateGrammar
{
    /// <summary>A count in figures or words: "3", "twenty-one", "a", "a few", "half an", "a couple of".</summary>
    bool CountOf(int i, out long count, out int next)
    {
        (count, next) = (At(i).Value, i + 1);
        switch (At(i).Lex)
        {
            case Lex.Number:
                return At(i).Value >= 0 && !IsAmount(i);
            case Lex.Count:
                return BelowHundred(i, out var value, out next) && (count = value) > 0;
            case Lex.Half:
                count = 1;
                next = Skip(i + 1, Lex.Article);
                return true;
            case Lex.Vague:
                return true;
            case Lex.Couple:
                next = Skip(i + 1, Lex.Of);
                return true;
            case Lex.Article:
                count = 1;
                if (At(next).Lex is Lex.Vague or Lex.Couple)
                {
                    return CountOf(next, out count, out next);
                }

                return true;
            default:
                return false;
        }
    }

    /// <summary>A count of units and the days on top: "three months", "2 weeks and 2 days".</summary>
    bool Duration(int i, out (long Count, Unit Unit, int Days) length, out int next, bool simple = false)
    {
        length = default;
        if (!CountOf(i, out var count, out next))
        {
            return false;
        }

        next = At(next).IsDash ? next + 1 : next;
        var isHalf = Is(i, Lex.Half);
        if (!isHalf && Is(next, Lex.And) && Is(next + 1, Lex.Article) && Is(next + 2, Lex.Half))
        {
            (isHalf, next) = (true, next + 3);
        }

        next = At(next).Lex is Lex.Next or Lex.Coming or Lex.Past or Lex.Last && Is(next + 1, Lex.Unit) ? next + 1 : next;
        if (!Is(next, Lex.Unit))
        {
            return false;
        }

        if (next > i + 1 && At(next - 1).Lex is Lex.Next or Lex.Coming or Lex.Past or Lex.Last && !(text[At(next).To - 1] is 's' or 'S'))
        {
            return false;
        }

        length = (count, (Unit)At(next).Value, 0);
        next++;
        if (Is(next, Lex.And) && Is(next + 1, Lex.Article) && Is(next + 2, Lex.Half))
        {
            (isHalf, next) = (true, next + 3);
        }

        if (isHalf)
        {
            return Halved(ref length, alone: Is(i, Lex.Half)) && !Is(i - 1, Lex.And);
        }

        for (var parts = 0; parts < 3 && !simple && length.Unit >= Unit.Day; parts++)
        {
            var j = Skip(SkipMark(next, ','), Lex.And);
            if (j == next || !CountOf(j, out var more, out j) || At(j) is not { Lex: Lex.Unit, Value: (int)Unit.Moment or (int)Unit.Day or (int)Unit.Week } || more > 10000)
            {
                break;
            }

            length.Days += (int)more * (At(j).Value switch { (int)Unit.Week => 7, (int)Unit.Day => 1, _ => 0 });
            next = j + 1;
        }

        return true;
    }

    /// <summary>"half a year" is six months, "two and a half centuries" are 250 years; half a month has no length.</summary>
    static bool Halved(ref (long Count, Unit Unit, int Days) length, bool alone)
    {
        var (parts, unit) = length.Unit switch
        {
            Unit.Year => (12, Unit.Month),
            Unit.Decade => (10, Unit.Year),
            Unit.Century => (100, Unit.Year),
            Unit.Moment => (1, Unit.Moment),
            _ => (0, Unit.Day),
        };
        length = (alone ? parts / 2 : (length.Count * parts) + (parts / 2), unit, 0);
        return parts > 0;
    }

    /// <summary>"two days ago", "3 weeks later", "a week from Tuesday", "two days before yesterday", "5 upcoming years".</summary>
    Reading? Counted(int i)
    {
        if (!Duration(i, out var length, out var next) || (Is(i, Lex.Article) && Is(i - 1, Lex.Half)))
        {
            return null;
        }

        var isAmid = Is(next - 1, Lex.Unit) && At(next - 2).Lex is Lex.Next or Lex.Coming or Lex.Past or Lex.Last && !Is(next - 2, Lex.Unit);
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
                    return Moved(next + 1, $"{name} {(sign > 0 ? "after" : "before")} the date named before", anchor, length, sign, relative: false);
                }

                return scope.Lenient
                    ? Moved(next + 1, $"{name} {(sign > 0 ? "after" : "before")}", scope.Today, length, sign, relative: true)
                    : new Reading(next + 1, Calendar.PrecisionOf(length.Unit), name + " from a date not named") { Unanchored = true };
            case Lex.From or Lex.After or Lex.Since or Lex.Following or Lex.Before:
                var isBefore = Is(next, Lex.Before);
                var j = WordIs(next, "prior") ? Skip(next + 1, Lex.To) : next + 1;
                if ((Is(j, Lex.Now) ? Today(j + 1, "now") : Is(j, Lex.The) && Is(j + 1, Lex.Unit) && !IsYear(j + 2) ? null : Single(j)) is not { } origin)
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
            ? Fixed(next, DatePrecision.Range, Amount(length) + " from", new Interval(scope.Today, length.Unit == Unit.Moment ? Interval.Of(end).End : end), relative: true)
            : null;
    }
}
