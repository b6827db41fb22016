using Briefings.Feeds.Formats;

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
            _ => [Item(input, format, bytes, defaults)],
        };
    }

    static ReadOutcome Item(ArticleInput input, string format, byte[] bytes, ReadDefaults defaults)
    {
        var reading = FeedReader.ReadItem(bytes, format);
        return reading.Feed is { Items: [var item, ..] } feed
            ? FeedArticles.Read(input, feed, item, defaults)
            : input.Refuse(reading.Defect ?? "Expected a feed's item in the original, found none.");
    }
}
