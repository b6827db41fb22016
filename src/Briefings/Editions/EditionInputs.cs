using Briefings.Articles;
using Briefings.EventStore;
using Briefings.Extraction;
using Briefings.Profiles;
using Briefings.Stories;

namespace Briefings.Editions;

/// <summary>Gathers what an edition is made of, as the log knew it at a position.</summary>
public sealed class EditionInputs(EventLog log, Documents documents, IExtractor extractor)
{
    // A day without edition is covered by the next one; after a longer silence the reader starts afresh.
    const int LongestPeriodDays = 7;

    /// <param name="position">The last log position known; the projections have reached it.</param>
    public async Task<EditionInput> At(long position, Profile profile, DateOnly day, CancellationToken cancellation)
    {
        var earlier = await Earlier(profile, position, cancellation);
        var stories = await Stories(position, day, cancellation);
        var sameDay = earlier.Where(e => e.Published.Day == day).ToList();
        return new EditionInput
        {
            Profile = profile,
            Day = day,
            FirstDay = FirstDay(earlier, day),
            Issue = sameDay.Count > 0 ? sameDay[0].Published.Issue : earlier.Select(e => e.Published.Issue).DefaultIfEmpty(0).Max() + 1,
            Revision = sameDay.Count + 1,
            LogPosition = position,
            KnownAt = (await log.LastAt(position, cancellation))?.RecordedAt,
            ChainHead = Convert.ToHexStringLower(await log.ChainHead(position, cancellation)),
            Extractor = extractor.Version,
            Stories = stories,
            Texts = await Texts(stories, cancellation),
            Earlier = earlier,
        };
    }

    async Task<List<Edition>> Earlier(Profile profile, long position, CancellationToken cancellation)
    {
        var editions = new List<Edition>();
        await foreach (var (_, edition) in documents.All<Edition>(EditionList.ProjectionName, profile.Name + "-", cancellation))
        {
            if (edition.Published.Profile == profile.Name && edition.Position <= position)
            {
                editions.Add(edition);
            }
        }

        return [.. editions.OrderBy(e => e.Position)];
    }

    static DateOnly FirstDay(List<Edition> earlier, DateOnly day)
    {
        var last = earlier.Select(e => e.Published.Day).Where(d => d < day).DefaultIfEmpty(DateOnly.MinValue).Max();
        return day.DayNumber - last.DayNumber <= LongestPeriodDays ? last.AddDays(1) : day;
    }

    async Task<IReadOnlyList<Story>> Stories(long position, DateOnly day, CancellationToken cancellation)
    {
        var stories = new List<Story>();
        await foreach (var (_, story) in documents.All<Story>(StoryProjection.ProjectionName, StoryProjection.StoryPrefix, cancellation))
        {
            if (story.Articles.Any(a => a.Day <= day && a.Day.DayNumber > day.DayNumber - StoryMatching.Lifetime.Days))
            {
                stories.Add(story);
            }
        }

        return StoryHistory.At(stories, position);
    }

    async Task<Dictionary<(string Stream, int Revision), string>> Texts(IReadOnlyList<Story> stories, CancellationToken cancellation)
    {
        var texts = new Dictionary<(string, int), string>();
        foreach (var stream in stories.SelectMany(s => s.Articles).Select(a => a.Stream))
        {
            await foreach (var recorded in log.ReadStream(stream, cancellation: cancellation))
            {
                switch (recorded.Body)
                {
                    case ArticleIngested ingested:
                        texts[(stream, 1)] = ingested.Text;
                        break;
                    case ArticleCorrected corrected:
                        texts[(stream, corrected.Revision)] = corrected.Text;
                        break;
                    default:
                        break;
                }
            }
        }

        return texts;
    }
}
