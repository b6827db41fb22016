using Briefings.Keys;

namespace Briefings.Host.Http.Access;

/// <summary>Who makes a request, once that is proved.</summary>
/// <param name="KeyId"><c>null</c> for a browser that was signed in by a login link.</param>
/// <param name="IsBrowser">Whether a session cookie proved it, which a browser sends without being asked.</param>
sealed record Caller(string? KeyId, IReadOnlyList<Scope> Scopes, bool IsBrowser)
{
    /// <summary>As it stands in event metadata and among keys.</summary>
    public string Name => KeyId is null ? "login-link" : $"key:{KeyId}";
}

static class CallerExtensions
{
    /// <summary>Who makes the request; <c>null</c> on open routes called without a key or session.</summary>
    public static Caller? Caller(this HttpContext http) => http.Features.Get<Caller>();
}
