using Briefings.Rendering;

namespace Briefings.Editions;

/// <summary>Chooses the key developments and says why each is one.</summary>
sealed class FrontPage(Manuscript manuscript)
{
    const int Fewest = 3;

    // Far more than are printed; each is compared with those before it.
    const int MostCandidates = 150;

    /// <summary>The weightiest developments of the current stories, none of them twice, and no story crowding out the others.</summary>
    public IReadOnlyList<KeyDevelopment> KeyDevelopments(IReadOnlyList<StoryView> stories)
    {
        var candidates = stories
            .SelectMany(s => s.Developments.Where(d => d.Reported.Root != "STATEMENT").Select(d => (Story: s, Development: d)))
            .OrderByDescending(x => Score(x.Story, x.Development))
            .ThenBy(x => x.Development.Best.Position)
            .Take(MostCandidates)
            .ToList();
        var storyOf = candidates.ToDictionary(x => x.Development.Development.Id, x => x.Story);
        var most = manuscript.Lengths.KeyDevelopments;
        var ofOneStory = stories.Count switch
        {
            <= 1 => most,
            2 or 3 => 3,
            _ => 2,
        };
        var distinct = manuscript.Distinct(candidates.Select(x => x.Development)).DistinctBy(d => (d.Best.Article, d.Reported.Evidence.Start)).ToList();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var chosen = distinct.Where(IsNews).Where(d => Take(storyOf[d.Development.Id].Anchor)).Take(most).ToList();
        var others = distinct.Except(chosen).Take(Math.Max(0, Fewest - chosen.Count));
        return [.. chosen.Concat(others).Select(d => Write(storyOf[d.Development.Id], d))];

        bool Take(string story) => (counts[story] = counts.GetValueOrDefault(story) + 1) <= ofOneStory;
    }

    /// <summary>Background that one source repeats is none, however weighty.</summary>
    bool IsNews(DevelopmentView development) => development.IsNew || development.IndependentSources > 1 || Scores.IsDue(development.Reported, manuscript.Input.Day);

    double Score(StoryView story, DevelopmentView development) => development.Score + (story.Watched.Count > 0 ? Scores.Watched : 0) - Scores.Cost(manuscript.Telling(development).Form);

    KeyDevelopment Write(StoryView story, DevelopmentView development) =>
        new(manuscript.Line(development) with { Confidence = manuscript.Confidence(development), Due = manuscript.Due(development) }, story.Anchor, Reason(story, development));

    string Reason(StoryView story, DevelopmentView development)
    {
        var wording = manuscript.Wording;
        var watched = manuscript.Watch.In([development]);
        return string.Join(" · ", new[]
        {
            wording.Count("count.independent", development.IndependentSources),
            development.IsNew ? wording.Text("reason.new") : wording.Text("reason.continuing"),
            watched.Count > 0 ? wording.Text("reason.watched", wording.Join([.. watched.Take(2)])) : story.Watched.Count > 0 ? wording.Text("reason.watchedStory") : "",
            Scores.IsDue(development.Reported, manuscript.Input.Day) ? wording.Text("reason.due") : "",
            Math.Abs(development.Reported.Intensity) >= Scores.Strong ? wording.Text("reason.intensity", wording.Signed(development.Reported.Intensity)) : "",
        }.Where(p => p.Length > 0));
    }
}
