using Briefings.Rendering;
using Briefings.Stories;

namespace Briefings.Editions;

/// <summary>Says in the open what an earlier text said, what stands now, and which editions carried the old words.</summary>
sealed class CorrectionNotes(Manuscript manuscript)
{
    readonly Wording wording = manuscript.Wording;
    readonly EditionInput input = manuscript.Input;

    public IReadOnlyList<CorrectionNote> All() =>
        [.. input.Stories
            .SelectMany(s => s.Articles)
            .SelectMany(a => Corrected(a).Concat(Retracted(a)))
            .OrderBy(n => n.Position)
            .Select(n => n.Note)];

    IEnumerable<(long Position, CorrectionNote Note)> Corrected(StoryArticle article)
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
            var (old, current) = (Around(before, change.Start, change.Old.Length), Around(after, PlaceOfWord(after, words), change.New.Length));
            var note = new CorrectionNote(
                wording.Outlet(article),
                correction.Changes.Count > 1
                    ? wording.Text("correction.more", Named(article), wording.Day(correction.Day), wording.Number((long)correction.Changes.Count))
                    : wording.Text("correction.one", Named(article), wording.Day(correction.Day)),
                before[old],
                after[current],
                Carried(article, correction.Position),
                [])
            {
                OldSpan = Span(article, correction.Revision - 1, before, old),
                NewSpan = Span(article, correction.Revision, after, current),
                Language = manuscript.Citations.ForeignLanguageOf(article.Stream),
            };
            yield return (correction.Position, note);
        }
    }

    IEnumerable<(long Position, CorrectionNote Note)> Retracted(StoryArticle article)
    {
        if (article.Retraction is { } retraction && article.Day <= input.Day && input.Tells(retraction))
        {
            var revision = article.Corrections.Select(c => c.Revision).DefaultIfEmpty(1).Max();
            var text = input.Texts.GetValueOrDefault((article.Stream, revision), "");
            var old = Around(text, 0, 0);
            var note = new CorrectionNote(
                wording.Outlet(article),
                wording.Text("correction.retracted", Named(article), wording.Day(retraction.Day), retraction.Reason.TrimEnd('.')),
                text[old],
                null,
                Carried(article, retraction.Position),
                [])
            {
                OldSpan = Span(article, revision, text, old),
                Language = manuscript.Citations.ForeignLanguageOf(article.Stream),
            };
            yield return (retraction.Position, note);
        }
    }

    string Named(StoryArticle article) => article.Title is { Length: > 0 } title ? wording.Quoted(title) : wording.Text("correction.unnamed", wording.Published(article));

    IReadOnlyList<string> Carried(StoryArticle article, long position) =>
        [.. input.Earlier
            .Where(e => e.Published.LogPosition < position && e.Published.Articles.Contains(article.Stream, StringComparer.Ordinal))
            .Select(e => e.Published.Revision > 1
                ? wording.Text("correction.carriedRevision", wording.Day(e.Published.Day), e.Published.Issue, e.Published.Revision)
                : wording.Text("correction.carried", wording.Day(e.Published.Day), e.Published.Issue))];

    static QuoteSpan? Span(StoryArticle article, int revision, string text, Range place)
    {
        var (start, length) = place.GetOffsetAndLength(text.Length);
        return length == 0 ? null : new QuoteSpan(article.Stream, revision, start, start + length);
    }

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

    /// <summary>Where the sentence around a place in a text stands, without white space at its ends.</summary>
    static Range Around(string text, int start, int length)
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

        while (from < to && char.IsWhiteSpace(text[from]))
        {
            from++;
        }

        while (to > from && char.IsWhiteSpace(text[to - 1]))
        {
            to--;
        }

        return from..to;
    }

    static bool EndsSentence(string text, int at) =>
        text[at] == '\n' || (text[at] is '.' or '!' or '?' && (at + 1 == text.Length || (char.IsWhiteSpace(text[at + 1]) && !IsInitial(text, at))));

    // "U.S. strikes": a stop behind a single capital ends no sentence.
    static bool IsInitial(string text, int at) => at > 0 && char.IsUpper(text[at - 1]) && (at == 1 || !char.IsLetter(text[at - 2]));
}
