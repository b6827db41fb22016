namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Stretches of a month, year or week: "early January", "mid-November", "the end of 2000".</summary>
sealed partial class DateGrammar
{
    /// <summary>"early", "mid", "late", "the beginning of", "the end of" and a period; on a day they change nothing.</summary>
    Reading? Part(int i)
    {
        var lex = At(i).Lex;
        if (lex == Lex.Deadline)
        {
            var unit = (Unit)At(i).Value;
            return Calendar.Whole(scope.Today, unit) is { } period
                ? Fixed(i + 1, DatePrecision.Range, $"later half of the {Name(unit)} of", Stretch(period, Lex.Late), relative: true) : null;
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
                && Fixed(j + 2, DatePrecision.Range, $"the {Name((Unit)whole.Value)} of", current, relative: true,
                    unit: (Unit)whole.Value) is { } found
                    ? Portion(found, lex, isEdge) : null;
        }

        if (At(j).Lex is Lex.Early or Lex.Mid or Lex.Late or Lex.Start or Lex.End or Lex.Earlier or Lex.Later || (isEdge && j == i + 1)
            || Single(j) is not { } period2)
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

        if (period.Unit is not (Unit.Month or Unit.Year or Unit.Week or Unit.Decade or Unit.Century or Unit.Quarter)
            && period.Precision != DatePrecision.Week)
        {
            return null;
        }

        var today = scope.Today;
        var isCurrent = period is { Relative: true, Occurrence: null } && period.Fixed.Start <= today && period.Fixed.End > today;
        var name = lex switch { Lex.Early or Lex.Earlier => "early in", Lex.Mid => "in the middle of", Lex.Late or Lex.Later =>
            "late in", Lex.Start => "at the start of", _ => "at the end of" };
        var reading = period.Map(period.Next, DatePrecision.Range, $"{name} {period.Rule}", whole => lex switch
        {
            Lex.Earlier when isCurrent => new Interval(whole.Start, today),
            Lex.Later when isCurrent && Stretch(whole, Lex.Late) is { Start: { } half, End: { } end } =>
                new Interval(half > today ? half : today, end),
            _ => Stretch(whole, isEdge || lex is Lex.Early or Lex.Mid or Lex.Late ? lex : lex == Lex.Earlier ? Lex.Early : Lex.Late),
        });
        return reading is null ? null
            : reading with { Edge = lex switch { Lex.Start => Edge.Start, Lex.End => Edge.End, Lex.Mid => Edge.Middle, _ => Edge.None } };
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
}
