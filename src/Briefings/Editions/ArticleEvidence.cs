using System.Security.Cryptography;
using Briefings.Articles;
using Briefings.EventStore;

namespace Briefings.Editions;

/// <summary>What the streams of some articles held at a log position: what quotes are checked against.</summary>
/// <param name="Texts">By stream and revision.</param>
/// <param name="Bodies">SHA-256 of each event's stored body by the event's id, lower-case hex.</param>
/// <param name="Extractor">Names of the rules that read the articles; empty when there are none.</param>
sealed record ArticleEvidence(
    IReadOnlyDictionary<(string Stream, int Revision), string> Texts, IReadOnlyDictionary<Guid, string> Bodies, string Extractor)
{
    public static async Task<ArticleEvidence> Read(EventLog log, IEnumerable<string> streams, long position, CancellationToken cancellation)
    {
        var texts = new Dictionary<(string, int), string>();
        var bodies = new Dictionary<Guid, string>();
        var extractors = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var recorded in log.ReadStreams(streams, position, cancellation))
        {
            bodies[recorded.Id] = Convert.ToHexStringLower(SHA256.HashData(recorded.Json.Span));
            if (Reading(recorded.Body) is not { } reading)
            {
                continue;
            }

            extractors.Add(reading.Extractor);
            if (reading.Text is not null)
            {
                texts[(recorded.Stream, reading.Revision)] = reading.Text;
            }
        }

        return new ArticleEvidence(texts, bodies, string.Join(" and ", extractors));
    }

    /// <summary>What an event says of an article's text and of who read it, a text only where it brings one; <c>null</c> when it says nothing of either.</summary>
    public static (int Revision, string? Text, string Extractor)? Reading(IEvent body) => body switch
    {
        ArticleIngested ingested => (1, ingested.Text, ingested.Extractor),
        ArticleCorrected corrected => (corrected.Revision, corrected.Text, corrected.Extractor),
        ArticleReextracted again => (again.Revision, again.Text, again.Extractor),
        _ => null,
    };
}
