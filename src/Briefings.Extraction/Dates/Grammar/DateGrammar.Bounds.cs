namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Dates that limit one side only: "since X", "before X", "no later than X", "X or later".</summary>
sealed partial class DateGrammar
{
    /// <summary>The side that a word such as "since" leaves open: 1 the end, -1 the start; and whether the date itself is in.</summary>
    (int Next, int Side, bool Inclusive) LimitWord(int i) => At(i).Lex switch
    {
        Lex.Since => (i + 1, 1, true),
        Lex.Starting when !Is(i - 1, Lex.Unit) => (At(i + 1).Lex is Lex.On or Lex.From or Lex.In ? i + 2 : i + 1, 1, true),
        Lex.After => (i + 1, 1, false),
        Lex.Before => (WordIs(i, "prior") ? i + 2 : i + 1, -1, false),
        Lex.Later or Lex.Greater when Is(i + 1, Lex.Than) => (i + 2, 1, false),
        Lex.Earlier when Is(i + 1, Lex.Than) => (i + 2, -1, false),
        Lex.No when At(i + 1).Lex is Lex.Later or Lex.Earlier && Is(i + 2, Lex.Than) => (i + 3, Is(i + 1, Lex.Later) ? -1 : 1, true),
        Lex.No when At(i + 1).Lex is Lex.Before or Lex.After => (i + 2, Is(i + 1, Lex.Before) ? 1 : -1, true),
        Lex.On when Is(i + 1, Lex.Or) && At(i + 2).Lex is Lex.Before or Lex.After => (i + 3, Is(i + 2, Lex.After) ? 1 : -1, true),
        Lex.As when At(i + 1).Lex is Lex.Late or Lex.Early && Is(i + 2, Lex.As) => (i + 3, Is(i + 1, Lex.Late) ? -1 : 1, true),
        Lex.Until or Lex.By when scope.Lenient => (i + 1, -1, true),
        Lex.Mark when scope.Lenient && At(i).Value is '>' or '<' =>
            (At(i + 1).IsMark('=') ? i + 2 : i + 1, At(i).Value == '>' ? 1 : -1, At(i + 1).IsMark('=')),
        _ => (i, 0, false),
    };

    /// <summary>A date that opens or closes a stretch without another end.</summary>
    Reading? Bounded(int i)
    {
        var (j, side, inclusive) = LimitWord(i);
        if (side == 0)
        {
            return At(i).Lex switch
            {
                Lex.To when scope.Lenient && Is(i + 1, Lex.Date) =>
                    new Reading(i + 2, DatePrecision.Open, "until") { Fixed = new Interval(null, scope.Today), Relative = true },
                Lex.More or Lex.Less when Is(i + 1, Lex.Than) => MoreOrLess(i),
                _ => Spanned(i) is { } plain ? Trailing(plain) : null,
            };
        }

        j = Skip(j, Lex.Around);
        if (j == i + 1 && At(i).Lex is Lex.After or Lex.Before && !scope.Lenient && At(j).Lex is Lex.Number or Lex.Count or Lex.Article
            && Duration(j, out _, out _))
        {
            return null;
        }

        if (Spanned(j) is not { } limitReading || limitReading.Unanchored)
        {
            return null;
        }

        // "after Tuesday's vote", "after the January 3 operation": the day of the vote is meant.
        if (!inclusive && (Is(limitReading.Next, Lex.Possessive)
            || (Is(j, Lex.The) && At(j + 1).Lex is Lex.Number or Lex.Month or Lex.Weekday or Lex.Ordinal
            && Is(limitReading.Next, Lex.Other))))
        {
            return null;
        }

        var opened = Open(limitReading, side, inclusive);
        return Is(i, Lex.Since) && opened.Pick == Pick.ByTense && !Is(j, Lex.Day) ? opened with { Pick = Pick.Past } : opened;
    }

    static Reading Open(Reading reading, int side, bool inclusive)
    {
        var rule = (side, inclusive) switch { (1, true) => "since", (1, _) => "after", (_, true) => "no later than", _ => "before" };
        var isDay = reading.Precision == DatePrecision.Day;
        return reading with
        {
            Precision = DatePrecision.Open,
            Rule = $"{rule} {reading.Rule}",
            Opening = found => side > 0
                ? new Interval(inclusive || isDay ? found.Start : found.End, null)
                : new Interval(null, inclusive || reading.Edge == Edge.End ? found.End : found.Start),
        };
    }

    /// <summary>"or later", "and after", "onwards" behind a date.</summary>
    Reading? Trailing(Reading reading)
    {
        var j = reading.Next;
        if (Is(j, Lex.Onwards))
        {
            return Open(reading with { Next = j + 1 }, 1, inclusive: true);
        }

        if (At(j).Lex is Lex.Or or Lex.And && At(j + 1).Lex is Lex.Later or Lex.After or Lex.Onwards or Lex.Greater
            && (Is(j, Lex.Or) || scope.Lenient) && !GoesOn(j + 2))
        {
            return Open(reading with { Next = j + 2 }, 1, inclusive: true);
        }

        return Is(j, Lex.Or) && At(j + 1).Lex is Lex.Earlier or Lex.Before && !GoesOn(j + 2)
            ? Open(reading with { Next = j + 2 }, -1, inclusive: true) : reading;
    }

    bool GoesOn(int i) => Is(i, Lex.Than) || Is(i, Lex.The) || Starters.Contains(At(i).Lex);

    /// <summary>"more than 2 days before yesterday", "less than 3 days after tomorrow".</summary>
    Reading? MoreOrLess(int i)
    {
        if (!Duration(i + 2, out _, out var next) || Single(i + 2) is not { Occurrence: null, Unanchored: false } day)
        {
            return null;
        }

        var isBack = At(next).Lex is Lex.Before or Lex.Ago;
        if (Is(i, Lex.More))
        {
            return new Reading(day.Next, DatePrecision.Open, "more than " + day.Rule) { Fixed = isBack
                ? new Interval(null, day.Fixed.Start) : new Interval(day.Fixed.End, null), Relative = day.Relative };
        }

        var origin = Single(next + 1)?.Fixed.Start ?? scope.Today;
        var interval = isBack ? new Interval(day.Fixed.Start, origin) : new Interval(origin, day.Fixed.Start);
        return new Reading(day.Next, DatePrecision.Range, "less than " + day.Rule) { Fixed = interval, Relative = day.Relative };
    }
}
