using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Briefings.Tests.Outbound;

namespace Briefings.Tests.Feeds;

/// <summary>A site on loopback whose answers a test sets path by path, and that remembers what it was asked.</summary>
sealed class FeedSite : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, string> answers = new(StringComparer.Ordinal);
    readonly ConcurrentQueue<string> requests = new();
    readonly RawServer server;

    public FeedSite() => server = new RawServer(async (head, stream, cancellation) =>
    {
        requests.Enqueue(head);
        var path = head.Split(' ')[1];
        var answer = answers.GetValueOrDefault(path) ?? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), cancellation);
    });

    public IReadOnlyList<string> Requests => [.. requests];

    public string Url(string path) => new Uri(server.Address, path).AbsoluteUri;

    public void Answer(string path, int status, string headers = "", string body = "") => answers[path] = string.Create(
        CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Said\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}");

    public static string Rss(params ReadOnlySpan<string> items)
    {
        var all = new StringBuilder("<rss version=\"2.0\"><channel><title>Harbour Wire</title>");
        foreach (var item in items)
        {
            all.Append("<item>").Append(item).Append("</item>");
        }

        return all.Append("</channel></rss>").ToString();
    }

    public static string Item(string guid, string text, string date = "Mon, 02 Feb 2026 06:00:00 GMT") =>
        $"<title>Item {guid}</title><guid isPermaLink=\"false\">{guid}</guid><description>{text}</description><pubDate>{date}</pubDate>";

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
