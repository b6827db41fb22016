using System.Text;
using Briefings.Keys;

namespace Briefings.Host.Http.Access;

/// <summary>Finds out who makes a request: a key in <c>Authorization</c> (Bearer, or Basic with the key as password), or else a session cookie.</summary>
sealed class Credentials(KeyRing keys, Sessions sessions, TimeProvider clock)
{
    /// <summary>Cookies do not tell ports apart, so that two servers on one machine need two names.</summary>
    public static string CookieName(HttpContext http) => FormattableString.Invariant($"briefings-{http.Connection.LocalPort}");

    public async ValueTask<(Caller? Caller, string Refusal)> Check(HttpContext http)
    {
        var headers = http.Request.Headers.Authorization;
        if (headers.Count > 0)
        {
            return headers.Count == 1 && Token(headers[0] ?? "") is { } token
                ? await ByKey(token, http.RequestAborted)
                : (null, "Expected \"Authorization: Bearer KEY\" with a key as briefings keys create printed it, found something else.");
        }

        if (http.Request.Cookies[CookieName(http)] is not { } secret)
        {
            return (null, "Expected a key, found none. Send \"Authorization: Bearer KEY\"; make one with: briefings keys create --scope read");
        }

        return await sessions.Find(secret, http.RequestAborted) is { } session
            ? (new Caller(session.KeyId, session.Scopes, IsBrowser: true), "")
            : (null, "Expected a session that lasts, found one that has ended. Sign in again.");
    }

    async ValueTask<(Caller? Caller, string Refusal)> ByKey(KeyToken token, CancellationToken cancellation) =>
        await keys.Find(token, cancellation) is not { } key ? (null, "Expected a key of this installation, found an unknown one.")
        : key.StateAt(clock.GetUtcNow()) switch
        {
            KeyState.Active => (new Caller(key.Id, key.Scopes, IsBrowser: false), ""),
            KeyState.Expired => (null, "Expected a key that is valid, found one that has expired."),
            _ => (null, "Expected a key that is valid, found one that was revoked."),
        };

    static KeyToken? Token(string header) =>
        header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? KeyToken.Parse(header["Bearer ".Length..].Trim())
        : header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) ? KeyToken.Parse(Password(header["Basic ".Length..].Trim()))
        : null;

    // RFC 7617: everything behind the first colon.
    static string Password(string encoded)
    {
        var bytes = new byte[encoded.Length];
        var text = Convert.TryFromBase64String(encoded, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
        return text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }
}
