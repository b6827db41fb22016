using Briefings.Webhooks;

namespace Briefings.Host.Http;

/// <summary>A subscription as the API and the command line show it: without its secrets, and headers by name only.</summary>
/// <param name="Position">Its checkpoint when it has one of its own; <c>null</c> when it follows the live edge.</param>
sealed record WebhookItem(
    string Name, string Url, WebhookState State, string? Reason, IReadOnlyList<string> Types, IReadOnlyList<string> Actors, IReadOnlyList<string> Countries,
    IReadOnlyList<string> Stories, double? MinimumIntensity, int? MinimumSalience, WebhookOrdering Ordering, int MaxConcurrency, double? MaxPerSecond,
    bool Ed25519, string? Origin, string? Notify, long? Position, DateTimeOffset? NotBefore, DateTimeOffset? FailingSince, DateTimeOffset CreatedAt)
{
    public static WebhookItem From(Webhook w) => new(
        w.Name, w.Url.AbsoluteUri, w.State, w.Reason, w.Filter.Types, w.Filter.Actors, w.Filter.Countries, w.Filter.Stories, w.Filter.MinimumIntensity,
        w.Filter.MinimumSalience, w.Ordering, w.MaxConcurrency, w.MaxPerSecond, w.Asymmetric, w.Origin, w.Notify, w.Position, w.NotBefore, w.FailingSince, w.CreatedAt);
}

/// <summary>The only answer that holds the secrets.</summary>
/// <param name="Secret">For <c>v1</c>, <c>whsec_…</c>.</param>
/// <param name="PublicKey">For <c>v1a</c>, <c>whpk_…</c>.</param>
sealed record WebhookSecretAnswer(WebhookItem Webhook, string Secret, string? PublicKey);

sealed record WebhookDetail(WebhookItem Webhook, WebhookCounts? Deliveries, IReadOnlyList<WebhookJob> Jobs);

/// <param name="Status">HTTP status of the last answer.</param>
sealed record WebhookDeliveryItem(long Position, string Id, string Type, DeliveryState State, int Attempts, DateTimeOffset? DueAt, DateTimeOffset? FinishedAt, int? Status, string? Failure)
{
    public static WebhookDeliveryItem From(WebhookDelivery d) => new(d.Position, d.Id, d.Type, d.State, d.Attempts, d.DueAt, d.FinishedAt, (int?)d.Status, d.Failure);
}

/// <param name="Answer">The first bytes of the answer's body.</param>
sealed record WebhookAttemptItem(DateTimeOffset At, int Attempt, int? Status, int Milliseconds, string? Failure, string? Answer)
{
    public static WebhookAttemptItem From(WebhookAttemptLine a) => new(a.At, a.Attempt, (int?)a.Status, a.Milliseconds, a.Failure, a.Answer);

    public static WebhookAttemptItem From(WebhookAttempt a) => new(a.At, 1, (int?)a.Status, (int)a.Took.TotalMilliseconds, a.Failure, a.Answer.Length == 0 ? null : a.Answer);
}
