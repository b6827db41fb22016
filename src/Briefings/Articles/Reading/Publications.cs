namespace Briefings.Articles.Reading;

/// <summary>Settles when an article was published: its own word, then its file name, then the caller, else unknown.</summary>
static class Publications
{
    /// <summary><c>null</c> when somebody wrote a date for this program that cannot be read.</summary>
    public static Publication? Choose(Stated? stated, string rule, string fileName, ReadDefaults defaults)
    {
        var words = stated is { } given && CleanText.Line(given.Words) is { } line ? line : null;
        if (words is not null && ArticleDates.Parse(words) is { } date)
            return IsEpoch(date, rule) ? Publication.Unknown with { Literal = words } : Capped(new Publication(date.Day, date.At, words, rule), defaults.SeenAt);
        if (words is not null && stated?.Where is not null)
            return null;
        if (FileNameDates.Find(fileName) is { } named)
            return new Publication(named.Day, null, named.Literal, "file name");
        if (defaults.Published is { } day)
            return new Publication(day, null, day.ToString("O", System.Globalization.CultureInfo.InvariantCulture), "--published");
        return words is null ? Publication.Unknown : Publication.Unknown with { Literal = words.Length <= 120 ? words : words[..120] };
    }

    // The start of Unix time is what a program writes that has no date.
    static bool IsEpoch(StatedDate date, string rule) => rule is "feed" or "page" && date.Day.Year == 1970 && date.Day.DayOfYear == 1;

    // A clock may be a little ahead, and a day may have begun in the east.
    static Publication Capped(Publication published, DateTimeOffset? seenAt)
    {
        if (seenAt is not { } seen)
            return published;
        var isAhead = published.At is { } at ? at > seen + Ahead : published.Day > DateOnly.FromDateTime(seen.UtcDateTime + EasternmostOffset);
        return isAhead ? published with { Day = DateOnly.FromDateTime(seen.UtcDateTime), At = seen, Rule = $"{published.Rule}, capped" } : published;
    }

    static readonly TimeSpan Ahead = TimeSpan.FromMinutes(15);

    static readonly TimeSpan EasternmostOffset = TimeSpan.FromHours(14);
}
