using System.Globalization;
using Briefings.Articles;
using Briefings.EventStore;
using Briefings.NewsEvents;

namespace Briefings.Stories;

/// <summary>Which story an article belongs to.</summary>
public sealed record ArticleStory(string StoryId);

/// <summary>A story has an article, or a change of one, on a day: under the key <see cref="StoryProjection.DayKey"/>.</summary>
public sealed record StoryDay(string StoryId);

/// <summary>Folds articles and their news events into stories and developments, in the order of the log.</summary>
public sealed class StoryProjection : IProjection
{
    public const string ProjectionName = "stories";

    /// <summary>Every story's key begins with it.</summary>
    public const string StoryPrefix = "story-";

    /// <summary>Begins the key of every story that an article was published in, or recorded for, on a day in UTC; the story's id follows.</summary>
    public static string DayKey(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"day-{day:yyyy-MM-dd}-");

    public string Name => ProjectionName;

    public int Version => 3;

    public ProjectionMode Mode => ProjectionMode.Asynchronous;

    // Every news event type counts, so the projection names none.
    public IReadOnlyCollection<string>? EventTypes => null;

    public IEnumerable<string> LikelyKeys(RecordedEvent recorded) => recorded.Body is ArticleIngested ingested
        ? StoryCandidates.Keys(ingested.Subject).Append(recorded.Stream)
        : [recorded.Stream];

    public async ValueTask Apply(RecordedEvent recorded, IDocumentSession documents, CancellationToken cancellation)
    {
        switch (recorded.Body)
        {
            case ArticleIngested ingested:
                await Begin(recorded, ingested, documents, cancellation);
                break;
            case ArticleCorrected corrected:
                await Change(recorded, documents, story => Corrected(story, recorded, corrected), cancellation);
                break;
            case ArticleReextracted reextracted:
                await Change(recorded, documents, story => Withdraw(story, r => reextracted.Withdrawn.Contains(r.EventId), new Withdrawal(DateOnly.FromDateTime(recorded.RecordedAt.UtcDateTime), recorded.Position)), cancellation);
                break;
            case ArticleRetracted retracted:
                await Change(recorded, documents, story => Retracted(story, recorded, retracted), cancellation);
                break;
            case NewsEvent news:
                await Change(recorded, documents, story => Reported(story, recorded, news), cancellation);
                break;
            default:
                break;
        }
    }

    static async ValueTask Begin(RecordedEvent recorded, ArticleIngested ingested, IDocumentSession documents, CancellationToken cancellation)
    {
        if (await documents.Load<ArticleStory>(recorded.Stream, cancellation) is not null)
        {
            return;
        }

        var day = StoryArticle.DayOf(ingested.Published.Day, recorded.RecordedAt);
        var best = StoryMatching.Best(await StoryCandidates.Find(ingested.Subject, day, documents, cancellation), ingested.Subject, day);
        var continued = best is { IsFull: true } ? best : null;
        if (continued is not null)
        {
            await StoryCandidates.Close(continued, documents, cancellation);
        }

        var signature = best is null || continued is not null
            ? StoryMatching.Begin(StoryPrefix + recorded.Stream[(ArticleStream.Category.Length + 1)..], ingested.Subject, day) with { Began = recorded.Position }
            : StoryMatching.Add(best, ingested.Subject, day);
        await StoryCandidates.Store(signature, ingested.Subject, day, DateOnly.FromDateTime(recorded.RecordedAt.UtcDateTime), documents, cancellation);
        var storyId = signature.StoryId;
        documents.Store(recorded.Stream, new ArticleStory(storyId));
        var story = await documents.Load<Story>(storyId, cancellation) ?? new Story { Id = storyId, Continues = continued?.StoryId };
        var article = new StoryArticle
        {
            Stream = recorded.Stream,
            Title = ingested.Title,
            Outlet = ingested.Outlet,
            FileName = ingested.FileName,
            Url = ingested.Url,
            Day = day,
            PublishedOn = ingested.Published.Day,
            PublishedAt = ingested.Published.At,
            RecordedAt = recorded.RecordedAt,
            Position = recorded.Position,
        };
        documents.Store(storyId, story with { Articles = [.. story.Articles, article] });
        OnDays(storyId, recorded, day, documents);
    }

