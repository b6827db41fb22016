namespace Briefings.Extraction;

/// <summary>An event being put together; dates may still come from another one.</summary>
/// <param name="Trigger">Index of the triggering token in its sentence.</param>
/// <param name="Nominal">Whether a noun triggered it.</param>
/// <param name="Anchor">Index of the head of "after …" or "following …" in its sentence.</param>
sealed record Draft(ReportedEvent Event, Frame Frame, int Trigger, bool Nominal, int? Anchor);
