using Briefings.Extraction;
using Briefings.Rendering;

namespace Briefings.Editions;

/// <summary>What is missing or unknown, one line each.</summary>
sealed class Gaps(Manuscript manuscript)
{
    const int MostNamed = 5;

    readonly Wording wording = manuscript.Wording;
    readonly EditionInput input = manuscript.Input;

    /// <param name="current">Stories of the days covered.</param>
    /// <param name="sections">Those with a section.</param>
    /// <param name="storiesLeft">Stories for which there was no room at all.</param>
    /// <param name="changesLeft">Changes for which there was none.</param>
    public IReadOnlyList<string> All(IReadOnlyList<StoryView> current, IReadOnlyList<(StoryView View, StorySection Section)> sections, int storiesLeft, int changesLeft) =>
    [
        .. Missed("gap.missed", d => d >= input.FirstDay),
        .. Missed("gap.missedUntold", d => d < input.FirstDay),
        .. Sources(),
        .. Articles(current),
        .. Events(current),
        .. sections.Select(s => (s.Section.Title, Left: StorySections.LeftOut(s.View, s.Section))).Where(s => s.Left > 0).Select(s => wording.Text("gap.reports", wording.Count("count.furtherReports", s.Left), wording.Quoted(s.Title))),
        .. storiesLeft > 0 ? [wording.Text("gap.stories", wording.Count("count.furtherStories", storiesLeft))] : Array.Empty<string>(),
        .. changesLeft > 0 ? [wording.Text("gap.changes", wording.Count("count.furtherChanges", changesLeft))] : Array.Empty<string>(),
    ];

    /// <summary>What an edition without a current story says at its head.</summary>
    public string NothingNew() => string.Join(" ", new[]
    {
        input.FirstDay == input.Day ? wording.Text("empty.day", wording.Day(input.Day)) : wording.Text("empty.days", wording.Day(input.FirstDay), wording.Day(input.Day)),
        input.Feeds is { } feeds ? wording.Text("empty.feeds", wording.Count("count.healthy", feeds.Healthy), wording.Count("count.failing", feeds.Failing.Count)) : "",
    }.Where(p => p.Length > 0));

    /// <summary>Scheduled days without an edition, each by name while they are few.</summary>
    IEnumerable<string> Missed(string key, Func<DateOnly, bool> which)
    {
        var days = input.MissedDays.Where(which).ToList();
        if (days.Count > 0)
        {
            yield return wording.Text(key, days.Count <= MostNamed ? wording.Join([.. days.Select(wording.Day)]) : $"{wording.Day(days[0])} – {wording.Day(days[^1])}");
        }
    }

    IEnumerable<string> Sources()
    {
        foreach (var feed in (input.Feeds?.Failing ?? []).Take(MostNamed))
        {
            yield return wording.Text("gap.feed", feed.Name, feed.Problem.TrimEnd('.'), feed.LastGoodAt is { } at ? wording.Text("gap.feedLast", wording.Instant(at)) : wording.Text("gap.feedNever"));
        }

        if (input.Feeds?.Failing.Count > MostNamed)
        {
            yield return wording.Text("gap.moreFeeds", wording.Number((long)(input.Feeds.Failing.Count - MostNamed)));
        }

        foreach (var refused in input.Refused.Take(MostNamed))
        {
            yield return wording.Text("gap.refused", refused.Name, refused.Reason.TrimEnd('.'));
        }

        if (input.Refused.Count > MostNamed)
        {
            yield return wording.Text("gap.moreRefused", wording.Number((long)(input.Refused.Count - MostNamed)));
        }
    }

    IEnumerable<string> Articles(IReadOnlyList<StoryView> current)
    {
        var articles = current.SelectMany(s => s.Articles).ToList();
        foreach (var (key, count) in new[]
        {
            ("gap.late", articles.Count(a => a.Day < input.FirstDay && input.Covers(a.Day, a.Position))),
            ("gap.undated", articles.Count(a => a.PublishedOn is null)),
            ("gap.unnamed", articles.Count(a => a.Outlet is not { Length: > 0 })),
        })
        {
            if (count > 0)
            {
                yield return wording.Text(count == 1 ? key + ".one" : key + ".many", wording.Number((long)count), wording.Day(input.FirstDay));
            }
        }

        if (current.Count == 0)
        {
            yield return input.FirstDay == input.Day ? wording.Text("gap.none", wording.Day(input.Day)) : wording.Text("gap.noneOfDays", wording.Day(input.FirstDay), wording.Day(input.Day));
        }
    }

    IEnumerable<string> Events(IReadOnlyList<StoryView> current)
    {
        foreach (var (key, count) in new[]
        {
            ("gap.undatedEvents", current.SelectMany(s => s.Developments).Count(d => d.Reported.When.Precision == DatePrecision.Unknown)),
            ("gap.single", current.Count(s => s.IndependentSources == 1)),
        })
        {
            if (count > 0)
            {
                yield return wording.Text(count == 1 ? key + ".one" : key + ".many", wording.Number((long)count));
            }
        }
    }
}
