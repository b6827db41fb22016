namespace Briefings.Articles;

public enum IngestOutcome
{
    New,
    Known,
    Corrected,
    Refused,

    /// <summary>The input takes back an article of the log.</summary>
    Retracted,
}

/// <summary>What became of one input.</summary>
/// <param name="Origin">The input as the user named it.</param>
/// <param name="Stream">The article's stream; <c>null</c> when refused.</param>
/// <param name="NewsEvents">How many news events were appended.</param>
/// <param name="PublishedOn">The article's day; <c>null</c> when unknown.</param>
/// <param name="Note">The reason of a refusal, or what could not be known; <c>null</c> when there is nothing to say.</param>
public sealed record IngestResult(string Origin, string? Stream, IngestOutcome Outcome, int NewsEvents, DateOnly? PublishedOn, string? Note)
{
    /// <summary>The instant of publication that the input names; <c>null</c> when it names none.</summary>
    public DateTimeOffset? PublishedAt { get; init; }
}
