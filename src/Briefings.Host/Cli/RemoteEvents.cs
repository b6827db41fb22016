using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Briefings.Host.Cli;

/// <summary>Follows the live stream of a server: comes back by itself, with the id of the last event, when the connection ends.</summary>
sealed class RemoteEvents(Uri server, string key, TextWriter error)
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>A server that is there says so every 10 seconds.</summary>
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    /// <summary>The data of each event after a cursor or position, or from now on; ends only by cancellation.</summary>
    /// <exception cref="EnvironmentException">The server refuses the key, the cursor or the types.</exception>
    public async IAsyncEnumerable<JsonElement> Follow(string? after, IReadOnlyList<string> types, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
        var address = new Uri(server, "/api/v1/events/stream?" + string.Join('&', types.Select(t => "type=" + Uri.EscapeDataString(t)).Concat(after is null ? [] : ["after=" + Uri.EscapeDataString(after)])));
        string? last = null;
        var isConnected = true;
        while (true)
        {
            var lines = Lines(client, address, last, cancellation).GetAsyncEnumerator(cancellation);
            await using (lines)
            {
                var (isData, data) = (true, "");
                while (await Next(lines) is { } line)
                {
                    isConnected = true;
                    (isData, data, last) = line.Split(": ", 2) switch
                    {
                        ["id", var id] => (isData, data, id),
                        ["event", var name] => (name == "message", data, last),
                        ["data", var text] => (isData, text, last),
                        _ => (isData, data, last),
                    };
                    if (line.Length == 0)
                    {
                        if (isData && data.Length > 0)
                        {
                            yield return JsonSerializer.Deserialize<JsonElement>(data);
                        }

                        (isData, data) = (true, "");
                    }
                }
            }

            if (isConnected)
            {
                await error.WriteLineAsync("The connection ended; coming back.");
            }

            isConnected = false;
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>The next line, or <c>null</c> when the connection ended or went silent.</summary>
    static async Task<string?> Next(IAsyncEnumerator<string> lines)
    {
        try
        {
            return await lines.MoveNextAsync() ? lines.Current : null;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or TimeoutException)
        {
            return null;
        }
    }

    async IAsyncEnumerable<string> Lines(HttpClient client, Uri address, string? last, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Authorization = new("Bearer", key) } };
        if (last is not null)
        {
            request.Headers.Add("Last-Event-ID", last);
        }

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (answer.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests)
        {
            var problem = await answer.Content.ReadAsStringAsync(cancellation);
            throw new EnvironmentException(string.Create(CultureInfo.InvariantCulture, $"{address.GetLeftPart(UriPartial.Authority)} answered {(int)answer.StatusCode}: {CliText.Printable(problem)}"));
        }

        answer.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation));
        while (await reader.ReadLineAsync(cancellation).AsTask().WaitAsync(Silence, cancellation) is { } line)
        {
            yield return line;
        }
    }
}
