using System.Net;
using Briefings.Tests.Databases;
using Briefings.Webhooks;
using Xunit;

namespace Briefings.Tests.Webhooks;

public sealed class WebhookDeliveryTests(TestServer server) : IAsyncLifetime
{
    WebhookWorld world = null!;

    public async ValueTask InitializeAsync() => world = await WebhookWorld.Create(server);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_event_arrives_once_signed_and_in_the_shape_of_the_standard()
    {
        await using var receiver = await Receiver.Start();
        await world.Append(3);
        var added = await world.Add(receiver.Url);
        world.Serve();
        var positions = await world.Append(40);
        var received = await receiver.Until(40);
        Assert.Equal(positions, received.Select(r => r.Position).Order());
        Assert.All(received, r => Assert.True(WebhookSignature.Verify([added.Secret], r.Id, r.Timestamp, r.Signatures, r.Body, world.Clock.Now)));
        Assert.All(received, r => Assert.Matches("^msg_[0-9a-f]{32}$", r.Id));
        Assert.Equal("application/json", received[0].Headers["content-type"]);
        var deliveries = await world.Until("desk", all => all.Count == 40 && all.All(d => d.State == DeliveryState.Delivered));
        Assert.All(deliveries, d => Assert.Equal((1, HttpStatusCode.OK), (d.Attempts, d.Status)));
    }

    [Fact]
    public async Task Failed_attempt_is_made_again_after_its_wait_with_the_same_id_and_bytes()
    {
        await using var receiver = await Receiver.Answering(r => r.Attempt < 3 ? 500 : 200);
        var added = await world.Add(receiver.Url);
        world.Serve();
        await world.Append(1);
        await receiver.Until(1);
        await world.Until("desk", all => all is [{ Attempts: 1, State: DeliveryState.Waiting }]);
        Assert.Single(receiver.All);

        world.Clock.Now += TimeSpan.FromSeconds(6.1);
        await receiver.Until(2);
        var waiting = (await world.Until("desk", all => all is [{ Attempts: 2 }]))[0];
        Assert.InRange((waiting.DueAt - world.Clock.Now)!.Value, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(6));

        world.Clock.Now += TimeSpan.FromMinutes(6.1);
        var received = await receiver.Until(3);
        Assert.Single(received.Select(r => r.Id).Distinct());
        Assert.All(received, r => Assert.Equal(received[0].Body, r.Body));
        Assert.Equal(3, received.Select(r => r.Timestamp).Distinct().Count());
        Assert.All(received, r => Assert.True(WebhookSignature.Verify([added.Secret], r.Id, r.Timestamp, r.Signatures, r.Body, DateTimeOffset.FromUnixTimeSeconds(long.Parse(r.Timestamp, null)))));
        var delivery = (await world.Until("desk", all => all is [{ State: DeliveryState.Delivered }]))[0];
        var attempts = await world.Webhooks.Deliveries.Attempts("desk", delivery.Position, Cancellation);
        Assert.Equal([HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError, HttpStatusCode.OK], attempts.Select(a => a.Status!.Value));
    }

    [Fact]
    public async Task Delivery_is_given_up_after_the_whole_schedule_and_redelivered_on_demand()
    {
        var works = false;
        await using var receiver = await Receiver.Answering(_ => works ? 204 : 503);
        await world.Add(receiver.Url);
        world.Serve(world.Wire(WebhookWorld.Quick with { DisableAfter = TimeSpan.FromDays(1000) }));
        await world.Append(1);
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            await receiver.Until(attempt);
            await world.Until("desk", all => all is [var one] && one.Attempts == attempt);
            world.Clock.Now += TimeSpan.FromHours(30);
        }

