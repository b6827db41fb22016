namespace Briefings.Extraction;

/// <summary>Takes an event between several parties apart into one for each pair, as event data sets count them.</summary>
static class Dyads
{
    public static IEnumerable<ReportedEvent> Of(ReportedEvent reported)
    {
        if (reported.Source.Count > 1 && reported.Target.Count == 0)
        {
            foreach (var source in reported.Source)
                foreach (var target in reported.Source)
                    if (source.Id != target.Id)
                        yield return reported with { Source = [source], Target = [target] };
            yield break;
        }
        if (reported.Source.Count < 2 && reported.Target.Count < 2)
        {
            yield return reported;
            yield break;
        }
        foreach (var source in reported.Source.DefaultIfEmpty())
            foreach (var target in reported.Target.DefaultIfEmpty())
                yield return reported with { Source = source is null ? [] : [source], Target = target is null ? [] : [target] };
    }
}
