namespace Briefings.Extraction;

/// <summary>A sentence of an article and its tokens.</summary>
/// <param name="Index">From 0, in the order of the text.</param>
/// <param name="Start">UTF-16 offset of the first character.</param>
/// <param name="End">UTF-16 offset behind the last character.</param>
/// <param name="Paragraph">Index of the paragraph it stands in, from 0.</param>
sealed record Sentence(int Index, int Start, int End, int Paragraph, Token[] Tokens);
