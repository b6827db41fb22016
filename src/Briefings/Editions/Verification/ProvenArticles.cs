using System.Globalization;
using System.Text.Json;
using Briefings.Editions.Provenance;
using Briefings.EventStore;
using Briefings.NewsEvents;

namespace Briefings.Editions.Verification;

/// <summary>
/// Compares what a provenance says of articles with what the log holds of them, and names every sentence that no longer stands, or that
/// cannot be checked any more because the log says that its article was redacted.
/// </summary>
sealed class ProvenArticles(EventLog log)
{
    readonly Dictionary<(string Article, int Revision), string> texts = [];
    readonly Dictionary<Guid, (RecordedEvent Recorded, IEvent? Body)> events = [];
    readonly Dictionary<string, string> unreadable = new(StringComparer.Ordinal);
    readonly Dictionary<string, Redacted> redacted = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<Check>> Compare(EditionProvenance provenance, CancellationToken cancellation)
    {
        foreach (var article in provenance.Articles.Select(a => a.Article).Concat(provenance.Events.Select(e => e.Article)).Concat(provenance.Quotes.Select(q => q.Article)).Distinct(StringComparer.Ordinal))
        {
            await Read(article, provenance.LogPosition, cancellation);
        }

        var articles = provenance.Articles.ToDictionary(a => (a.Article, a.Revision), Problem);
        var quotes = provenance.Quotes.ToDictionary(q => q.Number, q => Problem(q) ?? articles.GetValueOrDefault((q.Article, q.Revision)));
        var stated = provenance.Events.ToDictionary(e => e.Id, e => Problem(e) ?? articles.GetValueOrDefault((e.Article, e.Revision)));
        return
        [
            Summary("articles", articles.Values, "texts are the ones the edition rests on"),
            Summary("quotes", provenance.Quotes.Select(Problem), "quotes stand at their characters"),
            Summary("events", provenance.Events.Select(Problem), "events are as they were recorded"),
            .. provenance.Sentences
                .Select(s => (Sentence: s, Problems: s.Citations.Select(quotes.GetValueOrDefault).Concat(s.Events.Select(stated.GetValueOrDefault)).OfType<Finding>().Distinct().ToList()))
                .Where(s => s.Problems.Count > 0)
                .Select(s => Judged(s.Sentence, s.Problems)),
        ];
    }

    static Check Judged(ProvenSentence sentence, IReadOnlyList<Finding> problems) => problems.Any(p => !p.IsOpen)
        ? new("sentence", CheckOutcome.Fails, $"\"{sentence.Text}\" no longer rests on what it cites: {Told(problems)}", sentence.At)
        : new("sentence", CheckOutcome.Open, $"\"{sentence.Text}\" can no longer be checked: {Told(problems)}", sentence.At);

    static string Told(IEnumerable<Finding> problems) => string.Join("; ", problems.Select(p => p.Text));

    /// <param name="IsOpen">Whether it cannot be checked, rather than being wrong.</param>
    sealed record Finding(string Text, bool IsOpen = false);

    async Task Read(string stream, long position, CancellationToken cancellation)
    {
        await foreach (var recorded in log.ReadStream(stream, cancellation: cancellation))
        {
            if (recorded.Position > position)
            {
                return;
            }

            var body = Body(recorded);
            events[recorded.Id] = (recorded, body);
            if (body is Redacted stub)
            {
                if (recorded.Type is "ArticleIngested" or "ArticleCorrected" or "ArticleReextracted")
                {
                    redacted[stream] = stub;
                }
            }
            else if (body is not null && ArticleEvidence.Reading(body) is { Text: { } text } reading)
            {
                texts[(stream, reading.Revision)] = text;
            }
        }
    }

    /// <summary><c>null</c> for one that cannot be read.</summary>
    IEvent? Body(RecordedEvent recorded)
    {
        try
        {
            return recorded.Body;
        }
        catch (Exception e) when (e is JsonException or UnknownEventTypeException)
        {
            unreadable[recorded.Stream] = e.Message;
            return null;
        }
    }

    Finding? Problem(ProvenArticle article) => !texts.TryGetValue((article.Article, article.Revision), out var text)
        ? Missing(article.Article, article.Revision)
        : Digests.Of(text) == article.TextSha256 ? null
        : new(string.Create(CultureInfo.InvariantCulture, $"the text of {article.Article}, revision {article.Revision}, is another one than the edition rests on"));

    Finding Missing(string article, int revision) => redacted.TryGetValue(article, out var stub)
        ? new(string.Create(CultureInfo.InvariantCulture, $"the text of {article}, revision {revision}, {By(stub)}"), IsOpen: true)
        : new(string.Create(CultureInfo.InvariantCulture, $"the log has no text of {article} in revision {revision}{(unreadable.TryGetValue(article, out var why) ? $" that can be read ({why})" : "")}"));

    static string By(Redacted stub) => string.Create(CultureInfo.InvariantCulture, $"was redacted by {stub.By} on {stub.At.UtcDateTime:yyyy-MM-dd}: {stub.Reason}");

    Finding? Problem(ProvenQuote quote)
    {
        if (!texts.TryGetValue((quote.Article, quote.Revision), out var text) && redacted.ContainsKey(quote.Article))
        {
            return Missing(quote.Article, quote.Revision);
        }

        var place = string.Create(CultureInfo.InvariantCulture, $"quote {quote.Number} at characters {quote.Start} to {quote.End} of {quote.Article}, revision {quote.Revision}");
        return text is null ? new($"{place} is not in the log")
            : quote.Start < 0 || quote.End <= quote.Start || quote.End > text.Length ? new($"{place} lies outside the text")
            : text[quote.Start..quote.End] == quote.Text ? null
            : new($"{place}: expected \"{quote.Text}\", found \"{text[quote.Start..quote.End]}\"");
    }

    Finding? Problem(ProvenEvent proven)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"event {proven.Id} ({proven.Type}) at position {proven.Position}");
        if (!events.TryGetValue(proven.Id, out var held) || held.Recorded.Position != proven.Position || held.Recorded.Stream != proven.Article)
        {
            return new($"{name} is not in the log");
        }

        var digest = held.Body is Redacted stub ? stub.Digest : Digests.Of(held.Recorded.Json.Span);
        return digest != proven.BodySha256 ? new($"{name} is not what was recorded")
            : held.Body is Redacted taken ? new($"{name} {By(taken)}", IsOpen: true)
            : held.Body is NewsEvent news && (news.Revision, news.Reported.Evidence.Start, news.Reported.Evidence.End) == (proven.Revision, proven.Start, proven.End) ? null
            : new($"{name} rests on other characters than {proven.Start} to {proven.End}");
    }

    static Check Summary(string name, IEnumerable<Finding?> problems, string holding)
    {
        var all = problems.ToList();
        var wrong = all.OfType<Finding>().OrderBy(p => p.IsOpen).ToList();
        return wrong.Count == 0
            ? new(name, CheckOutcome.Holds, string.Create(CultureInfo.InvariantCulture, $"all {all.Count} {holding}"))
            : new(
                name, wrong[0].IsOpen ? CheckOutcome.Open : CheckOutcome.Fails,
                string.Create(CultureInfo.InvariantCulture, $"{all.Count - wrong.Count} of {all.Count} {holding}; {wrong[0].Text}{(wrong.Count > 1 ? $", and {wrong.Count - 1} more" : "")}"));
    }
}
