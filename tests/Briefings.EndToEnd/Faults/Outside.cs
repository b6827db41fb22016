using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Briefings.Tests.Mail;

namespace Briefings.EndToEnd.Faults;

/// <summary>What surrounds a desk and is never killed: a webhook receiver, a site with feeds, a mail server.</summary>
sealed class Outside : IAsyncDisposable
{
    readonly HttpListener listener = new();
    readonly ConcurrentQueue<(string Path, string Id)> received = new();
    readonly List<(string Title, string Link)> items = [];
    readonly SmtpSink mail = new();
    readonly Task serving;

    public Outside()
    {
        Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}");
        listener.Prefixes.Add(Address + "/");
        listener.Start();
        serving = Task.Run(Serve, CancellationToken.None);
    }

    public string Address { get; }

    public string MailAddress => string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{mail.Port}?tls=none");

    public IReadOnlyList<Taken> Mails => mail.Mails;

    /// <summary>Addresses that the main feed names.</summary>
    public IReadOnlyList<string> Links
    {
        get
        {
            lock (items)
                return [.. items.Select(i => i.Link)];
        }
    }

    /// <summary>The ids that came to one path, in order, each once.</summary>
    public IReadOnlyList<string> FirstReceived(string path) => [.. received.Where(r => r.Path == path).Select(r => r.Id).Distinct(StringComparer.Ordinal)];

    public void AddItem(string title, string link)
    {
        lock (items)
            items.Add((title, link));
    }

    static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    async Task Serve()
    {
        try
        {
            while (true)
                Answer(await listener.GetContextAsync());
        }
        catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    void Answer(HttpListenerContext context)
    {
        try
        {
            var (path, response) = (context.Request.Url!.AbsolutePath, context.Response);
            if (context.Request.HttpMethod == "POST")
            {
                received.Enqueue((path, context.Request.Headers["webhook-id"] ?? ""));
                response.StatusCode = path.StartsWith("/gone", StringComparison.Ordinal) ? 410 : 204;
            }
            else if (path.StartsWith("/old-", StringComparison.Ordinal))
            {
                response.StatusCode = 301;
                response.RedirectLocation = path.Replace("/old-", "/new-", StringComparison.Ordinal);
            }
            else if (path.StartsWith("/down-", StringComparison.Ordinal) || path == "/robots.txt")
            {
                response.StatusCode = path == "/robots.txt" ? 404 : 500;
            }
            else
            {
                response.ContentType = "application/rss+xml";
                response.OutputStream.Write(Encoding.UTF8.GetBytes(Feed(path)));
            }

            response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or IOException or InvalidOperationException)
        {
            // Whoever asked was killed.
        }
    }

    /// <summary>The main feed has every item; the others have one of their own, and one that cannot be read.</summary>
    string Feed(string path)
    {
        var text = new StringBuilder($"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Harbour {path}</title>");
        if (path != "/main.xml")
            text.Append(Item($"Dispatch of {path}", $"https://harbour.example{path}"));
        lock (items)
            items.ForEach(i => text.Append(path == "/main.xml" ? Item(i.Title, i.Link) : ""));
        return text.Append(CultureInfo.InvariantCulture, $"<item><title>Only a title of {path}</title><guid>{path}</guid></item></channel></rss>").ToString();
    }

    static string Item(string title, string link) =>
        $"<item><title>{title}</title><link>{link}</link><guid>{link}</guid><pubDate>Mon, 02 Feb 2026 06:00:00 GMT</pubDate>"
        + $"<description>{title}. The foreign ministers of Colombia and Ecuador met in Quito on Monday and agreed to reopen the border.</description></item>";

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
        await mail.DisposeAsync();
    }
}
