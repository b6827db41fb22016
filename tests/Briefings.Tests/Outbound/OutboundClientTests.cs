using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Briefings.Outbound;
using Xunit;

namespace Briefings.Tests.Outbound;

public sealed class OutboundClientTests : IDisposable
{
    static readonly OutboundLimits Ample = new(TimeSpan.FromSeconds(60), 64 << 10);

    readonly OutboundClient client = new(new OutboundOptions { Allowed = OutboundOptions.Parse("127.0.0.1/32", "test") }, TimeProvider.System);

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task Redirect_is_an_answer_and_never_followed()
    {
        await using var trap = RawServer.Saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await using var server = RawServer.Saying($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {trap.Address}\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        var answer = await Post(server.Address);
        Assert.Equal(HttpStatusCode.TemporaryRedirect, answer.Status);
        Assert.Equal(0, trap.Connections);
    }

    [Fact]
    public async Task Body_is_read_up_to_the_limit_after_decompression()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(new byte[20 << 20], TestContext.Current.CancellationToken);
        var head = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n");
        await using var server = new RawServer(async (_, stream, cancellation) =>
        {
            await stream.WriteAsync(head, cancellation);
            await stream.WriteAsync(packed.ToArray(), cancellation);
        });
        var answer = await Post(server.Address);
        Assert.Equal((64 << 10, true, false), (answer.Body.Length, answer.IsCut, answer.IsBroken));
    }

    [Fact]
    public async Task Body_that_ends_early_is_broken_but_the_status_stands()
    {
        await using var server = RawServer.Saying("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n0123456789");
        var answer = await Post(server.Address);
        Assert.Equal((true, true, "0123456789"), (answer.IsSuccess, answer.IsBroken, Encoding.ASCII.GetString(answer.Body)));
    }

    [Fact]
    public async Task Time_out_covers_a_body_that_drips()
    {
        await using var server = new RawServer(async (_, stream, cancellation) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"u8.ToArray(), cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        });
        var late = await Assert.ThrowsAsync<OutboundException>(() => Post(server.Address, new(TimeSpan.FromMilliseconds(300), 100)));
        Assert.Equal(OutboundFailure.TimedOut, late.Failure);
    }

    [Theory]
    [InlineData("ICY 200 NOT-HTTP\r\n\r\nboo", OutboundFailure.NoHttp)]
    [InlineData("", OutboundFailure.Closed)]
    public async Task Answer_that_is_none_says_what_it_was(string said, OutboundFailure expected)
    {
        await using var server = RawServer.Saying(said);
        Assert.Equal(expected, (await Assert.ThrowsAsync<OutboundException>(() => Post(server.Address))).Failure);
    }

    [Fact]
    public async Task Port_where_nobody_listens_is_not_reached()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        var refused = await Assert.ThrowsAsync<OutboundException>(() => Post(new Uri($"http://127.0.0.1:{port}/")));
        Assert.Equal(OutboundFailure.NotReached, refused.Failure);
    }

    [Fact]
    public async Task Name_whose_address_turns_private_is_blocked_at_the_next_connection()
    {
        await using var server = RawServer.Saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        var answers = new Queue<IPAddress>([IPAddress.Loopback, IPAddress.Parse("127.0.0.2")]);
        var options = new OutboundOptions { Allowed = OutboundOptions.Parse("127.0.0.1/32", "test") };
        using var rebinding = new OutboundClient(options, TimeProvider.System, new OutboundConnector(options, (_, _) => Task.FromResult<IPAddress[]>([answers.Dequeue()])));
        var address = new Uri($"http://rebind.example:{server.Address.Port}/");
        Assert.True((await Send(rebinding, address, Ample)).IsSuccess);
        var blocked = await Assert.ThrowsAsync<OutboundException>(() => Send(rebinding, address, Ample));
        Assert.Equal(OutboundFailure.Blocked, blocked.Failure);
    }

    [Fact]
    public async Task Proxy_of_the_environment_is_not_asked()
    {
        await using var proxy = RawServer.Saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var before = Environment.GetEnvironmentVariable("http_proxy");
        Environment.SetEnvironmentVariable("http_proxy", proxy.Address.ToString());
        try
        {
            await using var server = RawServer.Saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            var options = new OutboundOptions { Allowed = OutboundOptions.Parse("127.0.0.1/32", "test") };
            using var fresh = new OutboundClient(options, TimeProvider.System, new OutboundConnector(options, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback])));
            Assert.True((await Send(fresh, new Uri($"http://target.example:{server.Address.Port}/"), Ample)).IsSuccess);
            Assert.Equal(0, proxy.Connections);
        }
        finally
        {
            Environment.SetEnvironmentVariable("http_proxy", before);
        }
    }

    Task<OutboundAnswer> Post(Uri address, OutboundLimits? limits = null) => Send(client, address, limits ?? Ample);

    static async Task<OutboundAnswer> Send(OutboundClient client, Uri address, OutboundLimits limits)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent("{}"u8.ToArray()) };
        return await client.Send(request, limits, TestContext.Current.CancellationToken);
    }
}
