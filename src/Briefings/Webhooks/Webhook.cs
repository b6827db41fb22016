namespace Briefings.Webhooks;

/// <summary>In which order an endpoint gets its events.</summary>
public enum WebhookOrdering
{
    /// <summary>As fast as the endpoint takes them; a later event may arrive before an earlier one.</summary>
    Parallel,

    /// <summary>Within each story in the order of the log: an event that fails holds back what follows in its story, and nothing else.</summary>
    Ordered,

    /// <summary>All in the order of the log, one at a time.</summary>
    Strict,
}

public enum WebhookState
{
    Active,

    /// <summary>Stopped by hand; nothing is lost meanwhile.</summary>
    Paused,

    /// <summary>Stopped because the endpoint is gone or has failed for too long.</summary>
    Disabled,
}

/// <summary>What somebody subscribes with.</summary>
public sealed record WebhookRequest
{
    /// <summary>Letters, digits, hyphens, full stops and underscores, at most 64; names the subscription.</summary>
    public required string Name { get; init; }

    public required string Url { get; init; }

    public WebhookFilter Filter { get; init; } = new();

    public WebhookOrdering Ordering { get; init; } = WebhookOrdering.Parallel;

    /// <summary>Events behind this position of the log are sent; <c>null</c> for those that come from now on.</summary>
    public long? After { get; init; }

    /// <summary>Requests under way at once. Defaults to 20, at most 1,000.</summary>
    public int MaxConcurrency { get; init; } = 20;

    /// <summary>Requests a second; <c>null</c> for no limit.</summary>
    public double? MaxPerSecond { get; init; }

    /// <summary>Whether requests carry an Ed25519 signature (<c>v1a</c>) besides the symmetric one.</summary>
    public bool Asymmetric { get; init; }

    /// <summary>A secret of the customer's own; <c>null</c> to have one made.</summary>
    public string? Secret { get; init; }

    /// <summary>Headers to send along, such as <c>Authorization</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The sender's name in a CloudEvents handshake, asked for before the subscription begins; <c>null</c> for none.</summary>
    public string? Origin { get; init; }

    /// <summary>Mail address that is told when the subscription is disabled.</summary>
    public string? Notify { get; init; }
}

/// <summary>One subscription of an endpoint to the log.</summary>
public sealed record Webhook
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public required Uri Url { get; init; }

    public required WebhookFilter Filter { get; init; }

    public required WebhookOrdering Ordering { get; init; }

    public required int MaxConcurrency { get; init; }

    public double? MaxPerSecond { get; init; }

    public string? Origin { get; init; }

    public string? Notify { get; init; }

    public bool Asymmetric { get; init; }

    public required WebhookState State { get; init; }

    /// <summary>Why it is disabled.</summary>
    public string? Reason { get; init; }

    /// <summary>Its own checkpoint; <c>null</c> when it follows the live edge with the others.</summary>
    public long? Position { get; init; }

    /// <summary>Nothing is sent before; the endpoint said Retry-After.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When the first attempt failed since the last success.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last added, paused, resumed, disabled or given secrets.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Whether a checkpoint of its own is needed for good: the stories have to be known before its events can be chosen or ordered.</summary>
    public bool NeedsStories => Ordering == WebhookOrdering.Ordered || Filter.NeedsStories;

    /// <summary>Sealed; see <see cref="WebhookKeyring"/>.</summary>
    internal byte[] Secrets { get; init; } = [];

    internal byte[]? Headers { get; init; }
}

/// <summary>A subscription and, this once, its secrets in the clear.</summary>
/// <param name="Secret">Symmetric, for <c>v1</c>.</param>
/// <param name="PublicKey">For <c>v1a</c>; <c>null</c> without it.</param>
public sealed record WebhookWithSecret(Webhook Webhook, string Secret, string? PublicKey);

/// <summary>A subscription cannot be had as asked; the message says what was expected.</summary>
public sealed class WebhookRefusedException(string message) : Exception(message);
