namespace Briefings.Extraction;

/// <summary>Small words that mean something else together: "up to 16", "no longer", "once again".</summary>
static class Idioms
{
    public static void Tag(Token[] tokens, int i)
    {
        var next = i + 1 < tokens.Length ? tokens[i + 1] : null;
        switch (tokens[i].Lower)
        {
            case "$" or "€" or "£":
                tokens[i].Tag = Extraction.Tag.Number;
                break;
            case "no" or "any" when next?.Lower == "longer":
                tokens[i].Tag = tokens[i].Lower == "no" ? Extraction.Tag.Not : Extraction.Tag.Adverb;
                next.Tag = Extraction.Tag.Adverb;
                break;
            case "once" when next?.Lower is "again" or "more":
                tokens[i].Tag = Extraction.Tag.Adverb;
                break;
            case "up" or "close" when next?.Lower == "to" && IsNumber(tokens, i + 2):
            case "at" when next?.Lower is "least" or "most" && IsNumber(tokens, i + 2):
            case "more" or "less" or "fewer" when next?.Lower == "than" && IsNumber(tokens, i + 2):
                Approximate(tokens, i, 2);
                break;
            case "as" when next?.Lower is "many" or "much" or "few" && i + 2 < tokens.Length && tokens[i + 2].Lower == "as" && IsNumber(tokens, i + 3):
                Approximate(tokens, i, 3);
                break;
            case "about" or "around" or "over" or "some" or "nearly" or "almost" or "under" or "roughly" or "approximately" or "above" or "only" or "just" when IsNumber(tokens, i + 1):
                Approximate(tokens, i, 1);
                break;
            case "moving" or "going" when next?.Lower is "forward":
                tokens[i].Tag = Extraction.Tag.Adverb;
                break;
            case "bin" or "al" or "de" or "van" or "von" or "der" or "du" or "la" or "el" or "ibn" or "abu" or "da" or "dos" or "del" or "di" when i > 0 && tokens[i - 1].Capital && next?.Capital == true:
                tokens[i].Tag = Extraction.Tag.Proper;
                break;
            case "in" when next?.Lower == "front" && i + 2 < tokens.Length && tokens[i + 2].Lower == "of":
                next.Tag = Extraction.Tag.Adverb;
                break;
        }
    }

    static bool IsNumber(Token[] tokens, int i) => i < tokens.Length && tokens[i].Tag == Extraction.Tag.Number || i < tokens.Length && tokens[i].Text is "$" or "€" or "£" || i + 1 < tokens.Length && tokens[i].Lower == "a" && tokens[i + 1].Lower is "dozen" or "hundred" or "thousand" or "million" or "third" or "quarter" or "half";

    static void Approximate(Token[] tokens, int i, int count)
    {
        for (var k = i; k < i + count; k++)
        {
            tokens[k].Tag = Extraction.Tag.Adverb;
            tokens[k].Approximates = true;
        }
    }
}
