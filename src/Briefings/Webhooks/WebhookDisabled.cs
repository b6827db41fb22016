using Briefings.EventStore;

namespace Briefings.Webhooks;

/// <summary>A subscription was stopped because its endpoint is gone or has failed for too long.</summary>
[EventType("webhook.disabled")]
public sealed record WebhookDisabled : IEvent
{
    public required string Webhook { get; init; }

    /// <summary>Host of the endpoint; its whole address may hold a secret.</summary>
    public required string Host { get; init; }

    public required string Reason { get; init; }

    /// <summary>When the first attempt failed after the last success; <c>null</c> when the endpoint said that it is gone.</summary>
    public DateTimeOffset? FailingSince { get; init; }
}
