namespace Briefings.Profiles;

/// <summary>When a profile's editions go out, by the clock of its time zone.</summary>
public sealed record Schedule
{
    /// <summary>Ascending, in whole minutes, each once. Empty, the default, schedules nothing.</summary>
    public IReadOnlyList<TimeOnly> Times { get; init; } = [];

    /// <summary>From Monday on, each once. Empty, the default, means every day.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];
}
