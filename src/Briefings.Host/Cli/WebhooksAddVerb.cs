using System.CommandLine;
using Briefings.Webhooks;

namespace Briefings.Host.Cli;

/// <summary><c>briefings webhooks add</c>: begins a subscription.</summary>
static class WebhooksAddVerb
{
    public static Command Create(CliContext context)
    {
        var url = new Argument<string>("url") { Description = "Where to send, https://… ; private networks only with BRIEFINGS_OUTBOUND_ALLOW." };
        var name = new Option<string?>("--name") { Description = "What to call it. Defaults to the host of the address.", HelpName = "N" };
        var lists = new FilterOptions();
        var order = new Option<WebhookOrdering>("--order") { Description = "parallel (default), ordered (within each story) or strict (all, one at a time).", HelpName = "O" };
        var from = new Option<string>("--from") { Description = "now (default), or the position of the log behind which to begin; 0 is the beginning.", HelpName = "P", DefaultValueFactory = _ => "now" };
        var atOnce = new Option<int>("--max-concurrency") { Description = "Requests under way at once. Defaults to 20.", HelpName = "N", DefaultValueFactory = _ => 20 };
        var rate = new Option<double?>("--max-rate") { Description = "Requests a second. Defaults to no limit.", HelpName = "N" };
        var ed25519 = new Option<bool>("--ed25519") { Description = "Sign with an Ed25519 key (v1a) besides the secret." };
        var secret = new Option<string?>("--secret") { Description = "A secret of your own (whsec_…) instead of a made one.", HelpName = "S" };
        var headers = new Option<string[]>("--header") { Description = "A header to send along, \"Name: value\"; may be repeated.", HelpName = "H" };
        var origin = new Option<string?>("--handshake") { Description = "Ask the endpoint for consent first (CloudEvents), in the name of this host.", HelpName = "HOST" };
        var notify = new Option<string?>("--notify") { Description = "Mail address to tell when it is disabled.", HelpName = "MAIL" };
        var verb = new Command("add", "Begin a subscription and print its secret, once.") { url, name, lists.Types, lists.Actors, lists.Countries, lists.Stories, lists.Intensity, lists.Salience, order, from, atOnce, rate, ed25519, secret, headers, origin, notify };
        verb.Do(context, async (parsed, application, cancellation) =>
        {
            var address = parsed.GetValue(url) ?? "";
            var added = await application.Webhooks.Subscriptions.Add(
                new WebhookRequest
                {
                    Name = parsed.GetValue(name) ?? (Uri.TryCreate(address, UriKind.Absolute, out var read) ? read.IdnHost : ""),
                    Url = address,
                    Filter = lists.Filter(parsed),
                    Ordering = parsed.GetValue(order),
                    After = Position(parsed.GetValue(from) ?? "now"),
                    MaxConcurrency = parsed.GetValue(atOnce),
                    MaxPerSecond = parsed.GetValue(rate),
                    Asymmetric = parsed.GetValue(ed25519),
                    Secret = parsed.GetValue(secret),
                    Headers = Headers(parsed.GetValue(headers) ?? []),
                    Origin = parsed.GetValue(origin),
                    Notify = parsed.GetValue(notify),
                },
                cancellation);
            await WebhooksVerb.ShowSecret(context, context.IsJson(parsed), added);
            return CliExit.Done;
        });
        return verb;
    }

    static long? Position(string from) => from is "now" ? null
        : long.TryParse(from, System.Globalization.CultureInfo.InvariantCulture, out var position) && position >= 0 ? position
        : throw new UsageException($"Expected --from to be now or a position, found \"{from}\".");

    static Dictionary<string, string> Headers(string[] written)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in written)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                throw new UsageException("Expected --header to be \"Name: value\".");
            }

            headers[header[..colon].Trim()] = header[(colon + 1)..].Trim();
        }

        return headers;
    }

    /// <summary>Which events.</summary>
    sealed class FilterOptions
    {
        public Option<string[]> Types { get; } = new("--type") { Description = "Event type, * for any letters, as in Meeting*; may be repeated. Defaults to all.", HelpName = "T" };

        public Option<string[]> Actors { get; } = new("--actor") { Description = "Id or name of a source or target; may be repeated.", HelpName = "A" };

        public Option<string[]> Countries { get; } = new("--country") { Description = "ISO 3166 alpha-3 code of a source or target; may be repeated.", HelpName = "C" };

        public Option<string[]> Stories { get; } = new("--story") { Description = "Id of a story; may be repeated.", HelpName = "S" };

        public Option<double?> Intensity { get; } = new("--min-intensity") { Description = "How far from 0 on the Goldstein scale, 0 to 10.", HelpName = "N" };

        public Option<int?> Salience { get; } = new("--min-salience") { Description = "How many outlets must have reported the development.", HelpName = "N" };

        public WebhookFilter Filter(ParseResult parsed) => new()
        {
            Types = parsed.GetValue(Types) ?? [],
            Actors = parsed.GetValue(Actors) ?? [],
            Countries = parsed.GetValue(Countries) ?? [],
            Stories = parsed.GetValue(Stories) ?? [],
            MinimumIntensity = parsed.GetValue(Intensity),
            MinimumSalience = parsed.GetValue(Salience),
        };
    }
}
