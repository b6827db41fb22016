namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Ranges: "from X to Y", "between X and Y", "X–Y".</summary>
sealed partial class DateGrammar
{
    Reading? Range(int i, bool between)
    {
        if (Half(i) is not { } from)
        {
            return null;
        }

        var j = from.Next;
        var isDash = At(j).IsDash;
        if (!isDash && At(j).Lex is not (Lex.To or Lex.Until) && !(between && Is(j, Lex.And)))
        {
            return null;
        }

        closed = j - 1;
        if (Is(j, Lex.To) && Is(j + 1, Lex.Date))
        {
            return Join(from, Today(j + 2, "now,") with { Edge = Edge.Start });
        }

        if (Half(Skip(j + 1, Lex.Around)) is not { } to)
        {
            return null;
        }

        // "2010-2015-86" is no range of years, nor is "May-2019 deal".
        if (isDash && to.Unit == Unit.Year && !StandsAlone(to.Next - 1, to.Next) && !IsPlainRange(from, to))
        {
            return null;
        }

        return WithYear(Join(from, to), glued: false);
    }

    bool IsPlainRange(Reading from, Reading to) =>
        from.Unit == Unit.Year
            && !(Beyond(to.Next) is var right && (right.IsDash || right.IsMark('/')) && Beyond(to.Next + 1).Lex == Lex.Number)
        && !(Beyond(from.Next - 2).IsDash && Beyond(from.Next - 3).Lex == Lex.Number);

    /// <summary>One end of a range; a year may be glued to the other end.</summary>
    Reading? Half(int i)
    {
        if (Is(i, Lex.Now))
        {
            return Today(i + 1, "now,") with { Edge = Edge.Start };
        }

        if (WordIs(i, "current") && Is(i + 1, Lex.Date))
        {
            return Today(i + 2, "now,") with { Edge = Edge.Start };
        }

        if (Is(i, Lex.Number) && IsYear(i) && !(At(i + 1).IsDash && At(i + 2).Lex is Lex.QuarterCode or Lex.HalfCode)
            && NumericDate(i) is null && At(i + 1).Lex is not (Lex.QuarterCode or Lex.HalfCode))
        {
            return At(i - 1).Lex == Lex.Number || At(i - 1).Lex == Lex.Mark && !At(i - 1).IsDash && !At(i - 1).IsMark('(')
                && Tight(i - 1) ? null
                : At(i).Value is >= 1500 and < 2200 ? Fixed(i + 1, DatePrecision.Year, "year", YearIn(At(i).Value), unit: Unit.Year) : null;
        }

        return (Is(i, Lex.Number)
            ? NumericDate(i, tied: (scope.Lenient || At(i - 1).Lex is Lex.From or Lex.Between || closed == i - 2) && IsSlashPair(i))
            : null) ?? Single(i);
    }

    bool IsSlashPair(int i) => At(i + 1).IsMark('/');

    /// <summary>
    /// From the start of one reading to the other. A day is taken in; of a month, quarter or year the start is the limit, as
    /// TIMEX3 has it: "from 2010 to 2018" ends as 2018 begins.
    /// </summary>
    Reading? Join(Reading from, Reading to)
    {
        if (from.Unanchored || to.Unanchored)
        {
            return null;
        }

        var relative = from.Relative || to.Relative;
        var rule = $"from {from.Rule} to {to.Rule}";
        if (from.Occurrence is { } first && to.Occurrence is { } second)
        {
            return new Reading(to.Next, DatePrecision.Range, rule)
            {
                Cycle = from.Cycle,
                Pick = from.Pick == Pick.ByTense ? to.Pick : from.Pick,
                Relative = true,
                Occurrence = index => first(index) is not { } a ? null
                    : Stretched(a, from, Scope.Forward(second, Scope.IndexOf(to.Cycle, a.Start ?? scope.Today), b => b.Start >= a.Start),
                        to),
            };
        }

        if (from.Occurrence is { } early)
        {
            var start = to.Fixed.Start is { } end ? from.Pick == Pick.ByTense
                ? Scope.Backward(early, Scope.IndexOf(from.Cycle, end), a => a.Start <= end) : scope.Place(from, Tense.Unknown) : null;
            return start is { } found ? Fixed(to.Next, DatePrecision.Range, rule, Stretched(found, from, to.Fixed, to), relative) : null;
        }

        if (to.Occurrence is { } late)
        {
            var end = from.Fixed.Start is { } begin ? Scope.Forward(late, Scope.IndexOf(to.Cycle, begin), b => b.Start >= begin) : null;
            return Fixed(to.Next, DatePrecision.Range, rule, Stretched(from.Fixed, from, end, to), relative);
        }

        return Fixed(to.Next, DatePrecision.Range, rule, Stretched(from.Fixed, from, to.Fixed, to), relative);
    }

    /// <summary>"for three days from Monday".</summary>
    Reading? For((long Count, Unit Unit, int Days) length, int i) =>
        At(i).Lex is Lex.From or Lex.Starting && length.Unit > Unit.Moment && Single(Skip(i + 1, Lex.On)) is { Unanchored: false } first
            ? first.Map(first.Next, DatePrecision.Range, $"{Amount(length)} from {first.Rule}", day =>
                day.Start is { } start && Move(start, length, 1) is { } end ? new Interval(start, end) : null)
            : null;

    static Interval? Stretched(Interval first, Reading from, Interval? last, Reading to)
    {
        var start = from.Edge == Edge.End ? first.End : first.Start;
        var end = to.Edge switch
        {
            Edge.End => last?.End,
            Edge.Middle => last is { Start: { } a, End: { } b } ? Calendar.Add(a, ((b.DayNumber - a.DayNumber) / 2) + 1) : null,
            Edge.Start => last?.Start,
            _ => to.Precision is DatePrecision.Day or DatePrecision.Week or DatePrecision.Range ? last?.End : last?.Start,
        };
        return start is not null && end is not null && (start < end || (to.Edge == Edge.Start && start <= end))
            ? new Interval(start, start == end ? last?.End : end) : null;
    }
}
