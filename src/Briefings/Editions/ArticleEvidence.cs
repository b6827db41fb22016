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
        foreach (var stream in streams)
        {
            await foreach (var recorded in log.ReadStream(stream, cancellation: cancellation))
            {
                if (recorded.Position > position)
                {
                    break;
                }

                bodies[recorded.Id] = Convert.ToHexStringLower(SHA256.HashData(recorded.Json.Span));
                if (Text(recorded.Body) is { } text)
                {
                    texts[(stream, text.Revision)] = text.Text;
                    extractors.Add(text.Extractor);
                }
            }
        }

        return new ArticleEvidence(texts, bodies, string.Join(" and ", extractors));
    }

    /// <summary>The text that an event brings; <c>null</c> when it brings none.</summary>
    public static (int Revision, string Text, string Extractor)? Text(IEvent body) => body switch
    {
        ArticleIngested ingested => (1, ingested.Text, ingested.Extractor),
        ArticleCorrected corrected => (corrected.Revision, corrected.Text, corrected.Extractor),
        _ => null,
    };
}
