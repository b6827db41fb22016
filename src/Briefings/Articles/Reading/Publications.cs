namespace Briefings.Articles.Reading;

/// <summary>Settles when an article was published: its own word, then its file name, then the caller, else unknown.</summary>
static class Publications
{
    /// <summary><c>null</c> when somebody wrote a date for this program that cannot be read.</summary>
    public static Publication? Choose(Stated? stated, string rule, string fileName, ReadDefaults defaults)
    {
        var words = stated is { } given && CleanText.Line(given.Words) is { } line ? line : null;
        if (words is not null && ArticleDates.Parse(words) is { } date)
            return new Publication(date.Day, date.At, words, rule);
        if (words is not null && stated?.Where is not null)
            return null;
        if (FileNameDates.Find(fileName) is { } named)
            return new Publication(named.Day, null, named.Literal, "file name");
        if (defaults.Published is { } day)
            return new Publication(day, null, day.ToString("O", System.Globalization.CultureInfo.InvariantCulture), "--published");
        return words is null ? Publication.Unknown : Publication.Unknown with { Literal = words.Length <= 120 ? words : words[..120] };
    }
}
