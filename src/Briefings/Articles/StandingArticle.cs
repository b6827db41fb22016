using Briefings.Articles.Reading;
using Briefings.EventStore;
using Briefings.NewsEvents;

namespace Briefings.Articles;

/// <summary>An article as its whole stream tells it: what a correction is decided against.</summary>
/// <param name="Version">Version of the stream, to append behind.</param>
/// <param name="Published">The latest publication that names a day; otherwise the first one.</param>
/// <param name="NewsEvents">Those that are not withdrawn, with their ids, in the order of the stream.</param>
sealed record StandingArticle(long Version, int Revision, string Text, Publication Published, IReadOnlyList<KeyValuePair<Guid, NewsEvent>> NewsEvents)
{
    public static async Task<StandingArticle> Read(EventLog log, string stream, CancellationToken cancellation)
    {
        var standing = new OrderedDictionary<Guid, NewsEvent>();
        var (version, revision, text, published) = (0L, 1, "", Publication.Unknown);
        await foreach (var recorded in log.ReadStream(stream, cancellation: cancellation))
        {
            version = recorded.Version;
            switch (recorded.Body)
            {
                case ArticleIngested ingested:
                    (text, published) = (ingested.Text, ingested.Published);
                    break;
                case ArticleCorrected corrected:
                    (revision, text) = (corrected.Revision, corrected.Text);
                    published = corrected.Published.Day is null ? published : corrected.Published;
                    corrected.Withdrawn.ToList().ForEach(id => standing.Remove(id));
                    break;
                case ArticleRetracted:
                    standing.Clear();
                    break;
                case NewsEvent news:
                    standing[recorded.Id] = news;
                    break;
                default:
                    break;
            }
        }

        return new StandingArticle(version, revision, text, published, [.. standing]);
    }
}
