using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Briefings.Articles.Reading;

/// <summary>Reads NDJSON: an article a line, each with an outcome of its own, holding one line at a time.</summary>
static class JsonLines
{
    /// <summary>A whole object on the first line with another below it; a lone object is JSON.</summary>
    /// <param name="mayBeLongLine">Whether <paramref name="start"/> is too short to show the end of the first line.</param>
    public static bool LooksLike(string start, bool mayBeLongLine)
    {
        if (start.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end)
            return start.AsSpan(end).TrimStart() is ['{', ..] && start.AsSpan(0, end).TrimEnd() is ['{', .., '}'] && JsonText.Parse(start[..end], out _) is not null;
        return mayBeLongLine && start is ['{', ..];
    }

    public static async IAsyncEnumerable<ReadOutcome> Read(
        ArticleInput input, PipeReader bytes, ReadDefaults defaults, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var lines = new LimitedLines(bytes, ArticleLimits.LineBytes);
        var found = false;
        while (await lines.Next(cancellation) is { } line)
        {
            if (Outcome(input, line, defaults) is not { } outcome)
                continue;
            found = true;
            yield return outcome;
        }

        if (!found)
            yield return input.Refuse("Expected a JSON object a line, found none.");
    }

    /// <summary><c>null</c> for a blank line.</summary>
    static ReadOutcome? Outcome(ArticleInput input, LimitedLines.Line line, ReadDefaults defaults)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"line {line.Number}");
        if (line.Defect is { } unread)
            return input.Refuse(place, unread);
        var decoded = TextDecoding.Strict(line.Bytes);
        if (decoded.Defect is { } undecodable)
            return input.Refuse(place, undecodable);
        if (string.IsNullOrWhiteSpace(decoded.Text))
            return null;
        using var document = JsonText.Parse(decoded.Text, out var defect);
        return document is null ? input.Refuse(place, defect) : JsonArticles.Read(input, place, document.RootElement, defaults);
    }
}
