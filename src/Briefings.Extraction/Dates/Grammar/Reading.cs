namespace Briefings.Extraction.Dates.Grammar;

/// <summary>How often a thing that is named without its week, month or year comes round.</summary>
enum Cycle
{
    None,
    Week,
    Month,
    Year,
}

/// <summary>Which occurrence of a cycle is meant; <see cref="ByTense"/> leaves it to the governing verb.</summary>
enum Pick
{
    ByTense,
    Past,
    Future,
    Last,
    This,
    Next,
}

/// <summary>A limit inside a period, as in "the end of March", where a range reads a point and not a stretch.</summary>
enum Edge
{
    None,
    Start,
    Middle,
    End,
}

/// <summary>What a run of tokens means: an interval, or one that comes round and needs a year, month or week.</summary>
/// <param name="Next">Index behind the last token read.</param>
/// <param name="Rule">How it was read, for the basis.</param>
sealed record Reading(int Next, DatePrecision Precision, string Rule)
{
    /// <summary>The interval, for a reading without a cycle.</summary>
    public Interval Fixed { get; init; }

    public Cycle Cycle { get; init; }

    /// <summary>The occurrence in a year, in a month counted from year 0, or in a week counted from day 0; <c>null</c> where it has
    /// none.</summary>
    public Func<int, Interval?>? Occurrence { get; init; }

    /// <summary>For "since" and its like: opens the interval, after the occurrence has been chosen.</summary>
    public Func<Interval, Interval>? Opening { get; init; }

    public Pick Pick { get; init; }

    /// <summary>Whether the reference date takes part.</summary>
    public bool Relative { get; init; }

    /// <summary>Whether it counts from a date named before, and none was.</summary>
    public bool Unanchored { get; init; }

    public Edge Edge { get; init; }

    /// <summary>The calendar unit, when the reading is one whole unit.</summary>
    public Unit? Unit { get; init; }

    /// <summary>1 to 7 for a bare weekday, 0 for anything else.</summary>
    public int Weekday { get; init; }

    /// <summary>The same cycle with each occurrence changed.</summary>
    public Reading? Map(int next, DatePrecision precision, string rule, Func<Interval, Interval?> change)
    {
        if (Occurrence is { } occurrence)
        {
            return new Reading(next, precision, rule)
            {
                Cycle = Cycle,
                Pick = Pick,
                Relative = true,
                Occurrence = index => occurrence(index) is { } interval ? change(interval) : null,
            };
        }

        return change(Fixed) is { } changed
            ? new Reading(next, precision, rule) { Fixed = changed, Relative = Relative, Unanchored = Unanchored }
            : null;
    }
}
