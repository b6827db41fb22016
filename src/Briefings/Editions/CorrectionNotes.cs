using System.Globalization;
using Briefings.Rendering;
using Briefings.Stories;

namespace Briefings.Editions;

/// <summary>Says in the open what an earlier text said, what stands now, and which editions carried the old words.</summary>
static class CorrectionNotes
{
    public static IReadOnlyList<CorrectionNote> Of(EditionInput input) =>
        [.. input.Stories
            .SelectMany(s => s.Articles)
            .SelectMany(a => Corrected(a, input).Concat(Retracted(a, input)))
            .OrderBy(n => n.Position)
            .Select(n => n.Note)];

    static IEnumerable<(long Position, CorrectionNote Note)> Corrected(StoryArticle article, EditionInput input)
    {
        foreach (var correction in article.Corrections.Where(c => input.Covers(c.Day, c.Position)))
        {
            var before = input.Texts.GetValueOrDefault((article.Stream, correction.Revision - 1), "");
            var after = input.Texts.GetValueOrDefault((article.Stream, correction.Revision), "");
            var change = correction.Changes.OrderBy(c => c.Old.Length > 0 ? 0 : 1).FirstOrDefault();
            if (change is null || change.Start > before.Length)
            {
                continue;
            }

            // Both texts have the same words up to the change, but for those that earlier changes add or take away.
            var words = Words(before[..change.Start]) + correction.Changes.TakeWhile(c => c != change).Sum(c => Words(c.New) - Words(c.Old));
            var note = new CorrectionNote(
                Wording.Outlet(article),
                $"{Named(article)} was corrected on {Wording.Day(correction.Day)}{(correction.Changes.Count > 1 ? $"; {Wording.Count(correction.Changes.Count, "passage", "passages")} changed, the first is shown" : "")}.",
                Around(before, change.Start, change.Old.Length),
                Around(after, PlaceOfWord(after, words), change.New.Length),
                Carried(article, correction.Position, input),
                []);
            yield return (correction.Position, note);
        }
    }

    static IEnumerable<(long Position, CorrectionNote Note)> Retracted(StoryArticle article, EditionInput input)
    {
        if (article.Retraction is { } retraction && article.Day <= input.Day && input.Tells(retraction))
        {
            var text = input.Texts.GetValueOrDefault((article.Stream, article.Corrections.Select(c => c.Revision).DefaultIfEmpty(1).Max()), "");
            var note = new CorrectionNote(
                Wording.Outlet(article),
                $"{Named(article)} was retracted on {Wording.Day(retraction.Day)}: {retraction.Reason.TrimEnd('.')}.",
                Around(text, 0, 0),
                null,
                Carried(article, retraction.Position, input),
                []);
            yield return (retraction.Position, note);
        }
    }

    static string Named(StoryArticle article) => article.Title is { Length: > 0 } title ? $"“{title}”" : $"The report published {Wording.Published(article)}";

    static IReadOnlyList<string> Carried(StoryArticle article, long position, EditionInput input) =>
        [.. input.Earlier
            .Where(e => e.Published.LogPosition < position && e.Published.Articles.Contains(article.Stream, StringComparer.Ordinal))
            .Select(e => string.Create(CultureInfo.InvariantCulture, $"{Wording.Day(e.Published.Day)} (no. {e.Published.Issue}{(e.Published.Revision > 1 ? $", edition {e.Published.Revision}" : "")})"))];

    static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>Where the word with an index from 0 begins; the end of the text when it has no such word.</summary>
    static int PlaceOfWord(string text, int index)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsWhiteSpace(text[i]) && (i == 0 || char.IsWhiteSpace(text[i - 1])) && index-- == 0)
            {
                return i;
            }
        }

        return text.Length;
    }

    /// <summary>The sentence around a place in a text, unaltered.</summary>
    static string Around(string text, int start, int length)
    {
        var from = start;
        while (from > 0 && !EndsSentence(text, from - 1))
        {
            from--;
        }

        var to = Math.Min(start + Math.Max(length, 1), text.Length);
        while (to < text.Length && !EndsSentence(text, to - 1))
        {
            to++;
        }

        return text[from..to].Trim();
    }

    static bool EndsSentence(string text, int at) =>
        text[at] == '\n' || (text[at] is '.' or '!' or '?' && (at + 1 == text.Length || (char.IsWhiteSpace(text[at + 1]) && !IsInitial(text, at))));

    // "U.S. strikes": a stop behind a single capital ends no sentence.
    static bool IsInitial(string text, int at) => at > 0 && char.IsUpper(text[at - 1]) && (at == 1 || !char.IsLetter(text[at - 2]));
}
