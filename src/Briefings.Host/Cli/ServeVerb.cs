using System.CommandLine;
using Briefings.EventStore.PrivatePostgres;
using Briefings.Host.Http;
using Briefings.Host.Http.Access;

namespace Briefings.Host.Cli;

/// <summary><c>briefings serve</c>: the HTTP API and the background work.</summary>
static class ServeVerb
{
    public const string DefaultUrl = "http://127.0.0.1:8080";

    public static Command Create(CliContext context)
    {
        var urls = new Option<string>("--urls") { Description = $"Addresses to listen on, joined by semicolons. Defaults to {DefaultUrl}.", HelpName = "U", DefaultValueFactory = _ => DefaultUrl };
        var hosts = new Option<string>("--hosts") { Description = "Further host names to answer to, joined by commas, such as that of a proxy in front.", HelpName = "NAMES" };
        var rate = new Option<int>("--rate") { Description = $"Requests a second that one key has over time, 0 for no limit. Defaults to {RateLimits.DefaultPerSecond}.", HelpName = "N", DefaultValueFactory = _ => RateLimits.DefaultPerSecond };
        var verb = new Command("serve", "Serve the HTTP API and the pages, and keep the projections up to date.") { urls, hosts, rate };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var addresses = Parts(parsed.GetValue(urls) ?? DefaultUrl, ';');
            foreach (var address in addresses)
            {
                Check(address);
            }

            var options = new ServeOptions(addresses, Parts(parsed.GetValue(hosts) ?? "", ','))
            {
                PrivateServerFolder = context.NamedDatabase(parsed) is null ? context.DataFolder(parsed) ?? PrivateServer.DefaultDataDirectory : null,
                RequestsPerSecond = parsed.GetValue(rate) is var perSecond and >= 0 and <= 100_000 ? perSecond : throw new UsageException("Expected --rate to be a number from 0 to 100000."),
            };
            var connection = await context.Connection(parsed, cancellation);
            try
            {
                await WebHost.Run(connection, options, context.DataFolder(parsed), context, cancellation);
            }
            catch (IOException e)
            {
                throw new EnvironmentException($"Expected to listen on {string.Join(", ", addresses)}: {e.Message} Choose another with --urls.", e);
            }

            return CliExit.Done;
        });
        return verb;
    }

    static string[] Parts(string text, char separator) => text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    static void Check(string address)
    {
        if (!address.StartsWith("http://", StringComparison.Ordinal))
        {
            throw new UsageException($"Expected --urls to be addresses such as {DefaultUrl}, found \"{address}\".");
        }
    }
}
