namespace Briefings.Editions.Verification;

/// <summary>How one check came out.</summary>
public enum CheckOutcome
{
    Holds,
    Fails,

    /// <summary>It cannot be made here; the text says why.</summary>
    Open,
}

/// <summary>One line of a verification.</summary>
/// <param name="Name">What was checked: <c>file</c>, <c>provenance</c>, <c>content</c>, <c>sentences</c>, <c>pages</c>, <c>edition</c>, <c>chain</c>, <c>articles</c>, <c>quotes</c>, <c>events</c>, or <c>sentence</c> for one that fails.</param>
/// <param name="At">Where a failing sentence stands in the document as JSON; <c>null</c> otherwise.</param>
public sealed record Check(string Name, CheckOutcome Outcome, string Text, string? At = null);
