namespace Briefings.Extraction;

/// <summary>How one news event type is recognised and phrased.</summary>
public sealed record Frame
{
    /// <summary>The news event type, such as <c>MeetingScheduled</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The PLOVER root, in capitals.</summary>
    public required string Root { get; init; }

    public required int Quad { get; init; }

    /// <summary>On the Goldstein scale, -10 to 10.</summary>
    public required double Intensity { get; init; }

    /// <summary>The root of what is only intended: intended cooperation is AGREE, intended conflict THREATEN. Defaults to <see cref="Root"/>.</summary>
    public string? PlannedRoot { get; init; }

    /// <summary>What it is matched with across articles: reports of one family about the same actors are one development.</summary>
    public required string Family { get; init; }

    /// <summary>The family whose date it shares when it has none of its own, such as the meeting an agenda is for.</summary>
    public string? DatedBy { get; init; }

    /// <summary>Whether the present tense means the day of publication.</summary>
    public bool Ongoing { get; init; }

    /// <summary>Whether it is dropped when the clause it introduces reports an event of its own.</summary>
    public bool GivesWay { get; init; }

    /// <summary>Whether both sides do it to each other.</summary>
    public bool Reciprocal { get; init; }

    /// <summary>Whether its source alone makes two reports one development, as with an interview.</summary>
    public bool BySource { get; init; }

    /// <summary>Whether the topic tells developments of this family apart.</summary>
    public bool ByTopic { get; init; }

    /// <summary>Sentences by modality; <c>happened</c> stands in for one that is missing.</summary>
    public required IReadOnlyDictionary<string, string> Sentences { get; init; }

    /// <summary>Example texts with what they give, checked by the tests.</summary>
    public required IReadOnlyList<FrameExample> Examples { get; init; }

    internal IReadOnlyList<Pattern> Patterns { get; init; } = [];
}

/// <summary>A sentence and what its frame makes of it.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Gives">Modality, or <c>nothing</c>.</param>
/// <param name="Source">Name or code of the source; <c>null</c> to leave it open.</param>
/// <param name="Target">Name or code of the target; <c>null</c> to leave it open.</param>
public sealed record FrameExample(string Text, string Gives, string? Source, string? Target, int Line);
