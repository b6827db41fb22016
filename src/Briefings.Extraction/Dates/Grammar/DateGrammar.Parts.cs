namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Stretches of a month, year or week: "early January", "mid-November", "the end of 2000", "the first week of July", "third quarter".</summary>
sealed partial class DateGrammar
{
    /// <summary>"early", "mid", "late", "the beginning of", "the end of" and a period; on a day they change nothing.</summary>
    Reading? Part(int i)
    {
        var lex = At(i).Lex;
        if (lex == Lex.Deadline)
        {
            var unit = (Unit)At(i).Value;
            return Calendar.Whole(scope.Today, unit) is { } period ? Fixed(i + 1, DatePrecision.Range, $"later half of the {Name(unit)} of", Stretch(period, Lex.Late), relative: true) : null;
        }

        var j = At(i + 1).IsDash ? i + 2 : i + 1;
        var isEdge = lex is Lex.Start or Lex.End || (lex == Lex.Mid && Is(j, Lex.Of));
        j = isEdge ? Skip(j, Lex.Of) : At(j).Lex is Lex.On or Lex.In ? j + 1 : j;
        if (Is(j, Lex.The) && At(j + 1) is { Lex: Lex.Unit } whole && (Unit)whole.Value is Unit.Day or Unit.Week or Unit.Month or Unit.Year)
        {
            var next = (Unit)whole.Value == Unit.Day && Is(j + 2, Lex.Weekday) ? Single(j + 2) : null;
            if (next is not null)
            {
                return next;
            }

            return (isEdge || Is(i + 1, Lex.In)) && Calendar.Whole(scope.Today, (Unit)whole.Value) is { } current
                && Fixed(j + 2, DatePrecision.Range, $"the {Name((Unit)whole.Value)} of", current, relative: true, unit: (Unit)whole.Value) is { } found
                    ? Portion(found, lex, isEdge) : null;
        }

        if (At(j).Lex is Lex.Early or Lex.Mid or Lex.Late or Lex.Start or Lex.End or Lex.Earlier or Lex.Later || (isEdge && j == i + 1) || Single(j) is not { } period2)
        {
            return null;
        }

        return Portion(period2, lex, isEdge);
    }

    Reading? Portion(Reading period, Lex lex, bool isEdge)
    {
        if (period.Precision == DatePrecision.Day || period.Unanchored)
        {
            return lex is Lex.Start or Lex.End && !isEdge ? null : period;
        }

        if (period.Unit is not (Unit.Month or Unit.Year or Unit.Week or Unit.Decade or Unit.Century or Unit.Quarter) && period.Precision != DatePrecision.Week)
        {
            return null;
        }

        var today = scope.Today;
        var isCurrent = period is { Relative: true, Occurrence: null } && period.Fixed.Start <= today && period.Fixed.End > today;
        var name = lex switch { Lex.Early or Lex.Earlier => "early in", Lex.Mid => "in the middle of", Lex.Late or Lex.Later => "late in", Lex.Start => "at the start of", _ => "at the end of" };
        var reading = period.Map(period.Next, DatePrecision.Range, $"{name} {period.Rule}", whole => lex switch
        {
            Lex.Earlier when isCurrent => new Interval(whole.Start, today),
            Lex.Later when isCurrent && Stretch(whole, Lex.Late) is { Start: { } half, End: { } end } => new Interval(half > today ? half : today, end),
            _ => Stretch(whole, isEdge || lex is Lex.Early or Lex.Mid or Lex.Late ? lex : lex == Lex.Earlier ? Lex.Early : Lex.Late),
        });
        return reading is null ? null : reading with { Edge = lex switch { Lex.Start => Edge.Start, Lex.End => Edge.End, Lex.Mid => Edge.Middle, _ => Edge.None } };
    }

    /// <summary>Halves for "early" and "late", thirds or the ten days about the middle for the rest.</summary>
    static Interval? Stretch(Interval whole, Lex lex)
    {
        if (whole is not { Start: { } start, End: { } end })
        {
            return null;
        }

        var days = end.DayNumber - start.DayNumber;
        if (days is >= 28 and <= 31)
        {
            return lex switch
            {
                Lex.Early or Lex.Start => new Interval(start, start.AddDays(15)),
                Lex.Mid => new Interval(start.AddDays(9), start.AddDays(20)),
                _ => new Interval(start.AddDays(15), end),
            };
        }

        if (days < 28)
        {
            return lex switch
            {
                Lex.Early or Lex.Start => new Interval(start, start.AddDays((days / 2) + (days % 2) - (days > 7 ? 0 : 1))),
                Lex.Mid => new Interval(start.AddDays(days / 4), end.AddDays(-(days / 4))),
                _ => new Interval(start.AddDays(days / 2), end),
            };
        }

        var months = ((end.Year - start.Year) * 12) + end.Month - start.Month;
        return lex switch
        {
            Lex.Early => new Interval(start, start.AddMonths(months / 2)),
            Lex.Late => new Interval(start.AddMonths(months / 2), end),
            Lex.Start => new Interval(start, start.AddMonths(months / 3)),
            Lex.Mid => new Interval(start.AddMonths(months / 3), start.AddMonths(months * 2 / 3)),
            _ => new Interval(start.AddMonths(months * 2 / 3), end),
        };
    }

