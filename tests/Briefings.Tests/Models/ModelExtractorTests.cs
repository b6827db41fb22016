using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Briefings.Extraction;
using Briefings.Models;
using Briefings.NewsEvents;
using Xunit;

namespace Briefings.Tests.Models;

/// <summary>Against a stub server on loopback that answers one request as told.</summary>
public sealed class ModelExtractorTests
{
    static readonly NewsEventCatalog Catalog = NewsEventCatalog.Load();

    static readonly ArticleText Article = new("a", "President Ana Sosa of Peru met the alleged ringleader on Tuesday.", new DateOnly(2026, 2, 5));

    [Fact]
    public async Task Model_s_checked_events_stand_in_place_of_the_rules()
    {
        var (extracted, warnings, request) = await Ask(200, Answer(JsonSerializer.Serialize(new { events = new[] { ModelAnswerTests.Event("type", "MeetingHeld") } })));
        Assert.Equal("model", Assert.Single(extracted.Events).Rule);
        Assert.Empty(warnings);
        Assert.Contains("Bearer secret", request, StringComparison.Ordinal);
        Assert.Contains("POST /v1/chat/completions", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(302, "{}")]
    [InlineData(200, "no json")]
    [InlineData(200, "{\"choices\":[]}")]
    [InlineData(200, "{\"choices\":[{\"message\":{\"content\":\"I cannot help with that.\"}}]}")]
    public async Task Rules_stand_in_when_the_endpoint_fails_and_the_reason_is_told(int status, string body)
    {
        var (extracted, warnings, _) = await Ask(status, body);
        Assert.Equal(Written(new Extractor(Catalog.Frames).Extract(Article)), Written(extracted));
        Assert.Contains("read by rules", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_stand_in_when_nobody_listens()
    {
        var warnings = new List<string>();
        var extracted = Extractor(new Uri("http://127.0.0.1:1/v1/"), warnings).Extract(Article);
        Assert.Equal(Written(new Extractor(Catalog.Frames).Extract(Article)), Written(extracted));
        Assert.Single(warnings);
    }

    [Fact]
    public void Options_are_off_unless_endpoint_and_model_are_named()
    {
        Assert.Null(ModelOptions.FromEnvironment(_ => null));
        Assert.Null(ModelOptions.FromEnvironment(n => n == "BRIEFINGS_MODEL_URL" ? "http://127.0.0.1/v1" : null));
        Assert.Equal(new Uri("http://127.0.0.1/v1/"), ModelOptions.FromEnvironment(n => n == "BRIEFINGS_MODEL_KEY" ? null : n == "BRIEFINGS_MODEL" ? "m" : "http://127.0.0.1/v1")?.Endpoint);
        Assert.Throws<ModelOptionsException>(() => ModelOptions.FromEnvironment(n => n == "BRIEFINGS_MODEL" ? "m" : "file:///etc/passwd"));
    }

    static async Task<(ExtractedArticle Extracted, List<string> Warnings, string Request)> Ask(int status, string body)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var warnings = new List<string>();
        var extractor = Extractor(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1/"), warnings);
        var extracting = Task.Run(() => extractor.Extract(Article), TestContext.Current.CancellationToken);
        var request = await AnswerOne(listener, status, body);
        return (await extracting, warnings, request);
    }

    static async Task<string> AnswerOne(TcpListener listener, int status, string body)
    {
        using var connection = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var stream = connection.GetStream();
        var received = new StringBuilder();
        var buffer = new byte[65_536];
        while (!IsWhole(received.ToString()))
        {
            received.Append(Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer, TestContext.Current.CancellationToken)));
        }

        var bytes = Encoding.UTF8.GetBytes(body);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        await stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
        return received.ToString();
    }

    static bool IsWhole(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = request.IndexOf("Content-Length: ", StringComparison.Ordinal);
        return end > 0 && length > 0
            && Encoding.UTF8.GetByteCount(request[(end + 4)..]) >= int.Parse(request[(length + 16)..request.IndexOf('\r', length)], System.Globalization.CultureInfo.InvariantCulture);
    }

    static ModelExtractor Extractor(Uri endpoint, List<string> warnings) => new(
        new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }),
        new ModelOptions(endpoint, "test-model", "secret", TimeSpan.FromSeconds(20)),
        new Extractor(Catalog.Frames),
        Catalog.Frames,
        warnings.Add);

    static string Answer(string content) => JsonSerializer.Serialize(new { choices = new[] { new { message = new { content } } } });

    static string Written(ExtractedArticle extracted) => JsonSerializer.Serialize(extracted, BriefingsJson.Options);
}
