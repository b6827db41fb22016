using Briefings.Articles.Reading;
using Briefings.EventStore;
using Briefings.NewsEvents;

namespace Briefings.Articles;

/// <summary>An article as its whole stream tells it: what a correction is decided against.</summary>
sealed record StandingArticle
{
    /// <summary>Version of the stream, to append behind.</summary>
    public long Version { get; init; }

    public int Revision { get; init; } = 1;

    public string Text { get; init; } = "";

    public string? Title { get; init; }

    public string? Url { get; init; }

    public string? Outlet { get; init; }

    public string FileName { get; init; } = "";

    /// <summary>What the text was read from; <c>null</c> when there is nothing but the text.</summary>
    public Original? Original { get; init; }

    /// <summary>The latest publication that names a day; otherwise the first one.</summary>
    public Publication Published { get; init; } = Publication.Unknown;

    public bool IsRetracted { get; init; }

    /// <summary>Those that are not withdrawn, with their ids, in the order of the stream.</summary>
    public IReadOnlyList<KeyValuePair<Guid, NewsEvent>> NewsEvents { get; init; } = [];

    public static async Task<StandingArticle> Read(EventLog log, string stream, CancellationToken cancellation)
    {
        var news = new OrderedDictionary<Guid, NewsEvent>();
        var standing = new StandingArticle();
        await foreach (var recorded in log.ReadStream(stream, cancellation: cancellation))
        {
            standing = standing.With(recorded.Body, news) with { Version = recorded.Version };
            if (recorded is { IsRedacted: true, Type: "ArticleIngested" })
            {
                standing = standing with { IsRetracted = true };
            }

            if (recorded.Body is NewsEvent reported)
            {
                news[recorded.Id] = reported;
            }
        }

        return standing with { NewsEvents = [.. news] };
    }

    StandingArticle With(IEvent body, OrderedDictionary<Guid, NewsEvent> news)
    {
        switch (body)
        {
            case ArticleIngested ingested:
                return this with
                {
                    Text = ingested.Text, Title = ingested.Title, Url = ingested.Url, Outlet = ingested.Outlet,
                    FileName = ingested.FileName, Original = ingested.Original, Published = ingested.Published,
                };
            case ArticleCorrected corrected:
                Withdraw(corrected.Withdrawn);
                return this with
                {
                    Revision = corrected.Revision,
                    Text = corrected.Text,
                    Title = corrected.Title ?? Title,
                    Original = corrected.Original,
                    Published = corrected.Published.Day is null ? Published : corrected.Published,
                };
            case ArticleReextracted reextracted:
                Withdraw(reextracted.Withdrawn);
                return this with { Revision = reextracted.Revision, Text = reextracted.Text ?? Text };
            case ArticleRetracted:
                news.Clear();
                return this with { IsRetracted = true };
            default:
                return this;
        }

        void Withdraw(IReadOnlyList<Guid> ids)
        {
            foreach (var id in ids)
            {
                news.Remove(id);
            }
        }
    }
}
