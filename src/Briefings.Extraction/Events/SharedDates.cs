namespace Briefings.Extraction;

/// <summary>Gives an undated event the date of what it came after, or of another report of the same development in its article.</summary>
static class SharedDates
{
    public static void Spread(List<Draft> drafts, DateOnly? published)
    {
        for (var round = 0; round < 2; round++)
            for (var i = 0; i < drafts.Count; i++)
                if (drafts[i].Event.When.Start is null && (Anchored(drafts, drafts[i], published) ?? Shared(drafts, drafts[i], round == 1)) is { } when)
                    drafts[i] = drafts[i] with { Event = drafts[i].Event with { When = when } };
    }

    /// <summary>"following the call": from the day of the call up to publication.</summary>
    static When? Anchored(List<Draft> drafts, Draft draft, DateOnly? published)
    {
        if (draft.Anchor is not { } anchor || published is not { } day || draft.Event.Modality is Modality.Planned or Modality.Projected)
            return null;
        var before = drafts.Find(d => d.Event.Evidence.Sentence == draft.Event.Evidence.Sentence && d.Trigger == anchor && d.Event.When.Start is not null);
        return before?.Event.When.Start is { } start && start <= day ? new When(start, day.AddDays(1), DatePrecision.Range, $"after {start:yyyy-MM-dd}, before {day:yyyy-MM-dd}", null) : null;
    }

    static When? Shared(List<Draft> drafts, Draft draft, bool byFamily)
    {
        if (drafts.Find(d => d.Event.When is { Start: not null, Text: not null } && d.Event.Cluster == draft.Event.Cluster && d.Event.Modality == draft.Event.Modality) is { } same)
            return same.Event.When with { Basis = $"{same.Event.When.Basis}, as in sentence {same.Event.Evidence.Sentence + 1}", Text = null };
        var mate = (byFamily && draft.Frame.DatedBy is { } family ? drafts.Find(d => d.Event.When is { Start: not null, Text: not null } && d.Frame.Family == family) : null);
        return mate is null ? null : mate.Event.When with { Basis = $"as the {mate.Frame.Family}: {mate.Event.When.Basis}", Text = null };
    }
}
