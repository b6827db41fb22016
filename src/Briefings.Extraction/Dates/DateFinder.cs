namespace Briefings.Extraction;

/// <summary>Places the date expressions of a sentence on its tokens.</summary>
static class DateFinder
{
    /// <param name="lastNamed">The day named last before the sentence.</param>
    public static List<DateMention> Find(Sentence sentence, ArticleText article, DateOnly? lastNamed)
    {
        var found = new List<DateMention>();
        if (article.Published is not { } published)
            return found;
        var tokens = sentence.Tokens;
        var i = 0;
        foreach (var date in DateResolver.Find(article.Text, sentence.Start, sentence.End, published, Tense.Unknown, lastNamed))
        {
            while (i < tokens.Length && tokens[i].End <= date.From)
                i++;
            var last = i;
            while (last < tokens.Length && tokens[last].Start < date.To)
                last++;
            if (last > i && date.When.Start is not null)
                found.Add(new DateMention(i, last, date.When));
        }
        return found;
    }
}
