namespace Briefings.Keys;

/// <summary>What is known of a key; its secret is not among it.</summary>
/// <param name="CreatedBy">Who made it: <c>cli:USER</c>, <c>key:ID</c> or <c>login-link</c>.</param>
/// <param name="ExpiresAt">From this instant on it is refused; <c>null</c> when it never expires.</param>
/// <param name="LastUsedAt">Within about five seconds; <c>null</c> when it was never used.</param>
public sealed record ApiKey(
    string Id,
    string Name,
    IReadOnlyList<Scope> Scopes,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    string? RevokedBy,
    DateTimeOffset? LastUsedAt)
{
    public KeyState StateAt(DateTimeOffset now) =>
        RevokedAt is not null ? KeyState.Revoked
        : ExpiresAt <= now ? KeyState.Expired
        : KeyState.Active;
}

public enum KeyState
{
    Active,
    Expired,
    Revoked,
}
