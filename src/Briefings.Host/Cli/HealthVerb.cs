using System.CommandLine;

namespace Briefings.Host.Cli;

/// <summary><c>briefings health</c>: asks a running service whether it can do its work, for health checks without curl.</summary>
static class HealthVerb
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static Command Create(CliContext context)
    {
        var url = new Option<Uri?>("--url") { Description = "Defaults to http://127.0.0.1:8080/health/ready.", HelpName = "U", CustomParser = CliValues.Address };
        var verb = new Command("health", "Ask a running service whether it is ready.") { url };
        verb.SetAction(async (parsed, cancellation) =>
        {
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout };
            try
            {
                using var answer = await client.GetAsync(parsed.GetResult(url) is null ? new Uri("http://127.0.0.1:8080/health/ready") : parsed.GetValue(url), cancellation);
                await context.Output.WriteLineAsync(await answer.Content.ReadAsStringAsync(cancellation));
                return answer.IsSuccessStatusCode ? CliExit.Done : CliExit.SomeRefused;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                await context.Error.WriteLineAsync($"No answer: {e.Message}");
                return CliExit.Environment;
            }
        });
        return verb;
    }
}
