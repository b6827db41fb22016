namespace Briefings.Extraction;

/// <summary>Gives an undated event the date of what it came after, or of another report of the same development in its article.</summary>
static class SharedDates
{
    public static void Spread(List<Draft> drafts, DateOnly? published)
    {
        for (var round = 0; round < 2; round++)
        {
            var byCluster = new Dictionary<(string, Modality), Draft>();
            var byFamily = new Dictionary<string, Draft>(StringComparer.Ordinal);
            foreach (var draft in drafts)
                if (draft.Event.When is { Start: not null, Text: not null })
                {
                    byCluster.TryAdd((draft.Event.Cluster, draft.Event.Modality), draft);
                    byFamily.TryAdd(draft.Frame.Family, draft);
                }
            for (var i = 0; i < drafts.Count; i++)
                if (drafts[i].Event.When.Start is null && (Anchored(drafts, i, published) ?? Shared(byCluster, round == 1 ? byFamily : null, drafts[i])) is { } when)
                    drafts[i] = drafts[i] with { Event = drafts[i].Event with { When = when } };
        }
    }

    /// <summary>"following the call": from the day of the call up to publication.</summary>
    static When? Anchored(List<Draft> drafts, int at, DateOnly? published)
    {
        var draft = drafts[at];
        if (draft.Anchor is not { } anchor || published is not { } day || draft.Event.Modality is Modality.Planned or Modality.Projected)
            return null;
        var from = at;
        while (from > 0 && drafts[from - 1].Event.Evidence.Sentence == draft.Event.Evidence.Sentence)
            from--;
        Draft? before = null;
        for (var i = from; i < drafts.Count && drafts[i].Event.Evidence.Sentence == draft.Event.Evidence.Sentence; i++)
            if (drafts[i].Trigger == anchor && drafts[i].Event.When.Start is not null)
                before = drafts[i];
        return before?.Event.When.Start is { } start && start <= day ? new When(start, day.AddDays(1), DatePrecision.Range, $"after {start:yyyy-MM-dd}, before {day:yyyy-MM-dd}", null) : null;
    }

    static When? Shared(Dictionary<(string, Modality), Draft> byCluster, Dictionary<string, Draft>? byFamily, Draft draft)
    {
        if (byCluster.TryGetValue((draft.Event.Cluster, draft.Event.Modality), out var same))
            return same.Event.When with { Basis = $"{same.Event.When.Basis}, as in sentence {same.Event.Evidence.Sentence + 1}", Text = null };
        return byFamily is not null && draft.Frame.DatedBy is { } family && byFamily.TryGetValue(family, out var mate)
            ? mate.Event.When with { Basis = $"as the {family}: {mate.Event.When.Basis}", Text = null }
            : null;
    }
}
