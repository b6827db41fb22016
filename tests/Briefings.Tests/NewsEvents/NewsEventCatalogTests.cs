using Briefings.Extraction;
using Briefings.NewsEvents;
using Xunit;

namespace Briefings.Tests.NewsEvents;

public sealed class NewsEventCatalogTests
{
    [Fact]
    public void Catalog_pairs_every_record_with_its_frame()
    {
        var catalog = NewsEventCatalog.Load();

        Assert.Equal(catalog.Frames.Frames.Count, catalog.Names.Count);
        Assert.Contains("MeetingScheduled", catalog.Names, StringComparer.Ordinal);
    }

    [Fact]
    public void A_record_without_frame_is_named()
    {
        var e = Assert.Throws<NewsEventCatalogException>(() => NewsEventCatalog.Pair(FrameSet.Load([]), [typeof(MeetingScheduled)]));

        Assert.Contains("MeetingScheduled has no frame", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frame_without_record_is_named()
    {
        var e = Assert.Throws<NewsEventCatalogException>(() => NewsEventCatalog.Pair(NewsEventCatalog.Load().Frames, []));

        Assert.Contains("has no record", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_records_of_one_name_are_refused() =>
        Assert.Throws<NewsEventCatalogException>(() => NewsEventCatalog.Pair(NewsEventCatalog.Load().Frames, [typeof(MeetingScheduled), typeof(MeetingScheduled)]));

    [Fact]
    public void A_reported_event_becomes_its_record()
    {
        var catalog = NewsEventCatalog.Load();
        var read = new Extractor(catalog.Frames).Extract(new ArticleText("a", "Norwegian Prime Minister Kari Lund met Kenyan President Joseph Otieno in Oslo on Monday.", new DateOnly(2026, 3, 3)));

        var made = catalog.Create("article-1", 1, Assert.Single(read.Events));

        Assert.IsType<MeetingHeld>(made);
        Assert.Equal("article-1", made.Article);
    }
}
