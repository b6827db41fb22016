namespace Briefings.Extraction;

/// <summary>Gives an undated event the date of another report of the same development in its article.</summary>
static class SharedDates
{
    public static void Spread(List<Draft> drafts)
    {
        for (var i = 0; i < drafts.Count; i++)
        {
            var draft = drafts[i];
            if (draft.Event.When.Start is not null)
                continue;
            var mate = drafts.Find(d => d.Event.When is { Start: not null, Text: not null } && d.Event.Cluster == draft.Event.Cluster && d.Event.Modality == draft.Event.Modality)
                ?? (draft.Frame.DatedBy is { } family ? drafts.Find(d => d.Event.When is { Start: not null, Text: not null } && d.Frame.Family == family) : null);
            if (mate is not null)
                drafts[i] = draft with { Event = draft.Event with { When = mate.Event.When with { Basis = $"{mate.Event.When.Basis}, as in sentence {mate.Event.Evidence.Sentence + 1}", Text = null } } };
        }
    }
}
