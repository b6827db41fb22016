using System.Globalization;
using System.Text.Json;
using Briefings.Editions.Provenance;
using Briefings.EventStore;
using Briefings.NewsEvents;

namespace Briefings.Editions.Verification;

/// <summary>Compares what a provenance says of articles with what the log holds of them, and names every sentence that no longer stands.</summary>
sealed class ProvenArticles(EventLog log)
{
    readonly Dictionary<(string Article, int Revision), string> texts = [];
    readonly Dictionary<Guid, RecordedEvent> events = [];
    readonly Dictionary<string, string> unreadable = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<Check>> Compare(EditionProvenance provenance, CancellationToken cancellation)
    {
        foreach (var article in provenance.Articles.Select(a => a.Article).Concat(provenance.Events.Select(e => e.Article)).Distinct(StringComparer.Ordinal))
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
                .Select(s => (Sentence: s, Problems: s.Citations.Select(quotes.GetValueOrDefault).Concat(s.Events.Select(stated.GetValueOrDefault)).OfType<string>().Distinct(StringComparer.Ordinal).ToList()))
                .Where(s => s.Problems.Count > 0)
                .Select(s => new Check("sentence", CheckOutcome.Fails, $"\"{s.Sentence.Text}\" no longer rests on what it cites: {string.Join("; ", s.Problems)}", s.Sentence.At)),
        ];
    }

    async Task Read(string stream, long position, CancellationToken cancellation)
    {
        await foreach (var recorded in log.ReadStream(stream, cancellation: cancellation))
        {
            if (recorded.Position > position)
            {
                return;
            }

            events[recorded.Id] = recorded;
            try
            {
                if (ArticleEvidence.Reading(recorded.Body) is { Text: { } text } reading)
                {
                    texts[(stream, reading.Revision)] = text;
                }
            }
            catch (Exception e) when (e is JsonException or UnknownEventTypeException)
            {
                unreadable[stream] = e.Message;
            }
        }
    }

    string? Problem(ProvenArticle article) => !texts.TryGetValue((article.Article, article.Revision), out var text)
        ? string.Create(CultureInfo.InvariantCulture, $"the log has no text of {article.Article} in revision {article.Revision}{(unreadable.TryGetValue(article.Article, out var why) ? $" that can be read ({why})" : "")}")
        : Digests.Of(text) == article.TextSha256 ? null
        : string.Create(CultureInfo.InvariantCulture, $"the text of {article.Article}, revision {article.Revision}, is another one than the edition rests on");

    string? Problem(ProvenQuote quote)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"quote {quote.Number} at characters {quote.Start} to {quote.End} of {quote.Article}, revision {quote.Revision}");
        return !texts.TryGetValue((quote.Article, quote.Revision), out var text) ? $"{place} is not in the log"
            : quote.Start < 0 || quote.End <= quote.Start || quote.End > text.Length ? $"{place} lies outside the text"
            : text[quote.Start..quote.End] == quote.Text ? null
            : $"{place}: expected \"{quote.Text}\", found \"{text[quote.Start..quote.End]}\"";
    }

    string? Problem(ProvenEvent proven)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"event {proven.Id} ({proven.Type}) at position {proven.Position}");
        return !events.TryGetValue(proven.Id, out var recorded) || recorded.Position != proven.Position || recorded.Stream != proven.Article ? $"{name} is not in the log"
            : Digests.Of(recorded.Json.Span) != proven.BodySha256 ? $"{name} is not what was recorded"
            : recorded.Body is NewsEvent news && (news.Revision, news.Reported.Evidence.Start, news.Reported.Evidence.End) == (proven.Revision, proven.Start, proven.End) ? null
            : $"{name} rests on other characters than {proven.Start} to {proven.End}";
    }

    static Check Summary(string name, IEnumerable<string?> problems, string holding)
    {
        var all = problems.ToList();
        var wrong = all.OfType<string>().ToList();
        return wrong.Count == 0
            ? new(name, CheckOutcome.Holds, string.Create(CultureInfo.InvariantCulture, $"all {all.Count} {holding}"))
            : new(name, CheckOutcome.Fails, string.Create(CultureInfo.InvariantCulture, $"{all.Count - wrong.Count} of {all.Count} {holding}; {wrong[0]}{(wrong.Count > 1 ? $", and {wrong.Count - 1} more" : "")}"));
    }
}
