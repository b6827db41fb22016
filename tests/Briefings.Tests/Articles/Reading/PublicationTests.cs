using System.Globalization;
using Xunit;

namespace Briefings.Tests.Articles.Reading;

public sealed class PublicationTests : IDisposable
{
    readonly ReadingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("2026-02-02", "2026-02-02", null)]
    [InlineData("2026/2/2", "2026-02-02", null)]
    [InlineData("20260202", "2026-02-02", null)]
    [InlineData("2 February 2026", "2026-02-02", null)]
    [InlineData("2nd of Feb. 2026", "2026-02-02", null)]
    [InlineData("Monday, 2 February 2026", "2026-02-02", null)]
    [InlineData("February 2, 2026", "2026-02-02", null)]
    [InlineData("Sept. 3, 2025", "2025-09-03", null)]
    [InlineData("2026-02-02T10:00:00", "2026-02-02", null)]
    [InlineData("2026-02-02T23:30:00-05:00", "2026-02-02", "2026-02-03T04:30:00Z")]
    [InlineData("2026-02-02 23:30:00.25Z", "2026-02-02", "2026-02-02T23:30:00.25Z")]
    [InlineData("20260202T233000Z", "2026-02-02", "2026-02-02T23:30:00Z")]
    [InlineData("Mon, 02 Feb 2026 23:30:00 EST", "2026-02-02", "2026-02-03T04:30:00Z")]
    [InlineData("Mon, 02 Feb 26 23:30 +0100 (CET)", "2026-02-02", "2026-02-02T22:30:00Z")]
    [InlineData("Mon Feb  2 23:30:00 UTC 2026", "2026-02-02", "2026-02-02T23:30:00Z")]
    [InlineData("Feb 2, 2026 at 11:30 p.m. PST", "2026-02-02", "2026-02-03T07:30:00Z")]
    [InlineData("2026-02-02T12:15 am GMT+2", "2026-02-02", "2026-02-01T22:15:00Z")]
    [InlineData("Sat, 31 Dec 2016 23:59:60 GMT", "2016-12-31", "2016-12-31T23:59:59Z")]
    [InlineData("Mon, 02 Feb 2026 10:00:00 IST", "2026-02-02", null)]
    [InlineData("Mon, 02 Feb 2026 10:00:00 +9999", "2026-02-02", null)]
    public async Task Dates_are_read_as_they_are_written(string words, string day, string? instant)
    {
        var published = (await ReadingFolder.Draft(_folder.Write("a.md", $"---\npublished: \"{words}\"\n---\nText."))).Published;

        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), published.Day);
        Assert.Equal(instant is null ? null : DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), published.At);
        Assert.Equal("front matter", published.Rule);
    }

    [Theory]
    [InlineData("2026-02-30")]
    [InlineData("2026-13-01")]
    [InlineData("02/03/2026")]
    [InlineData("yesterday")]
    [InlineData("February 2026")]
    [InlineData("2 Febtober 2026")]
    [InlineData("0001-01-01")]
    [InlineData("2026-02-02T25:00:00Z")]
    [InlineData("２０２６-02-02")]
    public async Task Impossible_and_ambiguous_dates_are_refused(string words) =>
        Assert.Equal(
            $"front matter, line 2: Expected a date such as 2026-02-02, found \"{words}\".",
            await ReadingFolder.Refusal(_folder.Write("a.md", $"---\npublished: \"{words}\"\n---\nText.")));

    [Theory]
    [InlineData("2026-02-02-talks.txt", "2026-02-02")]
    [InlineData("wire_20260202.txt", "2026-02-02")]
    [InlineData("20260202T0630-wire.txt", "2026-02-02")]
    [InlineData("2026_02_02.txt", "2026-02-02")]
    [InlineData("2026-02-02-copy-20260202.txt", "2026-02-02")]
    [InlineData("2026-02-02-to-2026-02-03.txt", null)]
    [InlineData("2026-13-02.txt", null)]
    [InlineData("a20260202f.txt", null)]
    [InlineData("1-12345678901.txt", null)]
    public async Task The_file_name_dates_an_article_that_does_not(string name, string? day)
    {
        var published = (await ReadingFolder.Draft(_folder.Write(name, "Text."))).Published;

        Assert.Equal(day, published.Day?.ToString("O", CultureInfo.InvariantCulture));
        Assert.Equal(day is null ? "unknown" : "file name", published.Rule);
    }
}
