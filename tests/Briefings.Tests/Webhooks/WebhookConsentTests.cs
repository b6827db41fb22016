using Briefings.Tests.Databases;
using Briefings.Webhooks;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Briefings.Tests.Webhooks;

/// <summary>What an endpoint is asked before, and how fast it is sent to.</summary>
public sealed class WebhookConsentTests(TestServer server) : IAsyncLifetime
{
    WebhookWorld world = null!;

    public async ValueTask InitializeAsync() => world = await WebhookWorld.Create(server);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Endpoint_that_consents_is_sent_to_at_the_rate_it_allows_and_told_who_sends()
    {
        await using var receiver = await Receiver.Start((one, http) =>
        {
            if (HttpMethods.IsOptions(http.Request.Method))
            {
                Assert.Equal("600", one.Headers["WebHook-Request-Rate"]);
                http.Response.Headers["WebHook-Allowed-Origin"] = one.Headers["WebHook-Request-Origin"];
                http.Response.Headers["WebHook-Allowed-Rate"] = "120";
            }

            return Task.CompletedTask;
        });
        var added = await world.Add(new WebhookRequest { Name = "desk", Url = receiver.Url, Origin = "briefings.example.org", MaxPerSecond = 10 });
        Assert.Equal(2, added.Webhook.MaxPerSecond);
        world.Serve();
        await world.Append(1);
        var received = await receiver.Until(2);
        Assert.Equal("briefings.example.org", received[1].Headers["Origin"]);
    }

    [Theory]
    [InlineData(null), InlineData("another.example.org")]
    public async Task Endpoint_that_does_not_consent_gets_no_subscription(string? allowed)
    {
        await using var receiver = await Receiver.Start((_, http) =>
        {
            http.Response.Headers["WebHook-Allowed-Origin"] = allowed;
            return Task.CompletedTask;
        });
        await Assert.ThrowsAsync<WebhookRefusedException>(() => world.Add(new WebhookRequest { Name = "desk", Url = receiver.Url, Origin = "briefings.example.org" }));
        Assert.Empty(await world.Webhooks.Subscriptions.All(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Rate_of_an_endpoint_is_never_exceeded()
    {
        await using var receiver = await Receiver.Start();
        await world.Add(new WebhookRequest { Name = "desk", Url = receiver.Url, MaxPerSecond = 20, After = 0 });
        await world.Append(21);
        world.Serve();
        var received = await receiver.Until(21);

        // Twenty spaces of 50 ms; the first request may have taken its time to arrive.
        Assert.InRange(received.Max(r => r.At) - received.Min(r => r.At), TimeSpan.FromMilliseconds(700), TimeSpan.MaxValue);
    }
}
