namespace Briefings.Extraction;

/// <summary>The stretch of a sentence that states an event and can stand alone.</summary>
/// <param name="Verb">The finite verb it hangs on.</param>
/// <param name="From">Its first token.</param>
/// <param name="To">Index behind its last token.</param>
/// <param name="Detached">Whether the verb's subject stands elsewhere and is to be put in front.</param>
/// <param name="Skips">Stretches inside that are left out.</param>
sealed record ClauseWindow(Predicate Verb, int From, int To, bool Detached, IReadOnlyList<(int From, int To)> Skips);
