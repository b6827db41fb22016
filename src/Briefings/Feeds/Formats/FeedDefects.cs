using System.Globalization;

namespace Briefings.Feeds.Formats;

/// <summary>Why an item cannot be taken as it stands.</summary>
static class FeedDefects
{
    /// <summary><c>null</c> when it can.</summary>
    public static string? Of(LooseXml xml, LooseElement item)
    {
        if (item.HoldsTooDeep)
            return string.Create(CultureInfo.InvariantCulture, $"Expected an item whose elements nest at most {LooseXml.MaximumDepth} deep, found a deeper one.");
        if (item.IsCut)
            return string.Create(CultureInfo.InvariantCulture, $"line {xml.Line(item.Offset)}: Expected a whole item, found the end of the feed inside it.");
        return item.Children.FirstOrDefault(child => child.IsTooLong) is { } huge
            ? string.Create(CultureInfo.InvariantCulture, $"Expected values of at most {LooseElement.MaximumCharacters:N0} characters, found {huge.InnerEnd - huge.InnerStart:N0} in {Articles.Reading.CleanText.Quote(huge.Name)}.")
            : null;
    }
}
