namespace Briefings.Extraction;

/// <summary>What an article is chiefly about: who it names most, and its content words.</summary>
static class SubjectReader
{
    public static Subject Read(ArticleText article, ActorMemory memory)
    {
        var counts = memory.Counts.ToList();
        var total = Math.Max(1, counts.Sum(c => c.Count));
        var actors = counts.OrderByDescending(c => c.Count).ThenBy(c => c.Actor.Id, StringComparer.Ordinal).Take(12)
            .Select(c => new SubjectActor(c.Actor.Id, c.Actor.Name, c.Actor.Country, Math.Round((double)c.Count / total, 4))).ToList();
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in Tokenizer.Tokenize(article.Text, 0, article.Text.Length))
            if (token.Lower.Length > 3 && char.IsLetter(token.Text[0]) && WordClasses.ClosedTag(token.Lower) is null && !WordClasses.IsTime(token.Lower))
            {
                var word = WordClasses.Singular(token.Lower);
                words[word] = words.GetValueOrDefault(word) + 1;
            }
        return new Subject(actors, [.. words.OrderByDescending(w => w.Value).ThenBy(w => w.Key, StringComparer.Ordinal).Take(40).Select(w => new SubjectWord(w.Key, w.Value))]);
    }
}
