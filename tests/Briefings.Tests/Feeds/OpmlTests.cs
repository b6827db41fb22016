using System.Text;
using Briefings.Feeds;
using Xunit;

namespace Briefings.Tests.Feeds;

public sealed class OpmlTests
{
    [Fact]
    public void Feeds_of_all_folders_are_read_once_each()
    {
        var feeds = Opml.Read(Encoding.UTF8.GetBytes("""
            <opml version="1.1"><head><title>x & y</title></head><body>
              <outline text="World"><outline type="rss" text="A &amp; B" xmlUrl="https://a.example/feed"/><outline TEXT="C" XMLURL="https://c.example/feed"></outline></outline>
              <outline title="again" xmlUrl="https://a.example/feed"/>
            </body></opml>
            """), out var defect);

        Assert.Null(defect);
        Assert.Equal([new OpmlFeed("https://a.example/feed", "A & B"), new OpmlFeed("https://c.example/feed", "C")], feeds);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var written = Opml.Write([new FeedState { Stream = "feed-1", Url = "https://a.example/feed?a=1&b=2", Outlet = "A <& \"B\"" }, new FeedState { Stream = "feed-2", Url = "https://c.example/", Title = "C" }]);

        Assert.Equal([new OpmlFeed("https://a.example/feed?a=1&b=2", "A <& \"B\""), new OpmlFeed("https://c.example/", "C")], Opml.Read(Encoding.UTF8.GetBytes(written), out _));
    }

    [Fact]
    public void Other_files_are_refused()
    {
        Assert.Empty(Opml.Read("<rss/>"u8.ToArray(), out var defect));
        Assert.Equal("Expected an OPML file, found \"<rss/>\".", defect);
    }
}
