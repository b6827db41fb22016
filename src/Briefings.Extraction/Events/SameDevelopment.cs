namespace Briefings.Extraction;

/// <summary>Tells whether two reports, of one article or two, are about one development.</summary>
public static class SameDevelopment
{
    /// <summary>Undated or loosely dated reports this many days apart are not taken together.</summary>
    const int Slack = 3;

    /// <summary>
    /// Whether both are of one family and between the same sides, their dates can be the same, and their topics do not contradict.
    /// Symmetric; the order of reports does not matter.
    /// </summary>
    public static bool Matches(ReportedEvent a, ReportedEvent b)
    {
        if (a.Cluster == b.Cluster)
            return DatesMeet(a.When, b.When);
        return Family(a) == Family(b) && Sides(a, b) && DatesMeet(a.When, b.When) && TopicsMeet(a, b);
    }

    static string Family(ReportedEvent reported) => reported.Cluster.Split(':')[0];

    static bool Sides(ReportedEvent a, ReportedEvent b)
    {
        var straight = Overlap(a.Source, b.Source) && Overlap(a.Target, b.Target);
        return straight || Overlap(a.Source, b.Target) && Overlap(a.Target, b.Source) && a.Quad is 1 or 2 or 0;
    }

    /// <summary>An open side contradicts nobody, but two open sides agree on nothing.</summary>
    static bool Overlap(IReadOnlyList<Actor> a, IReadOnlyList<Actor> b) =>
        a.Count == 0 || b.Count == 0 ? a.Count != b.Count || a.Count == 0 : a.Any(x => b.Any(y => x.Id == y.Id || x.Country.Length > 0 && x.Country == y.Country && Official(x) && Official(y)));

    static bool Official(Actor actor) => actor.Sector is "" or "GOV" or "MIL" or "LEG";

    static bool DatesMeet(When a, When b)
    {
        var start = a.Start ?? DateOnly.MinValue;
        var end = a.End ?? DateOnly.MaxValue;
        var otherStart = b.Start ?? DateOnly.MinValue;
        var otherEnd = b.End ?? DateOnly.MaxValue;
        if (start < otherEnd && otherStart < end)
            return true;
        var gap = start >= otherEnd ? start.DayNumber - otherEnd.DayNumber : otherStart.DayNumber - end.DayNumber;
        return gap < Slack && (a.Precision != DatePrecision.Day || b.Precision != DatePrecision.Day);
    }

    static bool TopicsMeet(ReportedEvent a, ReportedEvent b)
    {
        if (a.Topic is null || b.Topic is null)
            return true;
        var words = Words(a.Topic);
        return words.Count == 0 || Words(b.Topic).Overlaps(words);
    }

    static HashSet<string> Words(string topic) =>
        [.. Tokenizer.Tokenize(topic, 0, topic.Length).Where(t => t.Lower.Length > 3 && WordClasses.ClosedTag(t.Lower) is null).Select(t => WordClasses.Singular(t.Lower))];
}
