using System.Net;

namespace Briefings.Webhooks;

public enum DeliveryState
{
    Waiting,
    Delivered,

    /// <summary>All attempts of the schedule failed.</summary>
    GivenUp,
}

/// <summary>A delivery that this node has the lease of.</summary>
/// <param name="Attempts">Made before.</param>
/// <param name="Message"><c>null</c> when its text is gone, as after a redaction.</param>
sealed record LeasedDelivery(int WebhookId, long Position, int Attempts, string? OrderKey, WebhookMessage? Message, DateTimeOffset LeaseUntil);

/// <summary>What became of one, to be written.</summary>
/// <param name="Attempt"><c>null</c> when it is given back without an attempt.</param>
sealed record SettledDelivery(LeasedDelivery Delivery, WebhookAttempt? Attempt, DeliveryState State, DateTimeOffset DueAt);

/// <summary>One delivery as shown: of an event to a subscription.</summary>
/// <param name="DueAt">Of its next attempt while it waits.</param>
/// <param name="Status">Of the last attempt's answer.</param>
public sealed record WebhookDelivery(
    long Position, string Id, string Type, DeliveryState State, int Attempts, DateTimeOffset? DueAt, DateTimeOffset? FinishedAt, HttpStatusCode? Status,
    string? Failure, IReadOnlyList<WebhookAttemptLine> Log);

/// <summary>One line of the log of attempts.</summary>
/// <param name="Answer">The first bytes of the answer.</param>
public sealed record WebhookAttemptLine(DateTimeOffset At, int Attempt, HttpStatusCode? Status, int Milliseconds, string? Failure, string? Answer);
