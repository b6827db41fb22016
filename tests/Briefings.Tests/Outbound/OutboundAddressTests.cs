using System.Net;
using System.Net.Sockets;
using Briefings.Outbound;
using Xunit;

namespace Briefings.Tests.Outbound;

public sealed class OutboundAddressTests
{
    [Theory]
    [InlineData("0.0.0.0"), InlineData("10.0.0.1"), InlineData("100.64.0.1"), InlineData("100.127.255.255"), InlineData("127.0.0.1")]
    [InlineData("127.255.255.254"), InlineData("169.254.169.254"), InlineData("172.16.0.1"), InlineData("172.31.255.255"), InlineData("192.0.0.8")]
    [InlineData("192.168.255.1"), InlineData("198.18.0.1"), InlineData("224.0.0.1"), InlineData("255.255.255.255"), InlineData("::"), InlineData("::1")]
    [InlineData("::ffff:127.0.0.1"), InlineData("::ffff:a9fe:a9fe"), InlineData("::7f00:1"), InlineData("64:ff9b::a00:1"), InlineData("64:ff9b:1::1")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2"), InlineData("2002:a00:1::1"), InlineData("2001:db8::1"), InlineData("fd00::1")]
    [InlineData("fe80::1%1"), InlineData("fec0::1"), InlineData("ff02::1"), InlineData("4000::1"), InlineData("::ffff:0:127.0.0.1")]
    public void Address_that_is_not_public_is_refused(string address) => Assert.True(OutboundAddresses.IsRefused(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1"), InlineData("100.63.255.255"), InlineData("172.32.0.1"), InlineData("192.169.0.1"), InlineData("223.255.255.255")]
    [InlineData("2606:4700:4700::1111"), InlineData("::ffff:8.8.8.8"), InlineData("2003::1")]
    public void Public_address_is_allowed(string address) => Assert.False(OutboundAddresses.IsRefused(IPAddress.Parse(address)));

    [Fact]
    public void Allowed_network_counts_in_both_forms_of_an_address_and_no_further()
    {
        var allowed = OutboundOptions.Parse("10.1.0.0/16, fd00::/8 127.0.0.1", "test");
        Assert.All(["10.1.2.3", "::ffff:10.1.2.3", "fd00::7", "127.0.0.1"], a => Assert.True(OutboundAddresses.IsAllowed(IPAddress.Parse(a), allowed)));
        Assert.All(["10.2.0.1", "127.0.0.2", "fe80::1"], a => Assert.False(OutboundAddresses.IsAllowed(IPAddress.Parse(a), allowed)));
    }

    [Fact]
    public void Setting_that_names_no_network_says_what_was_found()
    {
        var error = Assert.Throws<OutboundOptionsException>(() => OutboundOptions.Parse("10.0.0.0/8,nonsense", "BRIEFINGS_OUTBOUND_ALLOW"));
        Assert.Contains("\"nonsense\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_address_of_the_kit_is_refused_or_allowed_as_it_says()
    {
        var kit = WebhookKit.Json("vectors", "ssrf.json");
        var denied = kit.GetProperty("deny").EnumerateObject().SelectMany(g => g.Value.EnumerateArray()).Select(a => a.GetString()!).ToList();
        Assert.True(denied.Count > 40);
        Assert.All(denied, a => Assert.True(OutboundAddresses.IsRefused(IPAddress.Parse(a)), a));
        Assert.All(kit.GetProperty("allow").EnumerateArray(), a => Assert.False(OutboundAddresses.IsRefused(IPAddress.Parse(a.GetString()!)), a.GetString()));
    }

    [Fact]
    public async Task Every_url_of_the_kit_is_refused_or_allowed_as_it_says()
    {
        var connector = new OutboundConnector(new OutboundOptions(), (host, _) => Task.FromResult<IPAddress[]>(host switch
        {
            "127.0.0.1.nip.io" or "localhost" or "localhost." => [IPAddress.Loopback],
            "metadata.google.internal" => [IPAddress.Parse("169.254.169.254")],
            _ => [IPAddress.Parse("203.0.113.200")],
        }));
        foreach (var row in WebhookKit.Json("vectors", "ssrf.json").GetProperty("urls").EnumerateArray())
        {
            var (url, expected) = (row.GetProperty("url").GetString()!, row.GetProperty("expect").GetString()!);
            var accepted = OutboundUrl.TryParse(url, new OutboundOptions(), out var read, out _);
            if (expected is "allow" or "host is example.com")
            {
                Assert.True(accepted, url);
                Assert.True(expected == "allow" || read!.IdnHost == "example.com", url);
            }
            else if (accepted)
            {
                var refused = await Assert.ThrowsAsync<OutboundException>(async () => await connector.Connect(read!.IdnHost, read.Port, TestContext.Current.CancellationToken));
                Assert.Equal((url, OutboundFailure.Blocked), (url, refused.Failure));
            }
        }
    }

    [Theory]
    [InlineData("http://127.1/"), InlineData("http://0x7f000001/"), InlineData("http://[::1]/"), InlineData("http://localhost./"), InlineData("http://a.localhost/")]
    [InlineData("http://127\u30020\u30020\u30021/"), InlineData("http://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460/"), InlineData("http://user:pw@example.com/")]
    [InlineData("ftp://example.com/"), InlineData("http://example.com:22/"), InlineData("http://example.com\\@127.0.0.1/"), InlineData("//example.com/"), InlineData("http://example.com/\r\nx: y")]
    public void Url_that_can_be_seen_to_be_wrong_is_refused(string url) => Assert.False(OutboundUrl.TryParse(url, new OutboundOptions(), out _, out _));

    [Fact]
    public async Task Name_with_a_private_and_a_public_address_is_connected_at_the_allowed_one_only()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var options = new OutboundOptions { Allowed = OutboundOptions.Parse("127.0.0.1/32", "test") };
        var connector = new OutboundConnector(options, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.2"), IPAddress.Parse("10.0.0.1"), IPAddress.Loopback]));
        await using var stream = await connector.Connect("two.example", port, TestContext.Current.CancellationToken);
        using var accepted = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        Assert.Equal(IPAddress.Loopback, ((IPEndPoint)accepted.Client.LocalEndPoint!).Address);
    }
}
