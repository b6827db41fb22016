namespace Briefings.Extraction;

/// <summary>What an event is about, in the article's words.</summary>
static class Topics
{
    public static string Text(NounPhrase noun)
    {
        var start = noun.Start;
        while (start < noun.Head && noun.Tokens[start].Tag is Tag.Determiner or Tag.Possessive)
            start++;
        return Spans.Text(noun.Tokens, start, noun.End);
    }

    /// <summary>The singular of the last word: what reports of one development share.</summary>
    public static string Head(string topic)
    {
        var space = topic.LastIndexOf(' ');
        return WordClasses.Singular(topic[(space + 1)..].ToLowerInvariant());
    }
}
