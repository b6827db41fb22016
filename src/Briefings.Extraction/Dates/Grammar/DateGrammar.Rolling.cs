namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Stretches up to or from the reference, and days counted from the date named before.</summary>
sealed partial class DateGrammar
{
    /// <summary>A unit counted from the date named before. Without one, it counts from the reference where that is plainly meant.</summary>
    Reading? FromAnchor(int i, int next, Unit unit, int shift)
    {
        var anchor = AnchorAt(i, next);
        var origin = anchor ?? (scope.Lenient || (shift == 0 && At(i).Lex == Lex.This) ? scope.Today : null);
        var rule = shift switch { 0 => $"the {Name(unit)} of", > 0 => $"the {Name(unit)} after", _ => $"the {Name(unit)} before" };
        if (origin is not { } day)
        {
            return new Reading(next, Calendar.PrecisionOf(unit), rule) { Unanchored = true };
        }

        return Fixed(
            next,
            Calendar.PrecisionOf(unit),
            anchor is null ? rule
                : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{rule} the date named before, {day:yyyy-MM-dd}"),
            Calendar.Whole(day, unit, shift),
            relative: anchor is null,
            unit: unit);
    }

    /// <summary>The day named before that words count from: under a past verb, one that is not still to come.</summary>
    DateOnly? AnchorAt(int i, int next) =>
        scope.Anchor > scope.Reference && TenseAround(i, next) != Tense.Future ? scope.PastAnchor ?? scope.Anchor : scope.Anchor;

    static string Amount((long Count, Unit Unit, int Days) length)
    {
        var name = Name(length.Unit);
        var plural = length.Count == 1 ? name : name.EndsWith('y') && name != "day" ? name[..^1] + "ies" : name + "s";
        return length.Days == 0 ? $"{length.Count} {plural}" : $"{length.Count} {plural} and {length.Days} days";
    }

    /// <summary>"the past three months", "next five days", "the last two decades".</summary>
    Reading? Rolling(int next, Lex lead, (long Count, Unit Unit, int Days) length)
    {
        var (count, unit, days) = length;
        var isBack = lead is Lex.Last or Lex.Past;
        if (!isBack && lead is not (Lex.Next or Lex.Coming or Lex.Following or Lex.This))
        {
            return null;
        }

        if (lead == Lex.This)
        {
            return null;
        }

        if (unit == Unit.Moment)
        {
            return Today(next, "within hours of");
        }

        var words = isBack ? "up to" : "after";
        if (unit is Unit.Quarter or Unit.Decade or Unit.Century && lead != Lex.Past)
        {
            var near = Calendar.Whole(scope.Today, unit, isBack ? -1 : 1);
            var far = Calendar.Whole(scope.Today, unit, isBack ? -count : count);
            return near is { } a && far is { } b
                ? Fixed(next, DatePrecision.Range, $"{Amount(length)} in whole {words}", isBack ? new Interval(b.Start, a.End)
                    : new Interval(a.Start, b.End), relative: true)
                : null;
        }

        var start = isBack ? Back(scope.Today, length) : Calendar.Add(scope.Today, 1);
        var end = isBack ? scope.Today : start is { } tomorrow && Calendar.Add(tomorrow, unit, count) is { } moved
            ? Calendar.Add(moved, days) : null;
        return start is not null && end is not null
            ? Fixed(next, DatePrecision.Range, $"{Amount(length)} {words}", new Interval(start, end), relative: true)
            : null;
    }

    static DateOnly? Back(DateOnly day, (long Count, Unit Unit, int Days) length) =>
        Calendar.Add(day, length.Unit, -length.Count) is { } moved ? Calendar.Add(moved, -length.Days) : null;
}
