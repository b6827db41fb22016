namespace Briefings.Extraction;

enum TriggerKind : byte
{
    Verb,
    Noun,
    Adjective,
}

/// <summary>One way a frame is triggered: a verb, noun or adjective with conditions on what surrounds it, and who plays which part.</summary>
sealed record Pattern
{
    /// <summary>File and line, as <c>StrikesCriticized.yaml:7</c>.</summary>
    public required string Id { get; init; }

    public required Frame Frame { get; init; }

    public required TriggerKind Kind { get; init; }

    /// <summary>Lemmas; a phrasal verb has its particle behind an underscore.</summary>
    public required IReadOnlyList<string> Triggers { get; init; }

    /// <summary>Conditions by place: object, subject, a preposition, to, that, gerund, before (a modifier).</summary>
    public required IReadOnlyList<(string Place, WordTest Test)> Conditions { get; init; }

    public required string[] Source { get; init; }

    public required string[] Target { get; init; }

    public string[] Topic { get; init; } = [];

    public Modality? Modality { get; init; }

    /// <summary>"passive" or "active"; <c>null</c> for both.</summary>
    public string? Voice { get; init; }

    /// <summary>"future", "modal", "past", "present"; <c>null</c> for any.</summary>
    public string? Tense { get; init; }

    /// <summary>Whether it means what a negated verb says, as in "did not sign".</summary>
    public bool Negated { get; init; }

    public double Confidence { get; init; } = 0.7;

    /// <summary>How many conditions make it special; the most specific pattern wins.</summary>
    public int Specificity { get; init; }
}
