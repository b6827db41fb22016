using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Briefings.EndToEnd;

public sealed class FeedTests : EndToEndTest
{
    const string Feed = """
        <?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Wire</title>
        <item><title>Border reopens</title><guid isPermaLink="false">1</guid><pubDate>Mon, 02 Feb 2026 06:00:00 GMT</pubDate>
        <description>The foreign ministers of Colombia and Ecuador met in Quito on Monday &amp; agreed to reopen the border.</description></item>
        <item><title>Broken</titel></item><item><title>Only a title</title></item></channel></rss>
        """;

    readonly HttpClient client = new();
    readonly TcpListener site = new(IPAddress.Loopback, 0);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)site.LocalEndpoint).Port}/feed.xml");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Briefings.Environment["BRIEFINGS_OUTBOUND_ALLOW"] = "127.0.0.1/32";
        site.Start();
        _ = Serve();
    }

    public override async ValueTask DisposeAsync()
    {
        site.Stop();
        client.Dispose();
        await base.DisposeAsync();
    }

    async Task Serve()
    {
        try
        {
            while (true)
            {
                using var connection = await site.AcceptTcpClientAsync(Cancellation);
                await using var stream = connection.GetStream();
                _ = await stream.ReadAsync(new byte[8192], Cancellation);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: {Encoding.UTF8.GetByteCount(Feed)}\r\nConnection: close\r\n\r\n{Feed}")), Cancellation);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException or OperationCanceledException)
        {
            // Stopped.
        }
    }

    [Fact]
    public async Task Feeds_are_added_listed_polled_exported_and_removed_on_the_command_line()
    {
        var opml = Briefings.Write("feeds.opml", $"<opml version=\"2.0\"><body><outline text=\"Harbour\" xmlUrl=\"{Url}\"/><outline xmlUrl=\"ftp://w.example/\"/></body></opml>");

        var imported = await Briefings.Run("feeds", "import", opml);
        var polled = await Briefings.Run("feeds", "poll", "--json");
        var again = await Briefings.Run("feeds", "poll", Url);
        var listed = await Briefings.Run("feeds", "list", "--json");
        var quarantined = await Briefings.Run("feeds", "list", "--quarantine");
        var retried = await Briefings.Run("feeds", "retry");
        var exported = await Briefings.Run("feeds", "export");
        var removed = await Briefings.Run("feeds", "remove", Url, "https://nobody.example/");

        Assert.Equal(1, imported.ExitCode);
        Assert.StartsWith("ftp://w.example/: ", imported.Error.Split('\n').First(line => line.StartsWith("ftp", StringComparison.Ordinal)), StringComparison.Ordinal);
        var poll = JsonDocument.Parse(Assert.Single(polled.Lines)).RootElement;
        Assert.Equal(("read", 1, 2), (poll.GetProperty("outcome").GetString(), poll.GetProperty("new").GetInt32(), poll.GetProperty("refused").GetInt32()));
        Assert.Contains("0 new, 3 known", again.Output, StringComparison.Ordinal);
        var feed = JsonDocument.Parse(Assert.Single(listed.Lines)).RootElement;
        Assert.Equal(("healthy", "Harbour", 1, 2), (feed.GetProperty("status").GetString(), feed.GetProperty("outlet").GetString(), feed.GetProperty("kept").GetInt32(), feed.GetProperty("refused").GetInt32()));
        Assert.Equal(2, quarantined.Lines.Count);
        Assert.Equal(1, retried.ExitCode);
        Assert.Contains($"xmlUrl=\"{Url}\"", exported.Output, StringComparison.Ordinal);
        Assert.Equal((1, 1), (removed.ExitCode, removed.Lines.Count));
    }

    [Fact]
    public async Task Serve_polls_what_is_due_and_answers_over_http_by_scope()
    {
        var read = (await Briefings.Run("keys", "create", "--scope", "read")).Lines.Single();
        var admin = (await Briefings.Run("keys", "create", "--scope", "admin")).Lines.Single();
        await using var serve = await ServeProcess.Start(Briefings);
        var feeds = new Uri(serve.Address, "/api/v1/feeds");

        Assert.Equal(HttpStatusCode.Forbidden, (await Post(feeds, read)).StatusCode);
        using var added = await Post(feeds, admin);
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        JsonElement feed;
        do
        {
            await Task.Delay(200, Cancellation);
            feed = (await Get(feeds, read)).GetProperty("items").EnumerateArray().Single();
        }
        while (feed.GetProperty("status").GetString() == "new");

        Assert.Equal(("healthy", 1), (feed.GetProperty("status").GetString(), feed.GetProperty("kept").GetInt32()));
        Assert.Equal(1, (await Get(new Uri(serve.Address, "/api/v1/feeds/health"), read)).GetProperty("healthy").GetInt32());
        Assert.Equal(2, (await Get(new Uri(serve.Address, "/api/v1/feeds/quarantine"), read)).GetProperty("items").GetArrayLength());
        Assert.Equal(0, await serve.Stop());
    }

    async Task<HttpResponseMessage> Post(Uri feeds, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, feeds) { Content = JsonContent.Create(new { url = Url }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await client.SendAsync(request, Cancellation);
    }

    async Task<JsonElement> Get(Uri address, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }
}
