using Briefings.Rendering;
using Briefings.Stories;

namespace Briefings.Editions;

/// <summary>Numbers the quotes that a briefing rests on, in the order in which they are first used, each checked against its article.</summary>
sealed class Citations(EditionInput input, Wording wording)
{
    // A line that ten outlets carry needs no ten marks: the others are counted beside it and named in the appendix.
    const int MostPerLine = 4;

    readonly Dictionary<string, StoryArticle> articles = input.Stories.SelectMany(s => s.Articles).ToDictionary(a => a.Stream, StringComparer.Ordinal);
    readonly Dictionary<(string Article, int Revision, int Start), int> numbers = [];
    readonly List<(StoryArticle Article, Quote Quote)> quotes = [];
    readonly Dictionary<string, SortedSet<int>> further = new(StringComparer.Ordinal);
    readonly Dictionary<string, string?> languages = new(StringComparer.Ordinal);

    /// <summary>Streams of the articles cited so far.</summary>
    public IReadOnlyList<string> Articles => [.. quotes.Select(q => q.Article.Stream).Distinct(StringComparer.Ordinal)];

    /// <summary>Numbers for the reports, one sentence an article in the order given, and how many articles more there are.</summary>
    public (IReadOnlyList<int> Numbers, int Further) For(IEnumerable<Report> reports)
    {
        var each = reports.DistinctBy(r => r.Article, StringComparer.Ordinal).ToList();
        var cited = each.Take(MostPerLine).Select(For).ToList();
        foreach (var report in each.Skip(MostPerLine))
        {
            if (!further.TryGetValue(report.Article, out var with))
            {
                further[report.Article] = with = [];
            }

            with.Add(cited[0]);
        }

        return (cited, Math.Max(0, each.Count - MostPerLine));
    }

    public int For(Report report)
    {
        var evidence = report.Reported.Evidence;
        var key = (report.Article, report.Revision, evidence.Start);
        if (!numbers.TryGetValue(key, out var number))
        {
            numbers[key] = number = numbers.Count + 1;
            quotes.Add((articles[report.Article], new Quote(number, evidence.Quote) { Span = new QuoteSpan(report.Article, report.Revision, evidence.Start, evidence.End) }));
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

    /// <summary>The tag of an article's language; <c>null</c> when its text does not tell.</summary>
    public string? LanguageOf(string article)
    {
        if (!languages.TryGetValue(article, out var language))
        {
            languages[article] = language = ArticleLanguages.Of(input.Texts.GetValueOrDefault((article, 1), ""));
        }

        return language;
    }

    /// <summary>The same for a text that names its language only when it is not the briefing's.</summary>
    public string? ForeignLanguageOf(string article) => LanguageOf(article) is { } tag && tag != wording.Language ? tag : null;

    /// <summary>The appendix: cited articles in the order of their first citation.</summary>
    public IReadOnlyList<Source> Sources() =>
        [.. quotes.GroupBy(q => q.Article.Stream, StringComparer.Ordinal).Select(group =>
        {
            var article = group.First().Article;
            var language = LanguageOf(article.Stream);
            return new Source(
                wording.Outlet(article),
                Wording.Title(article, input.Day),
                wording.Published(article),
                article.Url,
                Status(article),
                [.. group.Select(q => q.Quote)])
            {
                Language = language,
                LanguageText = language is null ? "" : wording.LanguageName(language),
                Learned = wording.Text("source.learned", wording.Instant(article.RecordedAt)),
                Article = article.Stream,
            };
        })];

    /// <summary>Articles that report a cited line too and are quoted nowhere, by outlet and title.</summary>
    public IReadOnlyList<FurtherSource> FurtherSources()
    {
        var cited = Articles.ToHashSet(StringComparer.Ordinal);
        return [.. further
            .Where(f => !cited.Contains(f.Key))
            .Select(f => (Article: articles[f.Key], With: f.Value))
            .OrderBy(f => f.With.Min)
            .ThenBy(f => f.Article.Position)
            .Select(f => new FurtherSource(wording.Outlet(f.Article), Wording.Title(f.Article, input.Day), wording.Published(f.Article), f.Article.Url, [.. f.With]) { Article = f.Article.Stream })];
    }

    string Status(StoryArticle article) =>
        article.Corrections.LastOrDefault(c => c.Day <= input.Day && c.Changes.Count > 0) is { } correction ? wording.Text("source.corrected", wording.Day(correction.Day)) : "";
}
