using System.CommandLine;
using System.Net;
using Briefings.Host.Http;

namespace Briefings.Host.Cli;

/// <summary><c>briefings serve</c>: the HTTP API and the background work.</summary>
static class ServeVerb
{
    const string DefaultUrl = "http://127.0.0.1:8080";

    public static Command Create(CliContext context)
    {
        var urls = new Option<string>("--urls") { Description = $"Addresses to listen on, joined by semicolons. Defaults to {DefaultUrl}.", HelpName = "U", DefaultValueFactory = _ => DefaultUrl };
        var remote = new Option<bool>("--allow-remote") { Description = "Listen on addresses other than loopback, where everybody who reaches them can read every edition." };
        var verb = new Command("serve", "Serve health and editions over HTTP, and keep the projections up to date.") { urls, remote };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var addresses = (parsed.GetValue(urls) ?? DefaultUrl).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            foreach (var address in addresses)
            {
                Check(address, parsed.GetValue(remote));
            }

            var connection = await context.Connection(parsed, cancellation);
            try
            {
                await WebHost.Run(connection, addresses, context, cancellation);
            }
            catch (IOException e)
            {
                throw new EnvironmentException($"Expected to listen on {string.Join(", ", addresses)}: {e.Message} Choose another with --urls.", e);
            }

            return CliExit.Done;
        });
        return verb;
    }

    static void Check(string address, bool allowRemote)
    {
        var host = address.Contains("://", StringComparison.Ordinal) ? address[(address.IndexOf("://", StringComparison.Ordinal) + 3)..] : address;
        host = host.Split('/')[0];
        host = host.StartsWith('[') ? host[1..Math.Max(host.IndexOf(']', StringComparison.Ordinal), 1)] : host.Split(':')[0];
        var isLoopback = host == "localhost" || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
        if (!address.StartsWith("http://", StringComparison.Ordinal))
        {
            throw new UsageException($"Expected --urls to be addresses such as {DefaultUrl}, found \"{address}\".");
        }

        if (!isLoopback && !allowRemote)
        {
            throw new UsageException($"Expected a loopback address such as {DefaultUrl}, found \"{address}\". Everybody who reaches it could read every edition; say --allow-remote if that is meant.");
        }
    }
}