        var given = (await world.Until("desk", all => all is [{ State: DeliveryState.GivenUp }]))[0];
        works = true;
        await world.Webhooks.Jobs.Add("desk", WebhookJobKind.Redeliver, 1, given.Position, onlyFailed: true, Cancellation);
        var received = await receiver.Until(11);
        Assert.Single(received.Select(r => r.Id).Distinct());
        await world.Until("desk", all => all is [{ State: DeliveryState.Delivered }]);
        Assert.NotNull((await world.Webhooks.Jobs.Of("desk", Cancellation))[0].FinishedAt);
    }

    [Fact]
    public async Task Answer_410_disables_at_once_and_is_recorded_in_the_log()
    {
        await using var receiver = await Receiver.Answering(_ => 410);
        await world.Add(receiver.Url, atOnce: 1);
        world.Serve();
        await world.Append(20);
        var disabled = await world.Until("desk", w => w.State == WebhookState.Disabled);
        Assert.Contains("410", disabled.Reason, StringComparison.Ordinal);
        Assert.Single(receiver.All);
        await foreach (var recorded in world.Application.Log.Follow(0, ["webhook.disabled"], Cancellation))
        {
            Assert.Equal("desk", ((WebhookDisabled)recorded.Body).Webhook);
            break;
        }
    }

    [Fact]
    public async Task Endpoint_that_fails_for_five_days_is_disabled_and_goes_on_when_resumed()
    {
        var works = false;
        await using var receiver = await Receiver.Answering(_ => works ? 200 : 500);
        await world.Add(receiver.Url);
        world.Serve();
        await world.Append(1);
        await world.Until("desk", w => w.FailingSince is not null);
        world.Clock.Now += TimeSpan.FromDays(4.9);
        await world.Append(1);
        await world.Until("desk", all => all.Count == 2 && all[0].Attempts == 1);
        Assert.Equal(WebhookState.Active, (await world.Webhooks.Subscriptions.Named("desk", Cancellation)).State);
        world.Clock.Now += TimeSpan.FromDays(0.2);
        await world.Append(1);
        await world.Until("desk", w => w.State == WebhookState.Disabled);
        works = true;
        var missed = await world.Append(1);
        await world.Webhooks.Subscriptions.Resume("desk", Cancellation);
        world.Clock.Now += TimeSpan.FromDays(2);
        await receiver.Until(all => all.Any(r => r.Position == missed[0]));
        await world.Until("desk", all => all.Count >= 4 && all.All(d => d.State == DeliveryState.Delivered));
    }

    [Fact]
    public async Task Retry_after_holds_the_whole_endpoint_back()
    {
        await using var receiver = await Receiver.Start((one, http) =>
        {
            if (one.Attempt == 1 && one.Position == 1)
            {
                (http.Response.StatusCode, http.Response.Headers.RetryAfter) = (429, "60");
            }

            return Task.CompletedTask;
        });
        await world.Add(receiver.Url, atOnce: 1);
        world.Serve();
        await world.Append(1);
        await world.Until("desk", w => w.NotBefore is not null);
        await world.Append(5);
        await world.Until("desk", all => all.Count == 6);
        world.Clock.Now += TimeSpan.FromSeconds(59);
        await world.Webhooks.Subscriptions.Rotate("desk", TimeSpan.FromHours(24), null, Cancellation);
        Assert.Single(receiver.All);
        world.Clock.Now += TimeSpan.FromSeconds(1.1);
        await receiver.Until(7);
    }

    [Fact]
    public async Task Story_stays_in_order_while_one_of_its_events_fails_and_others_go_on()
    {
        var first = true;
        await using var receiver = await Receiver.Answering(r => r.Position == 2 && Volatile.Read(ref first) ? 500 : 200);
        await world.Add(receiver.Url, WebhookOrdering.Ordered);
        world.Serve();
        await world.Append(4, "article-a");
        var others = await world.Append(4, "article-b");
        await world.Application.Projections.CatchUp(Cancellation);
        await receiver.Until(all => others.All(o => all.Any(r => r.Position == o)));
        Assert.DoesNotContain(receiver.All, r => r.Position is 3 or 4);

        // The wait of an attempt is counted from when it is settled: by the clock as it is, not as it will be.
        await world.Until("desk", all => all.Any(d => d is { Position: 2, Attempts: 1 }));
        Volatile.Write(ref first, false);
        world.Clock.Now += TimeSpan.FromSeconds(10);
        var received = await receiver.Until(all => all.Any(r => r.Position == 4));
        Assert.Equal([1, 2, 2, 3, 4], received.Where(r => r.Position <= 4).Select(r => r.Position));
        Assert.Equal(others, received.Where(r => r.Position > 4).Select(r => r.Position));
    }

    [Fact]
    public async Task Strict_order_holds_over_all_events()
    {
        await using var receiver = await Receiver.Answering(r => r is { Position: 3, Attempt: 1 } ? 500 : 200);
        await world.Add(receiver.Url, WebhookOrdering.Strict);
        world.Serve();
        var positions = await world.Append(8);
        await receiver.Until(3);
        await world.Until("desk", all => all.Any(d => d is { Position: 3, Attempts: 1 }));
        world.Clock.Now += TimeSpan.FromSeconds(10);
        var received = await receiver.Until(9);
        Assert.Equal([1, 2, 3, .. positions.Where(p => p >= 3)], received.Select(r => r.Position));
        Assert.Equal(1, receiver.MostAtOnce);
    }

    [Fact]
    public async Task Subscription_from_the_beginning_gets_the_whole_log_and_then_follows_it()
    {
        await using var receiver = await Receiver.Start();
        world.Serve();
        var before = await world.Append(30);
        await world.Add(new WebhookRequest { Name = "desk", Url = receiver.Url, After = before[9] });
        await receiver.Until(20);
        await world.Until("desk", w => w.Position is null);
        var after = await world.Append(5);
        var received = await receiver.Until(25);
        Assert.Equal([.. before.Skip(10), .. after], received.Select(r => r.Position).Order());
    }

    [Fact]
    public async Task Pause_sends_nothing_and_resume_sends_what_came_meanwhile()
    {
        await using var receiver = await Receiver.Start();
        await using var other = await Receiver.Start();
        await world.Add(receiver.Url);
        await world.Add(other.Url, name: "other");
        world.Serve();
        await world.Append(1);
        await receiver.Until(1);
        await world.Webhooks.Subscriptions.Pause("desk", Cancellation);
        await world.Append(3);
        await other.Until(4);
        Assert.Single(receiver.All);
        await world.Webhooks.Subscriptions.Resume("desk", Cancellation);
        Assert.Equal([1, 2, 3, 4], (await receiver.Until(4)).Select(r => r.Position).Order());
    }

    [Fact]
    public async Task Concurrency_of_an_endpoint_is_never_exceeded()
    {
        var gate = new SemaphoreSlim(0);
        await using var receiver = await Receiver.Start((_, _) => gate.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        await world.Add(receiver.Url, atOnce: 3);
        world.Serve();
        await world.Append(12);
        gate.Release(12);
        await receiver.Until(12);
        Assert.InRange(receiver.MostAtOnce, 1, 3);
    }

    [Fact]
    public async Task Replay_of_projections_sends_nothing_and_replay_of_a_webhook_sends_again_under_the_same_ids()
    {
        await using var receiver = await Receiver.Start();
        await world.Add(receiver.Url);
        world.Serve();
        await world.Append(10);
        await receiver.Until(10);
        await world.Until("desk", all => all.Count == 10 && all.All(d => d.State == DeliveryState.Delivered));
        foreach (var projection in world.Application.Registry.All)
        {
            await world.Application.Projections.Rebuild(projection.Name, cancellation: Cancellation);
        }

        var marker = await world.Append(1);
        await receiver.Until(all => all.Any(r => r.Position == marker[0]));
        Assert.Equal(11, receiver.All.Count);

        await world.Webhooks.Jobs.Add("desk", WebhookJobKind.Replay, 1, long.MaxValue, onlyFailed: false, Cancellation);
        var received = await receiver.Until(22);
        Assert.Equal(11, received.Select(r => r.Id).Distinct().Count());
        Assert.All(received.GroupBy(r => r.Id), g => Assert.Single(g.Select(r => Convert.ToHexString(r.Body)).Distinct()));
    }

    [Fact]
    public async Task What_a_lost_node_had_leased_is_delivered_by_another()
    {
        await using var receiver = await Receiver.Start();
        await world.Add(receiver.Url);
        await using (world.Serve())
        {
            await world.Append(1);
            await world.Until("desk", all => all is [{ State: DeliveryState.Delivered }]);
        }

        await world.Database.Execute("update briefings.webhook_deliveries set state = 0, finished_at = null, lease_owner = 4711, lease_until = '2126-01-01'");
        world.Serve();
        await receiver.Until(2);
        await world.Until("desk", all => all is [{ State: DeliveryState.Delivered }]);
    }

    [Fact]
    public async Task Two_programs_deliver_each_event_once()
    {
        await using var receiver = await Receiver.Start();
        await world.Add(receiver.Url);
        world.Serve();
        world.Serve(world.Wire(WebhookWorld.Quick));
        var positions = await world.Append(100);
        await receiver.Until(all => positions.All(p => all.Any(r => r.Position == p)));
        await world.Until("desk", all => all.Count == 100 && all.All(d => d.State == DeliveryState.Delivered));
        Assert.Equal(positions, receiver.All.Select(r => r.Position).Order());
    }

    [Fact]
    public async Task Lost_key_stops_the_deliveries_until_the_secrets_are_renewed()
    {
        await using var receiver = await Receiver.Start();
        await world.Add(receiver.Url);
        var withOtherKey = world.Wire(WebhookWorld.Quick, [.. Enumerable.Repeat((byte)7, 32)]);
        world.Serve(withOtherKey);
        await world.Append(2);
        await world.Until("desk", all => all.Count == 2);
        Assert.Empty(receiver.All);
        var renewed = await withOtherKey.Subscriptions.Rotate("desk", TimeSpan.FromHours(24), null, Cancellation);
        var received = await receiver.Until(2);
        Assert.All(received, r => Assert.True(WebhookSignature.Verify([renewed.Secret], r.Id, r.Timestamp, r.Signatures, r.Body, world.Clock.Now)));
    }
}
