using System.Net;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Briefings.Webhooks;

/// <summary>What attempts mean for an endpoint as a whole: that it fails, waits, is gone, or works again.</summary>
/// <param name="giveBack">Takes deliveries that were leased and are not sent.</param>
sealed class WebhookVerdicts(
    WebhookQueue queue, Action<IReadOnlyList<LeasedDelivery>> giveBack, WebhookOptions options, TimeProvider clock, ILogger logger)
{
    /// <summary>What a failure, or the end of failing, means for the endpoint as a whole.</summary>
    public async Task Judge(WebhookEndpoint endpoint, WebhookAttempt attempt, bool isChanged, DateTimeOffset? since)
    {
        try
        {
            if (attempt.Status == HttpStatusCode.Gone)
            {
                await Disable(endpoint, "The endpoint answered 410: it is gone.");
                return;
            }

            if (isChanged)
            {
                await queue.Failing(endpoint.Webhook.Id, since, CancellationToken.None);
            }

            if (attempt.RetryAfter is { } wait)
            {
                await queue.HoldBack(endpoint.Webhook.Id, clock.GetUtcNow() + wait, CancellationToken.None);
            }

            if (clock.GetUtcNow() - since >= options.DisableAfter * options.RetryScale)
            {
                await DisableFailing(endpoint);
            }
        }
        catch (NpgsqlException trouble)
        {
            logger.DeliveriesWait(trouble);
            if (attempt.Status == HttpStatusCode.Gone)
            {
                endpoint.DoubtGone();
            }
        }
    }

    async Task DisableFailing(WebhookEndpoint endpoint)
    {
        var limit = options.DisableAfter * options.RetryScale;
        if (await queue.FailingSince(endpoint.Webhook.Id, CancellationToken.None) is { } since)
        {
            if (clock.GetUtcNow() - since >= limit)
            {
                await Disable(endpoint, FormattableString.Invariant($"Every attempt has failed since {since.UtcDateTime:yyyy-MM-dd HH:mm} UTC."));
            }
        }
        else
        {
            endpoint.FailsSince(clock.GetUtcNow());
            await queue.Failing(endpoint.Webhook.Id, clock.GetUtcNow(), CancellationToken.None);
        }
    }

    async Task Disable(WebhookEndpoint endpoint, string reason)
    {
        giveBack(endpoint.Stop());
        await queue.Disable(endpoint.Webhook.Id, reason, CancellationToken.None);
        logger.Disabled(endpoint.Webhook.Name, reason);
    }
}
