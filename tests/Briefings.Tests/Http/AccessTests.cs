using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Briefings.Host.Http.Access;
using Briefings.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Briefings.Tests.Http;

/// <summary>Who gets in where: every route that the server has, with every kind of key.</summary>
public sealed class AccessTests(ApiServer server) : IClassFixture<ApiServer>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Method, address with its parameters filled in, and the scope asked for, of all that is mapped.</summary>
    IEnumerable<(string Method, string Path, Scope Scope, bool IsPage)> Routes() =>
        from endpoint in ((IEndpointRouteBuilder)server.Web).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (
            method,
            string.Join('/', (endpoint.RoutePattern.RawText ?? "").Split('/').Select(p => p.Contains('{', StringComparison.Ordinal) ? Filled(p) : p)),
            endpoint.Metadata.GetMetadata<RequiredScope>()!.Scope,
            endpoint.Metadata.GetMetadata<Page>() is not null);

    // "{id}" becomes "x", "{id}.{format}" "x.x", "{id:int}" "1", "{**rest}" "x".
    static string Filled(string segment) => string.Join('.', segment.Split('.').Select(p => !p.Contains('{', StringComparison.Ordinal) ? p : p.Contains(":int", StringComparison.Ordinal) || p.Contains(":long", StringComparison.Ordinal) ? "1" : p.Contains(":guid", StringComparison.Ordinal) ? Guid.Empty.ToString() : "x"));

    [Fact]
    public async Task Every_route_refuses_whoever_brings_no_key_or_one_that_is_malformed_unknown_expired_or_revoked()
    {
        var known = await server.Key(Scope.Admin);
        var expired = await server.Key(Scope.Admin);
        await server.Execute($"update briefings.api_keys set expires_at = created_at where id = '{expired[4..16]}'");
        var revoked = await server.Key(Scope.Admin);
        await server.Application.Keys.Revoke(revoked[4..16], "test", Cancellation);
        AuthenticationHeaderValue?[] refused =
        [
            null,
            new("Bearer", "nonsense"),
            new("Bearer", known[..^1]),
            new("Bearer", known[..17] + new string('A', 43)),
            new("Bearer", "brf_000000000000" + known[16..]),
            new("Bearer", expired),
            new("Bearer", revoked),
            new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("user:" + revoked))),
            new("Digest", known),
        ];
        foreach (var (method, path, _, isPage) in Routes().Where(r => r.Scope is not Scope.Open))
        {
            foreach (var credentials in refused)
            {
                using var answer = await Send(method, path, credentials);
                Assert.True(
                    answer.StatusCode is HttpStatusCode.Unauthorized || (isPage && answer.Headers.Location?.OriginalString == "/login"),
                    $"{method} {path} with {credentials?.ToString() ?? "no key"} answered {answer.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task Every_route_refuses_keys_of_other_scopes_and_lets_in_its_own_and_admin()
    {
        foreach (var granted in Scopes.Grantable)
        {
            var key = new AuthenticationHeaderValue("Bearer", await server.Key(granted));
            foreach (var (method, path, asked, _) in Routes().Where(r => r.Scope is not Scope.Open))
            {
                using var answer = await Send(method, path, key);
                Assert.True(
                    answer.StatusCode is not HttpStatusCode.Unauthorized && (granted == asked || granted is Scope.Admin) == (answer.StatusCode is not HttpStatusCode.Forbidden),
                    $"{method} {path} with a key for {granted} answered {answer.StatusCode}");
            }
        }
    }

    [Fact]
    public void Open_routes_are_those_that_must_be() => Assert.Equal(
        ["/health/live", "/health/ready", "/login", "/logout", "/openapi/x.json", "/unsubscribe/x/x"],
        Routes().Where(r => r.Scope is Scope.Open).Select(r => r.Path).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Revocation_is_felt_within_a_second()
    {
        var key = await server.Key(Scope.Read);
        using var client = server.Client(key);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/editions", Cancellation)).StatusCode);
        await server.Application.Keys.Revoke(key[4..16], "test", Cancellation);
        var since = TimeProvider.System.GetTimestamp();
        var last = since;
        HttpStatusCode answer;
        do
        {
            last = TimeProvider.System.GetTimestamp();
            answer = (await client.GetAsync("/api/v1/editions", Cancellation)).StatusCode;
        }
        while (answer is HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, answer);
        Assert.True(TimeProvider.System.GetElapsedTime(since, last) < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task The_last_use_of_a_key_is_recorded()
    {
        var key = await server.Key(Scope.Read);
        using var client = server.Client(key);
        await client.GetAsync("/api/v1/editions", Cancellation);
        await server.Application.KeyRing.RecordUses(Cancellation);
        Assert.NotNull((await server.Application.Keys.All(Cancellation)).Single(k => k.Id == key[4..16]).LastUsedAt);
    }

    [Fact]
    public async Task The_database_holds_no_key()
    {
        var key = await server.Key(Scope.Read);
        await using var command = server.Application.Database.CreateCommand("select string_agg(k::text, ' ') from briefings.api_keys k");
        Assert.DoesNotContain(key[17..], (string?)await command.ExecuteScalarAsync(Cancellation) ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_link_works_once_and_its_session_everywhere()
    {
        var link = "/login?token=" + await server.Application.Sessions.CreateLink("test", Cancellation);
        using var looksAhead = new HttpRequestMessage(HttpMethod.Get, link) { Headers = { { "Sec-Purpose", "prefetch" } } };
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.Stranger.SendAsync(looksAhead, Cancellation)).StatusCode);

        using var followed = await server.Stranger.GetAsync(link, Cancellation);
        Assert.Equal(HttpStatusCode.SeeOther, followed.StatusCode);
        var cookie = followed.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Stranger.GetAsync(link, Cancellation)).StatusCode);

        Assert.Equal(HttpStatusCode.OK, await WithCookie("GET", "/api/v1/keys", cookie, null));
        Assert.Equal(HttpStatusCode.Forbidden, await WithCookie("POST", "/api/v1/keys", cookie, null));
        Assert.Equal(HttpStatusCode.Forbidden, await WithCookie("POST", "/api/v1/keys", cookie, "http://127.0.0.1:1"));
        Assert.Equal(HttpStatusCode.Created, await WithCookie("POST", "/api/v1/keys", cookie, server.Address.GetLeftPart(UriPartial.Authority)));
        Assert.Equal(HttpStatusCode.SeeOther, await WithCookie("POST", "/logout", cookie, server.Address.GetLeftPart(UriPartial.Authority)));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCookie("GET", "/api/v1/keys", cookie, null));
    }

    [Fact]
    public async Task A_session_begun_with_a_key_ends_with_it()
    {
        var key = await server.Key(Scope.Read);
        using var signIn = new HttpRequestMessage(HttpMethod.Post, "/login") { Content = new FormUrlEncodedContent([new("key", key)]), Headers = { { "Origin", server.Address.GetLeftPart(UriPartial.Authority) } } };
        using var answer = await server.Stranger.SendAsync(signIn, Cancellation);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.Equal(HttpStatusCode.OK, await WithCookie("GET", "/api/v1/editions", cookie, null));
        Assert.Equal(HttpStatusCode.Forbidden, await WithCookie("GET", "/api/v1/keys", cookie, null));
        await server.Application.Keys.Revoke(key[4..16], "test", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCookie("GET", "/api/v1/editions", cookie, null));
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("[::1]:80", HttpStatusCode.OK)]
    public async Task A_loopback_server_answers_to_names_of_loopback_only(string host, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live") { Headers = { Host = host } };
        Assert.Equal(expected, (await server.Stranger.SendAsync(request, Cancellation)).StatusCode);
    }

    [Fact]
    public void A_route_without_a_scope_stops_the_start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        var web = builder.Build();
        web.MapGet("/open", () => "open");
        Assert.Contains("/open", Assert.Throws<InvalidOperationException>(web.ExpectScopes).Message, StringComparison.Ordinal);
    }

    Task<HttpResponseMessage> Send(string method, string path, AuthenticationHeaderValue? credentials)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { Authorization = credentials } };
        return server.Stranger.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    async Task<HttpStatusCode> WithCookie(string method, string path, string cookie, string? origin)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { { "Cookie", cookie.Split(';')[0] } } };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        if (method == "POST")
        {
            request.Content = new StringContent("""{"name":"made by a page","scopes":["read"]}""", Encoding.UTF8, "application/json");
        }

        using var answer = await server.Stranger.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }
}
