namespace Briefings.Extraction;

/// <summary>Words of a text that name a time, and what they mean.</summary>
/// <param name="From">UTF-16 offset of the first character in the text.</param>
/// <param name="To">UTF-16 offset behind the last character.</param>
/// <param name="When">The interval; its precision is <see cref="DatePrecision.Unknown"/> when the words cannot be placed.</param>
public sealed record DateExpression(int From, int To, When When);

/// <summary>The tense of the verb that governs a date: it decides whether "on Tuesday" is the last one or the coming one.</summary>
public enum Tense
{
    Unknown,
    Past,
    Future,
}
