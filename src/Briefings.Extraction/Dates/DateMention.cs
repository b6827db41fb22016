namespace Briefings.Extraction;

/// <summary>A date expression in a sentence, resolved.</summary>
/// <param name="First">Index of its first token.</param>
/// <param name="Last">Index behind its last token.</param>
sealed record DateMention(int First, int Last, When When);
