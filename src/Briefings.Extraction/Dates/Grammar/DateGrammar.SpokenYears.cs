namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Years in words, and decades.</summary>
sealed partial class DateGrammar
{
    Reading? SpokenYearTerm(int i) =>
        SpokenYear(i, out var year, out var next)
            && (scope.Lenient || At(i - 1).Lex is Lex.In or Lex.Of or Lex.Since or Lex.By or Lex.Until or Lex.From
                || year is < 2000 and >= 1100)
            && !Counts.IsNoun(Word(At(next)))
                ? Fixed(next, DatePrecision.Year, "year in words", YearIn(year), unit: Unit.Year)
                : null;

    /// <summary>"two thousand and five", "nineteen ninety-six", "twenty fifteen".</summary>
    bool SpokenYear(int i, out int year, out int next)
    {
        (year, next) = (0, i);
        if (Beyond(i).Lex != Lex.Count)
        {
            return false;
        }

        if (Beyond(i).Value is 1 or 2 && Beyond(i + 1).Lex == Lex.Thousand)
        {
            var j = Beyond(i + 2).Lex == Lex.And ? i + 3 : i + 2;
            year = Beyond(i).Value * 1000;
            next = i + 2;
            if (BelowHundred(j, out var rest, out var behind))
            {
                (year, next) = (year + rest, behind);
                return true;
            }

            return year == 2000 && j == i + 2;
        }

        if (Beyond(i).Value is < 11 or > 20 || !BelowHundred(SkipDash(i + 1), out var low, out next) || low < 10)
        {
            return false;
        }

        year = (Beyond(i).Value * 100) + low;
        return true;
    }

    /// <summary>1 to 99 in words.</summary>
    bool BelowHundred(int i, out int value, out int next)
    {
        (value, next) = (Beyond(i).Value, i + 1);
        if (Beyond(i).Lex != Lex.Count)
        {
            return false;
        }

        var j = Beyond(next).IsDash ? next + 1 : next;
        if (value >= 20 && Beyond(j) is { Lex: Lex.Count, Value: < 10 } ones)
        {
            (value, next) = (value + ones.Value, j + 1);
        }

        return true;
    }

    /// <summary>"the 1990s", "the '90s", "the nineties".</summary>
    Reading? DecadeTerm(int i)
    {
        var value = At(i).Value;
        if (value < 100 && !scope.Lenient && !Is(i - 1, Lex.The) && !Is(i - 2, Lex.The) && !At(i - 1).IsMark('\'')
            && !At(i - 1).IsMark('’') && At(i - 1).Lex is not (Lex.Early or Lex.Mid or Lex.Late))
        {
            return null;
        }

        var century = scope.Today.Year / 100 * 100;
        var year = value >= 1000 ? value : century + value <= scope.Today.Year ? century + value : century - 100 + value;
        return Calendar.Day(year, 1, 1) is { } first && value is 0 or >= 10
            ? Fixed(i + 1, DatePrecision.Range, "decade", Calendar.Whole(first, Unit.Decade), relative: value < 1000, unit: Unit.Decade)
            : null;
    }
}
