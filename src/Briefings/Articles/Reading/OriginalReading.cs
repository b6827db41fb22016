namespace Briefings.Articles.Reading;

/// <summary>Reads what is kept of an article once more.</summary>
static class OriginalReading
{
    /// <param name="format">As in <see cref="DraftOriginal.Format"/>.</param>
    public static IReadOnlyList<ReadOutcome> Read(string fileName, string format, byte[] bytes, ReadDefaults defaults)
    {
        var input = new ArticleInput("original", fileName);
        return format switch
        {
            "html" => [HtmlArticles.Read(input, bytes, defaults)],
            "json" => [.. JsonArticles.Read(input, bytes, defaults)],
            "text" or "markdown" => [PlainArticles.Read(input, bytes, isMarkdown: format == "markdown", defaults)],
            _ => [.. FeedArticles.Read(input, bytes, defaults)],
        };
    }
}
