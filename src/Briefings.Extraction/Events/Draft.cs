namespace Briefings.Extraction;

/// <summary>An event being put together; dates may still come from another one of its development.</summary>
sealed record Draft(ReportedEvent Event, Frame Frame, int Trigger, int Depth);
