using Briefings.Rendering;
using Briefings.Stories;

namespace Briefings.Editions;

/// <summary>Numbers the quotes that a briefing rests on, in the order in which they are first used, each checked against its article.</summary>
sealed class Citations(EditionInput input)
{
    // A line that ten outlets carry needs no ten marks: the sources are counted beside it and listed in the appendix.
    const int MostPerLine = 4;

    readonly Dictionary<string, StoryArticle> articles = input.Stories.SelectMany(s => s.Articles).ToDictionary(a => a.Stream, StringComparer.Ordinal);
    readonly Dictionary<(string Article, int Revision, int Start), int> numbers = [];
    readonly List<(StoryArticle Article, Quote Quote)> quotes = [];

    /// <summary>Streams of the articles cited so far.</summary>
    public IReadOnlyList<string> Articles => [.. quotes.Select(q => q.Article.Stream).Distinct(StringComparer.Ordinal)];

    /// <summary>Numbers for the reports, one sentence an article, the earliest report first.</summary>
    public IReadOnlyList<int> For(IEnumerable<Report> reports) =>
        [.. reports.DistinctBy(r => r.Article, StringComparer.Ordinal).Take(MostPerLine).Select(For)];

    public int For(Report report)
    {
        var evidence = report.Reported.Evidence;
        var key = (report.Article, report.Revision, evidence.Start);
        if (!numbers.TryGetValue(key, out var number))
        {
            numbers[key] = number = numbers.Count + 1;
            quotes.Add((articles[report.Article], new Quote(number, evidence.Quote) { Span = new(report.Article, report.Revision, evidence.Start, evidence.End) }));
        }

        return number;
    }

    /// <summary>Whether the quote still is what stands in that revision of the article at these characters.</summary>
    public bool IsSound(Report report)
    {
        var evidence = report.Reported.Evidence;
        return input.Texts.TryGetValue((report.Article, report.Revision), out var text)
            && evidence.Start >= 0
            && evidence.Start < evidence.End
            && evidence.End <= text.Length
            && text.AsSpan(evidence.Start, evidence.End - evidence.Start).SequenceEqual(evidence.Quote);
    }

    /// <summary>The appendix: cited articles in the order of their first citation.</summary>
    public IReadOnlyList<Source> Sources() =>
        [.. quotes.GroupBy(q => q.Article.Stream, StringComparer.Ordinal).Select(group =>
        {
            var article = group.First().Article;
            return new Source(
                Wording.Outlet(article),
                Wording.Title(article, input.Day),
                Wording.Published(article),
                article.Url,
                Status(article),
                [.. group.Select(q => q.Quote)]);
        })];

    string Status(StoryArticle article) => article switch
    {
        _ when article.Corrections.LastOrDefault(c => c.Day <= input.Day && c.Changes.Count > 0) is { } correction => $"corrected {Wording.Day(correction.Day)}",
        _ => "",
    };
}
