using Briefings.Articles;
using Briefings.EventStore;
using Briefings.Stories;

namespace Briefings.Webhooks;

/// <summary>Finds the stories of events. One object serves one batch: it remembers what it has read.</summary>
sealed class EventPlaces(Documents documents)
{
    readonly Dictionary<string, string?> storyOf = new(StringComparer.Ordinal);
    readonly Dictionary<string, Story?> stories = new(StringComparer.Ordinal);

    /// <summary>The place of an event that the stories have passed; <c>null</c> for one that belongs to no article.</summary>
    /// <param name="withSalience">Whether the story itself has to be read.</param>
    public async Task<EventPlace?> Of(RecordedEvent recorded, bool withSalience, CancellationToken cancellation)
    {
        if (!recorded.Stream.StartsWith(ArticleStream.Category + "-", StringComparison.Ordinal))
        {
            return null;
        }

        if (!storyOf.TryGetValue(recorded.Stream, out var id))
        {
            id = (await documents.Load<ArticleStory>(StoryProjection.ProjectionName, recorded.Stream, cancellation))?.StoryId;
            storyOf[recorded.Stream] = id;
        }

        return id is null ? null : new EventPlace(id, withSalience ? await Salience(id, recorded, cancellation) : 0);
    }

    async Task<int> Salience(string id, RecordedEvent recorded, CancellationToken cancellation)
    {
        if (!stories.TryGetValue(id, out var story))
        {
            story = await documents.Load<Story>(StoryProjection.ProjectionName, id, cancellation);
            stories[id] = story;
        }

        var development = story?.Developments.FirstOrDefault(d => d.Reports.Any(r => r.EventId == recorded.Id));
        return story is null || development is null ? 0 : development.Reports
            .Where(r => r.Position <= recorded.Position && (r.Withdrawn is null || r.Withdrawn.Position > recorded.Position))
            .Select(r => story.Articles.FirstOrDefault(a => a.Stream == r.Article)?.Outlet ?? r.Article)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Count();
    }
}
