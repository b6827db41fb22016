namespace Briefings.Extraction;

/// <summary>The key that reports of one development share: family, who is involved, and for some families what it is about.</summary>
static class ClusterKey
{
    public static string Of(Frame frame, IReadOnlyList<Actor> source, IReadOnlyList<Actor> target, NounPhrase? topic) =>
        Of(frame, source, target, topic is null ? null : WordClasses.Singular(topic.HeadToken.Lower));

    /// <param name="topicHead">The noun that the topic turns on, in the singular; <c>null</c> for none.</param>
    public static string Of(Frame frame, IReadOnlyList<Actor> source, IReadOnlyList<Actor> target, string? topicHead)
    {
        var from = Side(source);
        if (frame.BySource)
            return $"{frame.Family}:{string.Join('+', from)}";
        var to = Side(target);
        var parties = frame.Reciprocal ? string.Join('+', from.Concat(to).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) : $"{string.Join('+', from)}>{string.Join('+', to)}";
        return frame.ByTopic && topicHead is not null ? $"{frame.Family}:{parties}:{topicHead}" : $"{frame.Family}:{parties}";
    }

    /// <summary>Countries stand for their leaders and governments, so that "Trump" and "the United States" are one side.</summary>
    static IEnumerable<string> Side(IReadOnlyList<Actor> actors) =>
        actors.Select(a => a.Country.Length > 0 && a.Sector is not ("REB" or "OPP" or "CRM" or "COP" or "SPY") ? a.Country : a.Country.Length == 0 && a.Sector.Length > 0 && !a.Name.Any(char.IsUpper) ? a.Sector : a.Id).Where(p => p.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
