using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace Briefings.EndToEnd;

public sealed class ServeTests : EndToEndTest
{
    readonly HttpClient client = new();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Briefings.Run("brief", BriefingsProcess.Seeds);
        var made = await Briefings.Run("keys", "create", "--scope", "read");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Lines.Single());
    }

    public override ValueTask DisposeAsync()
    {
        client.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task Serve_lists_editions_and_hands_out_their_recorded_bytes()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var process = Briefings.Start("serve", "--urls", "http://127.0.0.1:0");
        try
        {
            var address = await Address(process);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(address, "/health/live"), cancellation)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(address, "/health/ready"), cancellation)).StatusCode);

            var edition = (await client.GetFromJsonAsync<JsonElement>(new Uri(address, "/api/v1/editions"), cancellation)).GetProperty("items").EnumerateArray().Single();
            var pdf = new Uri(address, edition.GetProperty("links").GetProperty("pdf").GetString());
            using var answer = await client.GetAsync(pdf, cancellation);
            var bytes = await answer.Content.ReadAsByteArrayAsync(cancellation);
            var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
            Assert.Equal(edition.GetProperty("edition").GetProperty("pdfSha256").GetString(), digest);
            Assert.Equal($"\"{digest}\"", answer.Headers.ETag?.Tag);

            Assert.Equal(HttpStatusCode.NotModified, (await Get(pdf, r => r.Headers.IfNoneMatch.Add(new EntityTagHeaderValue($"\"{digest}\"")))).StatusCode);
            Assert.Equal(bytes[..10], await (await Get(pdf, r => r.Headers.Range = new RangeHeaderValue(0, 9))).Content.ReadAsByteArrayAsync(cancellation));
            foreach (var format in new[] { "html", "md", "json" })
            {
                Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(address, edition.GetProperty("links").GetProperty(format).GetString()), cancellation)).StatusCode);
            }

            using var missing = await client.GetAsync(new Uri(address, "/api/v1/editions/nobody-2026-02-02.pdf"), cancellation);
            Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (missing.StatusCode, missing.Content.Headers.ContentType?.MediaType));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(cancellation);
        }
    }

    [Fact]
    public async Task Serve_without_a_key_refuses_an_address_that_others_reach()
    {
        await Briefings.Run(["keys", "revoke", .. (await Briefings.Run("keys", "list")).Lines.Select(l => l.Split(' ')[0])]);
        var run = await Briefings.Run("serve", "--urls", "http://0.0.0.0:0");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("briefings keys create", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_on_a_taken_port_is_exit_code_3()
    {
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var run = await Briefings.Run("serve", "--urls", FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}"));
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("--urls", run.Error, StringComparison.Ordinal);
    }

    static async Task<Uri> Address(System.Diagnostics.Process process)
    {
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("Listening on ", StringComparison.Ordinal))
            {
                return new Uri(line["Listening on ".Length..line.IndexOf(';', StringComparison.Ordinal)]);
            }
        }

        throw new InvalidOperationException("Expected the address on standard error.");
    }

    Task<HttpResponseMessage> Get(Uri address, Action<HttpRequestMessage> change)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        change(request);
        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
