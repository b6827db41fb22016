namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Units by number within a period: "third quarter of 2025", "the first week of July", "21st century".</summary>
sealed partial class DateGrammar
{
    /// <summary>"third quarter of 2025", "21st century", "first week of July", "first Monday of next month", "first ten days of last
    /// year".</summary>
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
        CountOf(i, out count, out next) && At(i).Lex is Lex.Number or Lex.Count or Lex.Vague && Is(next, Lex.Unit)
            && count is > 0 and < 400;

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
            ? Fixed(j + 2, DatePrecision.Range, $"the {Name((Unit)current.Value)} of", Calendar.Whole(scope.Today, (Unit)current.Value),
                relative: true, unit: (Unit)current.Value)
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
            Lex.Weekend => Calendar.NthWeekday(period, 6, number) is { } saturday ? new Interval(saturday, Calendar.Add(saturday, 2))
                : null,
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
