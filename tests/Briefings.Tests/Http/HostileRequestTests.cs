using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Briefings.Host.Http;
using Briefings.Keys;
using Xunit;

namespace Briefings.Tests.Http;

/// <summary>Requests that cannot be used get a clear 4xx, in problem+json, without a stack trace.</summary>
public sealed class HostileRequestTests(ApiServer server) : IClassFixture<ApiServer>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    async Task<string> Raw(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port, Cancellation);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Cancellation);
        using var answer = new StreamReader(stream, Encoding.Latin1);
        return await answer.ReadToEndAsync(Cancellation);
    }

    static async Task IsProblem(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(expected == answer.StatusCode, $"{answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal((int)expected, problem.GetProperty("status").GetInt32());
        Assert.True(problem.TryGetProperty("detail", out _), text);
        Assert.DoesNotContain(" at Briefings.", text, StringComparison.Ordinal);
        Assert.DoesNotContain(" at Microsoft.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "unfinished")]
    [InlineData("[]", "of another shape")]
    [InlineData("""{"name":"a","name":"b","scopes":["read"]}""", "with a field twice")]
    [InlineData("""{"name":1,"scopes":["read"]}""", "of another type")]
    [InlineData("""{"name":"a","scopes":"read"}""", "of another type")]
    [InlineData("""{"name":"a","scopes":["read"],"expiresAt":"soon"}""", "with no instant")]
    [InlineData("null", "null")]
    public async Task Json_that_is(string body, string what)
    {
        Assert.NotEmpty(what);
        using var answer = await server.Admin.PostAsync("/api/v1/keys", new StringContent(body, Encoding.UTF8, "application/json"), Cancellation);
        await IsProblem(answer, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Json_that_is_too_deep_too_large_or_no_UTF8()
    {
        using var deep = await server.Admin.PostAsync("/api/v1/keys", new StringContent("{\"name\":" + new string('[', 100_000), Encoding.UTF8, "application/json"), Cancellation);
        await IsProblem(deep, HttpStatusCode.BadRequest);
        // Without being told to wait, the client would still be sending when the server has answered and closed.
        using var tooMuch = new HttpRequestMessage(HttpMethod.Post, "/api/v1/keys") { Content = new StringContent("{\"name\":\"" + new string('x', 2_000_000) + "\"}", Encoding.UTF8, "application/json"), Headers = { ExpectContinue = true } };
        using var large = await server.Admin.SendAsync(tooMuch, Cancellation);
        await IsProblem(large, HttpStatusCode.RequestEntityTooLarge);
        using var bytes = new ByteArrayContent([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\",\"scopes\":[\"read\"]}"u8]) { Headers = { ContentType = new("application/json") } };
        using var invalid = await server.Admin.PostAsync("/api/v1/keys", bytes, Cancellation);
        await IsProblem(invalid, HttpStatusCode.BadRequest);
        using var deepArticle = await server.Admin.PostAsync("/api/v1/articles", new StringContent(new string('[', 100_000), Encoding.UTF8, "application/json"), Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, deepArticle.StatusCode);
    }

    [Theory]
    [InlineData("POST", "/api/v1/events", 405)]
    [InlineData("BREW", "/api/v1/events", 405)]
    [InlineData("GET", "/api/v1/nothing", 404)]
    [InlineData("GET", "/api/v1/editions/..%2f..%2fetc%2fpasswd.pdf", 404)]
    [InlineData("GET", "/api/v1/editions/a.exe", 404)]
    [InlineData("GET", "/api/v1/articles/article-'%20or%201=1", 404)]
    [InlineData("GET", "/api/v1/articles/profile-general", 404)]
    [InlineData("GET", "/api/v1/stories/board", 404)]
    [InlineData("GET", "/api/v1/events/9223372036854775807", 404)]
    [InlineData("GET", "/api/v1/stories?after=%21%21", 400)]
    [InlineData("GET", "/api/v1/actors?limit=-5", 400)]
    [InlineData("GET", "/openapi/v2.json", 404)]
    public async Task Addresses_and_methods_that_are_none(string method, string path, int expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await server.Admin.SendAsync(request, Cancellation);
        if (path.StartsWith("/openapi", StringComparison.Ordinal))
        {
            Assert.Equal(expected, (int)answer.StatusCode);
            return;
        }

        await IsProblem(answer, (HttpStatusCode)expected);
    }

    [Fact]
    public async Task Heads_answer_as_gets_without_a_body()
    {
        foreach (var (path, expected) in new[] { ("/api/v1/editions", HttpStatusCode.OK), ("/api/v1/articles", HttpStatusCode.OK), ("/api/v1/events/stream", HttpStatusCode.MethodNotAllowed) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, path);
            using var answer = await server.Reader.SendAsync(request, Cancellation);
            Assert.Equal((expected, 0), (answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync(Cancellation)).Length));
        }
    }

    [Fact]
    public async Task Lines_and_headers_that_are_too_long_or_broken()
    {
        Assert.StartsWith("HTTP/1.1 414", await Raw($"GET /{new string('a', 10_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431", await Raw($"GET / HTTP/1.1\r\nHost: localhost\r\nX: {new string('a', 20_000)}\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431", await Raw($"GET / HTTP/1.1\r\nHost: localhost\r\n{string.Concat(Enumerable.Range(0, 80).Select(i => $"X{i}: a\r\n"))}\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400", await Raw("GET /%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400", await Raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400", await Raw("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_asks_too_often_is_told_when_to_come_back()
    {
        await using var web = WebHost.Build(server.Application, new ServeOptions(["http://127.0.0.1:0"], []) { RequestsPerSecond = 1 }, TimeProvider.System);
        await web.StartAsync(Cancellation);
        using var greedy = new HttpClient { BaseAddress = new Uri(web.Urls.First()), DefaultRequestHeaders = { Authorization = new("Bearer", await server.Key(Scope.Read)) } };
        HttpResponseMessage answer;
        var asked = 0;
        do
        {
            answer = await greedy.GetAsync("/api/v1/editions", Cancellation);
        }
        while (answer.StatusCode is HttpStatusCode.OK && ++asked < 1_000);
        await IsProblem(answer, HttpStatusCode.TooManyRequests);
        Assert.True(answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));

        using var other = new HttpClient { BaseAddress = new Uri(web.Urls.First()), DefaultRequestHeaders = { Authorization = new("Bearer", await server.Key(Scope.Read)) } };
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/api/v1/editions", Cancellation)).StatusCode);
        await web.StopAsync(Cancellation);
    }
}
