using System.Globalization;
using System.Text;
using Briefings.Feeds.Formats;

namespace Briefings.Articles.Reading;

/// <summary>Reads RSS, RDF, Atom and JSON Feed files: one article an item, each with an outcome of its own.</summary>
static class FeedArticles
{
    const int MaximumOriginal = 2_000_000;

    public static IEnumerable<ReadOutcome> Read(ArticleInput input, byte[] bytes, ReadDefaults defaults)
    {
        var reading = FeedReader.Read(bytes);
        if (reading.Feed is not { } feed)
            return [input.Refuse(reading.Defect ?? "Expected a feed.")];
        if (feed.Items.Count == 0)
            return [input.Refuse(feed.Notes is [var note, ..] ? $"Expected a feed with items, found none. {note}" : "Expected a feed with items, found none.")];
        var outcomes = feed.Items.Select(item => Read(input, feed, item, defaults));
        return feed.Notes.FirstOrDefault(IsLoss) is { } loss ? outcomes.Append(input.Refuse(loss)) : outcomes;
    }

    /// <summary>The article that an item is, or why it is none.</summary>
    public static ReadOutcome Read(ArticleInput input, FeedDocument feed, FeedItem item, ReadDefaults defaults)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"item {item.Number}");
        if (item.Defect is { } defect)
            return input.Refuse(place, defect);
        return new ArticleParts
        {
            Input = input,
            Place = place,
            Format = feed.Format is "atom" ? "atom" : feed.Format is "json" ? "json" : "rss",
            Text = Plain(item.Content) is { Length: > 0 } full ? full : Plain(item.Summary),
            Title = Plain(item.Title),
            Outlet = Plain(item.Source) is { Length: > 0 } source ? source : Plain(feed.Title),
            Byline = item.Author?.Name,
            Published = CleanText.Line(item.Published ?? item.Updated) is { } words ? new Stated(words, null) : null,
            DateRule = "feed",
            Url = item.Address is { } address ? new Stated(address.AbsoluteUri, null) : null,
            Original = item.Original.Length is > 0 and <= MaximumOriginal ? new DraftOriginal(Encoding.UTF8.GetBytes(item.Original.ToArray()), feed.ItemFormat) : null,
        }.ToOutcome(defaults);
    }

    /// <summary>Paragraphs of a value, whether it is markup or not.</summary>
    public static string Plain(FeedText? text) => text switch
    {
        null => "",
        { IsMarkup: false } => text.Words,
        _ => Markup.ToText(text.Words),
    };

    // Items that are not there are a loss; a guessed encoding is none.
    static bool IsLoss(string note) => note.Contains("not read", StringComparison.Ordinal) || note.Contains("end missing", StringComparison.Ordinal);
}