    /// <summary>"third quarter of 2025", "21st century", "first week of July", "first Monday of next month", "first ten days of last year".</summary>
    Reading? NthTerm(int i)
    {
        if (At(i).Lex is not Lex.Ordinal)
        {
            return null;
        }

        var number = At(i).Value;
        var j = i + 1;
        j = At(j).IsDash ? j + 1 : j;
        switch (At(j).Lex)
        {
            case Lex.Half:
                return PartOfYear(j + 1, 2, number, null);
            case Lex.Fiscal when At(j + 1) is { Lex: Lex.Unit, Value: (int)Unit.Quarter }:
                return PartOfYear(j + 2, 4, number, null);
            case Lex.Unit when At(j).Value == (int)Unit.Quarter:
                return PartOfYear(j + 1, 4, number, null);
            case Lex.Unit when At(j).Value == (int)Unit.Century:
                return Calendar.Day(Math.Max(1, (number - 1) * 100), 1, 1) is { } first
                    ? Fixed(j + 1, DatePrecision.Range, "century", Calendar.Whole(first, Unit.Century), unit: Unit.Century) : null;
            case Lex.Unit or Lex.Weekday or Lex.Weekend:
                return PartOf(j, number, 1);
            default:
                return number == 1 && Plural(j, out var count, out var k) ? PartOf(k, 1, count) : null;
        }
    }

    bool Plural(int i, out long count, out int next) =>
        CountOf(i, out count, out next) && At(i).Lex is Lex.Number or Lex.Count or Lex.Vague && Is(next, Lex.Unit) && count is > 0 and < 400;

    /// <summary>The nth such unit or weekday of a period; -1 is the last one.</summary>
    Reading? PartOf(int unit, int number, long count)
    {
        var token = At(unit);
        var j = Hours(new Reading(unit + 1, DatePrecision.Day, "")).Next;
        var isOf = At(j).Lex is Lex.Of or Lex.In;
        j = isOf ? j + 1 : At(j).IsMark('.') ? -1 : j;
        if (j < 0 || (!isOf && At(j).Lex is not (Lex.Last or Lex.Next or Lex.This)))
        {
            return null;
        }

        var isThe = Is(j, Lex.The);
        var whole = isThe && At(j + 1) is { Lex: Lex.Unit, Value: (int)Unit.Month or (int)Unit.Year } current
            ? Fixed(j + 2, DatePrecision.Range, $"the {Name((Unit)current.Value)} of", Calendar.Whole(scope.Today, (Unit)current.Value), relative: true, unit: (Unit)current.Value)
            : Term(j);
        if (whole is not { Unit: Unit.Month or Unit.Year or Unit.Decade or Unit.Quarter or Unit.Week or Unit.Century })
        {
            return null;
        }

        var kind = token.Lex == Lex.Unit ? (Unit)token.Value : Unit.Day;
        var precision = count > 1 ? DatePrecision.Range : token.Lex == Lex.Weekend ? DatePrecision.Week : Calendar.PrecisionOf(kind);
        var rule = $"number {number} in {whole.Rule}";
        var reading = whole.Map(whole.Next, precision, rule, period => token.Lex switch
        {
            Lex.Weekday => Calendar.NthWeekday(period, token.Value, number) is { } day ? Interval.Of(day) : null,
            Lex.Weekend => Calendar.NthWeekday(period, 6, number) is { } saturday ? new Interval(saturday, Calendar.Add(saturday, 2)) : null,
            _ => NthUnit(period, kind, number, count),
        });
        return reading is null ? null : reading with { Unit = count == 1 ? kind : null };
    }

    static Interval? NthUnit(Interval period, Unit unit, int number, long count)
    {
        if (unit == Unit.Week && count == 1)
        {
            return Calendar.WeekOf(period, number);
        }

        if (period is not { Start: { } first, End: { } end } || unit == Unit.Moment)
        {
            return null;
        }

        var start = number > 0 ? Calendar.Add(first, unit, number - 1) : Calendar.Add(end, unit, -count);
        return start is { } from && from >= first && Calendar.Add(from, unit, count) is { } to && to <= end ? new Interval(from, to) : null;
    }
}
