using System.CommandLine;
using System.Globalization;
using Briefings.Host.Http;
using Briefings.Webhooks;

namespace Briefings.Host.Cli;

/// <summary><c>briefings webhooks deliveries|redeliver|replay</c>: what was sent, and sending it again.</summary>
static class WebhookDeliveriesVerb
{
    static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(500);

    public static Command Deliveries(CliContext context)
    {
        var name = WebhooksVerb.Name();
        var state = new Option<DeliveryState?>("--state") { Description = "Only waiting, delivered or givenUp.", HelpName = "S" };
        var position = new Option<long?>("--position") { Description = "One delivery with the log of its attempts; 0 has the test messages.", HelpName = "P" };
        var limit = new Option<int>("--limit") { Description = "At most so many, the latest events first. Defaults to 100.", HelpName = "N", DefaultValueFactory = _ => 100 };
        var verb = new Command("deliveries", "List the deliveries of a subscription, or the attempts of one.") { name, state, position, limit };
        verb.Do(context, async (parsed, application, cancellation) =>
        {
            var webhook = await application.Webhooks.Subscriptions.Named(parsed.GetValue(name) ?? "", cancellation);
            if (parsed.GetValue(position) is { } one)
            {
                foreach (var line in await application.Webhooks.Deliveries.Attempts(webhook.Name, one, cancellation))
                {
                    await (context.IsJson(parsed) ? context.WriteJson(WebhookAttemptItem.From(line)) : context.Output.WriteLineAsync(Line(line)));
                }

                return CliExit.Done;
            }

            foreach (var delivery in await application.Webhooks.Deliveries.Of(webhook.Name, parsed.GetValue(state), long.MaxValue, parsed.GetValue(limit), cancellation))
            {
                await (context.IsJson(parsed) ? context.WriteJson(WebhookDeliveryItem.From(delivery)) : context.Output.WriteLineAsync(Line(delivery)));
            }

            return CliExit.Done;
        });
        return verb;
    }

    static string Line(WebhookAttemptLine line) => string.Create(
        CultureInfo.InvariantCulture, $"{line.At.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}Z  attempt {line.Attempt,-2}  {(line.Status is { } status ? (int)status : "none"),-4}  {line.Milliseconds,6} ms  {CliText.Printable(line.Failure ?? "")}  {CliText.Printable(line.Answer ?? "")}").TrimEnd();

    static string Line(WebhookDelivery delivery) => string.Create(
        CultureInfo.InvariantCulture,
        $"{delivery.Position,8}  {delivery.State,-9}  {delivery.Attempts,2} attempts  {(delivery.Status is { } status ? (int)status : "none"),-4}  {(delivery.FinishedAt ?? delivery.DueAt)?.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z  {delivery.Type}  {CliText.Printable(delivery.Failure ?? "")}").TrimEnd();

    public static Command Redeliver(CliContext context)
    {
        var name = WebhooksVerb.Name();
        var position = new Argument<long?>("position") { Description = "One event; or --from and --to.", Arity = ArgumentArity.ZeroOrOne };
        var (from, to, wait) = Range();
        var all = new Option<bool>("--all") { Description = "Also what was delivered; otherwise only what was given up." };
        var verb = new Command("redeliver", "Make deliveries again that ended: one, or those of a range.") { name, position, from, to, all, wait };
        verb.Do(context, (parsed, application, cancellation) =>
        {
            var one = parsed.GetValue(position);
            if (one is null == (parsed.GetValue(from) is null))
            {
                throw new UsageException("Expected one position, or --from and --to.");
            }

            return Start(
                context, parsed, application, parsed.GetValue(name) ?? "", WebhookJobKind.Redeliver, one ?? parsed.GetValue(from) ?? 1, one ?? parsed.GetValue(to) ?? long.MaxValue,
                onlyFailed: one is null && !parsed.GetValue(all), parsed.GetValue(wait), cancellation);
        });
        return verb;
    }

    public static Command Replay(CliContext context)
    {
        var name = WebhooksVerb.Name();
        var (from, to, wait) = Range();
        var verb = new Command("replay", "Send the events of a range of the log that the subscription wants, whether they were sent before or not, under the same ids.") { name, from, to, wait };
        verb.Do(context, (parsed, application, cancellation) => Start(
            context, parsed, application, parsed.GetValue(name) ?? "", WebhookJobKind.Replay, parsed.GetValue(from) ?? 1, parsed.GetValue(to) ?? long.MaxValue, onlyFailed: false,
            parsed.GetValue(wait), cancellation));
        return verb;
    }

    static (Option<long?> From, Option<long?> To, Option<bool> Wait) Range() => (
        new("--from") { Description = "First position, included.", HelpName = "P" },
        new("--to") { Description = "Last position, included. Defaults to the last one sent.", HelpName = "P" },
        new("--wait") { Description = "Wait until it is all sent or given up, and show how far it is." });

    static async Task<int> Start(
        CliContext context, ParseResult parsed, BriefingsApplication application, string name, WebhookJobKind kind, long from, long to, bool onlyFailed, bool wait,
        CancellationToken cancellation)
    {
        var id = await application.Webhooks.Jobs.Add(name, kind, from, to, onlyFailed, cancellation);
        var job = await Find(application, name, id, cancellation);
        while (wait && (job.FinishedAt is null || job.Waiting > 0))
        {
            await context.Error.WriteLineAsync(FormattableString.Invariant($"done to {job.Position} of {job.To}, {job.Queued} queued, {job.Waiting} waiting"));
            await Task.Delay(ProgressInterval, context.Clock, cancellation);
            job = await Find(application, name, id, cancellation);
        }

        await (context.IsJson(parsed)
            ? context.WriteJson(job)
            : context.Output.WriteLineAsync(FormattableString.Invariant($"no. {job.Id}: positions {job.From} to {job.To}; see: briefings webhooks show {name}")));
        return CliExit.Done;
    }

    static async Task<WebhookJob> Find(BriefingsApplication application, string name, int id, CancellationToken cancellation) =>
        (await application.Webhooks.Jobs.Of(name, cancellation)).FirstOrDefault(j => j.Id == id) ?? throw new WebhookRefusedException($"Expected the name of a webhook, found none named \"{name}\".");
}
