namespace Briefings.Extraction.Dates.Grammar;

/// <summary>What relative words count from, and how generously words are read.</summary>
sealed class Scope
{
    /// <summary>Stands in for an unknown reference; every reading that uses it is marked relative and comes out as unknown.</summary>
    static readonly DateOnly NoDay = new(2000, 1, 3);

    public required DateOnly? Reference { get; init; }

    /// <summary>The tense that the caller knows; <see cref="Tense.Unknown"/> leaves it to the words.</summary>
    public Tense Tense { get; init; }

    /// <summary>The last day named before the expression.</summary>
    public DateOnly? Anchor
    {
        get;
        set
        {
            field = value;
            PastAnchor = value <= Reference ? value : PastAnchor;
        }
    }

    /// <summary>The last day named that is not after the reference: what a past verb's "the same day" counts from.</summary>
    public DateOnly? PastAnchor { get; private set; }

    /// <summary>The words are known to be a date, so that doubtful forms ("11/20", "the month", "now") are read as one.</summary>
    public bool Lenient { get; init; }

    public DateOnly Today => Reference ?? NoDay;

    /// <summary>The interval of a reading; open or unknown bounds are <c>null</c>.</summary>
    public Interval? Place(Reading reading, Tense tense) =>
        Choose(reading, tense) is { } interval ? reading.Opening?.Invoke(interval) ?? interval : null;

    Interval? Choose(Reading reading, Tense tense)
    {
        if (reading.Unanchored || (reading.Relative && Reference is null))
        {
            return null;
        }

        if (reading.Occurrence is not { } occurrence)
        {
            return reading.Fixed;
        }

        var here = IndexOf(reading.Cycle, Today);
        return reading.Pick switch
        {
            Pick.This => (occurrence(here - 1) is { } running && running.End > Today ? running
                : occurrence(here)) ?? Backward(occurrence, here, i => i.Start <= Today),
            Pick.Last => Backward(occurrence, here, i => i.End <= Today),
            Pick.Next => Forward(occurrence, here, i => i.Start > Today),
            Pick.Future => Forward(occurrence, here, i => i.End > Today),
            Pick.Past => Backward(occurrence, here, i => i.Start <= Today),
            _ => ByTense(occurrence, here, tense),
        };
    }

    Interval? ByTense(Func<int, Interval?> occurrence, int here, Tense tense)
    {
        var past = tense == Tense.Future ? null : Backward(occurrence, here, i => i.Start <= Today);
        var future = tense == Tense.Past ? null : Forward(occurrence, here, i => i.End > Today);

        // With no verb to tell, the past is meant, unless it is most of a year away and the future is near.
        return past is not { End: { } end }
            || (future is { Start: { } start } && Today.DayNumber - end.DayNumber > 270 && start.DayNumber - Today.DayNumber < 75)
            ? future
            : past;
    }

    /// <summary>Far enough for 29 February over a century's turn, and for a 31st that falls on a given weekday.</summary>
    const int Reach = 16;

    public static Interval? Backward(Func<int, Interval?> occurrence, int from, Func<Interval, bool> fits)
    {
        for (var index = from + 1; index >= from - Reach && index >= 0; index--)
        {
            if (occurrence(index) is { } interval && fits(interval))
            {
                return interval;
            }
        }

        return null;
    }

    public static Interval? Forward(Func<int, Interval?> occurrence, int from, Func<Interval, bool> fits)
    {
        for (var index = Math.Max(0, from - 1); index <= from + Reach; index++)
        {
            if (occurrence(index) is { } interval && fits(interval))
            {
                return interval;
            }
        }

        return null;
    }

    public static int IndexOf(Cycle cycle, DateOnly day) => cycle switch
    {
        Cycle.Week => day.DayNumber / 7,
        Cycle.Month => (day.Year * 12) + day.Month - 1,
        _ => day.Year,
    };

    /// <summary>The rule and the day it was counted from, in words.</summary>
    public string Basis(Reading reading, Tense tense)
    {
        if (!reading.Relative)
        {
            return reading.Rule;
        }

        var side = reading.Occurrence is null ? "" : reading.Pick switch
        {
            Pick.This => ", the current one",
            Pick.Last => ", the last one over",
            Pick.Next => ", the next to begin",
            Pick.Future => ", next on or after",
            Pick.Past => ", last on or before",
            _ => tense switch
            {
                Tense.Future => ", by its future tense on or after",
                Tense.Past => ", by its past tense on or before",
                _ => ", nearest to",
            },
        };
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{reading.Rule}{side} {Today:yyyy-MM-dd}");
    }
}