    static void OnDays(string storyId, RecordedEvent recorded, DateOnly published, IDocumentSession documents)
    {
        documents.Store(DayKey(DateOnly.FromDateTime(recorded.RecordedAt.UtcDateTime)) + storyId, new StoryDay(storyId));
        documents.Store(DayKey(published) + storyId, new StoryDay(storyId));
    }

    static async ValueTask Change(RecordedEvent recorded, IDocumentSession documents, Func<Story, Story> change, CancellationToken cancellation)
    {
        if (await documents.Load<ArticleStory>(recorded.Stream, cancellation) is { } known
            && await documents.Load<Story>(known.StoryId, cancellation) is { } story)
        {
            documents.Store(story.Id, change(story));
            if (recorded.Body is not NewsEvent)
            {
                OnDays(story.Id, recorded, StoryArticle.DayOf((recorded.Body as ArticleCorrected)?.Published.Day, recorded.RecordedAt), documents);
            }
        }
    }

    static Story Corrected(Story story, RecordedEvent recorded, ArticleCorrected corrected)
    {
        var day = StoryArticle.DayOf(corrected.Published.Day, recorded.RecordedAt);
        var bringsDate = corrected.Published.Day is not null && story.Articles.Any(a => a.Stream == recorded.Stream && a.PublishedOn is null);
        var correction = new Correction(corrected.Revision, day, recorded.Position, bringsDate, corrected.Changes, corrected.Withdrawn)
        {
            Title = corrected.Title,
            PublishedOn = corrected.Published.Day,
            PublishedAt = corrected.Published.At,
            RecordedAt = recorded.RecordedAt,
        };
        var withdrawal = new Withdrawal(day, recorded.Position);
        return Withdraw(story, r => corrected.Withdrawn.Contains(r.EventId), withdrawal) with
        {
            Articles = Each(story.Articles, recorded.Stream, a => a.Corrections.Any(c => c.Revision == correction.Revision) ? a : a with
            {
                Day = bringsDate ? day : a.Day,
                PublishedOn = a.PublishedOn ?? corrected.Published.Day,
                PublishedAt = bringsDate ? corrected.Published.At : a.PublishedAt,
                Corrections = [.. a.Corrections, correction],
            }),
        };
    }

    static Story Retracted(Story story, RecordedEvent recorded, ArticleRetracted retracted)
    {
        var retraction = new Retraction(retracted.RetractedOn, recorded.Position, retracted.Reason, recorded.RecordedAt);
        return Withdraw(story, r => r.Article == recorded.Stream, new Withdrawal(retraction.Day, retraction.Position)) with
        {
            Articles = Each(story.Articles, recorded.Stream, a => a with { Retraction = a.Retraction ?? retraction }),
        };
    }

    static Story Reported(Story story, RecordedEvent recorded, NewsEvent news)
    {
        if (story.Developments.Any(d => d.Reports.Any(r => r.EventId == recorded.Id)))
        {
            return story;
        }

        var article = story.Articles.First(a => a.Stream == recorded.Stream);
        var day = article.Corrections.LastOrDefault(c => c.Revision == news.Revision)?.Day ?? article.Day;
        var report = new Report(recorded.Id, recorded.Stream, news.Revision, day, recorded.Position, news.Reported);
        var match = DevelopmentMatching.Best(story.Developments, news.Reported);
        return story with
        {
            Developments = match is null
                ? [.. story.Developments, new Development { Id = recorded.Id, Type = recorded.Type, Reports = [report] }]
                : [.. story.Developments.Select(d => d.Id == match.Id ? d with { Reports = [.. d.Reports, report] } : d)],
        };
    }

    static Story Withdraw(Story story, Func<Report, bool> which, Withdrawal withdrawal) => story with
    {
        Developments = [.. story.Developments.Select(d => d with { Reports = [.. d.Reports.Select(r => r.Withdrawn is null && which(r) ? r with { Withdrawn = withdrawal } : r)] })],
    };

    static IReadOnlyList<StoryArticle> Each(IReadOnlyList<StoryArticle> articles, string stream, Func<StoryArticle, StoryArticle> change) =>
        [.. articles.Select(a => a.Stream == stream ? change(a) : a)];
}
