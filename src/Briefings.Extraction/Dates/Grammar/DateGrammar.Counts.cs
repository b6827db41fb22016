namespace Briefings.Extraction.Dates.Grammar;

/// <summary>Counts of units: "three months", "2 weeks and 2 days", "a year and a half".</summary>
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
            if (j == next || !CountOf(j, out var more, out j)
                || At(j) is not { Lex: Lex.Unit, Value: (int)Unit.Moment or (int)Unit.Day or (int)Unit.Week } || more > 10000)
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
}
