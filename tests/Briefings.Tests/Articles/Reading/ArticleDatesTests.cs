using Briefings.Articles.Reading;
using Xunit;

namespace Briefings.Tests.Articles.Reading;

public sealed class ArticleDatesTests
{
    [Theory]
    [InlineData("Fri, 31 Mar 2023 20:19:00 America/Los_Angeles", "2023-03-31T20:19:00-07:00")]
    [InlineData("Wed, 26 Dec 2018 10:00:54 PST", "2018-12-26T10:00:54-08:00")]
    [InlineData("Thu, 29 Oct 2020 07:36:03 GMT-07:00", "2020-10-29T07:36:03-07:00")]
    [InlineData("jeu., 02 avril 2020 00:00:00 +0200", "2020-04-02T00:00:00+02:00")]
    [InlineData("Do, 29 Mär 2018 00:00:00 +0200", "2018-03-29T00:00:00+02:00")]
    [InlineData("1520932969", "2018-03-13T09:22:49+00:00")]
    [InlineData("2020-11-08T16:20:00-05:00Z", "2020-11-08T16:20:00-05:00")]
    public void Instants_are_read_with_zones_by_name_and_offset(string words, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), ArticleDates.Parse(words)?.At);

    [Theory]
    [InlineData("Sat, 11 04 2020 08:51:49 +0100", "2020-04-11")]
    [InlineData("Mon, 03/30/2020 - 19:19", "2020-03-30")]
    [InlineData("Fri, 26/06/2020", "2020-06-26")]
    [InlineData("30.10.23", "2023-10-30")]
    [InlineData("3 de febrero de 2026", "2026-02-03")]
    [InlineData("Lundi, 16. Novembre 2020 - 15:54", "2020-11-16")]
    [InlineData("Nov. 16, 2020, 10:57 a.m.", "2020-11-16")]
    [InlineData("2023-05-29 00:00:00+15:00", "2023-05-29")]
    [InlineData("03/02/2026", null)]
    [InlineData("Nov. 2020", null)]
    [InlineData("2026-13-45T99:99:99Z", null)]
    [InlineData("Mon, 01 Jan 0001 00:00:00 GMT", null)]
    [InlineData("Fri, 31 Dec 99999 23:59:59 GMT", null)]
    [InlineData("-1", null)]
    [InlineData("yesterday", null)]
    public void A_day_is_read_or_nothing_is(string words, string? expected) =>
        Assert.Equal(expected is null ? null : DateOnly.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), ArticleDates.Parse(words)?.Day);

    [Theory]
    [InlineData("2026-11-26T08:00:00Z", "2026-11-25", "feed, capped")]
    [InlineData("2126-11-20", "2026-11-25", "feed, capped")]
    [InlineData("2026-11-25T20:05:00Z", "2026-11-25", "feed")]
    [InlineData("2026-11-26", "2026-11-26", "feed")]
    [InlineData("1970-01-01T00:00:00Z", null, "unknown")]
    public void A_publication_after_the_article_was_seen_is_capped_and_said_so(string words, string? day, string rule)
    {
        var seen = new DateTimeOffset(2026, 11, 25, 20, 0, 0, TimeSpan.Zero);

        var publication = Publications.Choose(new Stated(words, null), "feed", "", new ReadDefaults(SeenAt: seen));

        Assert.Equal((day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), rule, words), (publication?.Day, publication?.Rule, publication?.Literal));
        Assert.Equal(rule is "feed, capped" ? seen : publication?.At, publication?.At);
    }
}
