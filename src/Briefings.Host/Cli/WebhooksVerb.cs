using System.CommandLine;
using Briefings.Host.Http;
using Briefings.Webhooks;

namespace Briefings.Host.Cli;

/// <summary><c>briefings webhooks</c>: subscriptions of HTTP endpoints to the log.</summary>
static class WebhooksVerb
{
    public static Command Create(CliContext context) => new("webhooks", "Send events of the log to HTTP endpoints (Standard Webhooks 1.0). `briefings serve` delivers.")
    {
        WebhooksAddVerb.Create(context),
        List(context),
        Show(context),
        Test(context),
        Rotate(context),
        Change(context, "pause", "Stop sending; the events meanwhile wait in the log.", (s, name, stop) => s.Pause(name, stop)),
        Change(context, "resume", "Go on where it was paused or disabled.", (s, name, stop) => s.Resume(name, stop)),
        WebhookDeliveriesVerb.Deliveries(context),
        WebhookDeliveriesVerb.Redeliver(context),
        WebhookDeliveriesVerb.Replay(context),
        Change(context, "remove", "End a subscription and forget its deliveries.", (s, name, stop) => s.Remove(name, stop)),
    };

    internal static Argument<string> Name() => new("name") { Description = "The name of the subscription." };

    /// <summary>Runs an action on the webhooks; what they refuse is one line and exit code 1.</summary>
    internal static void Do(this Command verb, CliContext context, Func<ParseResult, BriefingsApplication, CancellationToken, Task<int>> act) =>
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            try
            {
                return await act(parsed, application, cancellation);
            }
            catch (WebhookRefusedException refused)
            {
                await context.Error.WriteLineAsync(CliText.Printable(refused.Message));
                return CliExit.SomeRefused;
            }
        });

    internal static async Task ShowSecret(CliContext context, bool json, WebhookWithSecret made)
    {
        if (json)
        {
            await context.WriteJson(new WebhookSecretAnswer(WebhookItem.From(made.Webhook), made.Secret, made.PublicKey));
        }
        else
        {
            await context.Output.WriteLineAsync($"{made.Webhook.Name}  {made.Webhook.Url}");
            await context.Output.WriteLineAsync($"secret      {made.Secret}");
            if (made.PublicKey is { } key)
            {
                await context.Output.WriteLineAsync($"public key  {key}");
            }
        }

        await context.Error.WriteLineAsync("The secret is shown this once; it is kept encrypted.");
    }

    static Command List(CliContext context)
    {
        var verb = new Command("list", "List the subscriptions.");
        verb.Do(context, async (parsed, application, cancellation) =>
        {
            foreach (var webhook in await application.Webhooks.Subscriptions.All(cancellation))
            {
                await (context.IsJson(parsed)
                    ? context.WriteJson(WebhookItem.From(webhook))
                    : context.Output.WriteLineAsync($"{webhook.Name,-24} {Word(webhook.State),-9} {Word(webhook.Ordering),-9} {CliText.Printable(webhook.Url.AbsoluteUri)}{(webhook.Reason is { } reason ? "  " + CliText.Printable(reason) : "")}"));
            }

            return CliExit.Done;
        });
        return verb;
    }

#pragma warning disable CA1308 // Words on the screen are in lower case.
    static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    static Command Show(CliContext context)
    {
        var name = Name();
        var verb = new Command("show", "Show a subscription, how its deliveries stand, and its redeliveries and replays.") { name };
        verb.Do(context, async (parsed, application, cancellation) =>
        {
            var webhook = await application.Webhooks.Subscriptions.Named(parsed.GetValue(name) ?? "", cancellation);
            var counts = await application.Webhooks.Deliveries.Counts(webhook.Name, cancellation);
            var jobs = await application.Webhooks.Jobs.Of(webhook.Name, cancellation);
            if (context.IsJson(parsed))
            {
                await context.WriteJson(new WebhookDetail(WebhookItem.From(webhook), counts, jobs));
                return CliExit.Done;
            }

            await Print(context, webhook, counts, jobs);
            return CliExit.Done;
        });
        return verb;
    }

    static async Task Print(CliContext context, Webhook webhook, WebhookCounts? counts, IReadOnlyList<WebhookJob> jobs)
    {
        var item = WebhookItem.From(webhook);
        string?[] lines =
        [
            $"name        {webhook.Name}",
            $"url         {CliText.Printable(webhook.Url.AbsoluteUri)}",
            $"state       {Word(webhook.State)}{(webhook.Reason is { } reason ? ": " + CliText.Printable(reason) : "")}",
            $"events      {(item.Types.Count == 0 ? "all" : string.Join(", ", item.Types))}",
            Joined("actors", item.Actors), Joined("countries", item.Countries), Joined("stories", item.Stories),
            item.MinimumIntensity is { } intensity ? FormattableString.Invariant($"intensity   from {intensity}") : null,
            item.MinimumSalience is { } salience ? FormattableString.Invariant($"salience    from {salience} outlets") : null,
            FormattableString.Invariant($"order       {Word(webhook.Ordering)}, {webhook.MaxConcurrency} at once{(webhook.MaxPerSecond is { } rate ? $", {rate:0.###} a second" : "")}"),
            webhook.FailingSince is { } since ? FormattableString.Invariant($"failing     since {since.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z") : null,
            counts is null ? null : FormattableString.Invariant($"deliveries  {counts.Waiting} waiting, {counts.Delivered} delivered, {counts.GivenUp} given up; {counts.Behind} positions of the log still to be looked at"),
            .. jobs.Select(j => FormattableString.Invariant($"{Word(j.Kind),-11} no. {j.Id}: {j.From} to {j.To}, done to {j.Position}, {j.Queued} queued, {j.Waiting} of the range waiting{(j.FinishedAt is null ? "" : ", finished")}")),
        ];
        foreach (var line in lines.OfType<string>())
        {
            await context.Output.WriteLineAsync(line);
        }
    }

    static string? Joined(string what, IReadOnlyList<string> list) => list.Count == 0 ? null : $"{what,-11} {CliText.Printable(string.Join(", ", list))}";

    static Command Test(CliContext context)
    {
        var name = Name();
        var verb = new Command("test", "Send a signed test message (type webhook.test) now and print the answer.") { name };
        verb.Do(context, async (parsed, application, cancellation) =>
        {
            var webhook = await application.Webhooks.Subscriptions.Named(parsed.GetValue(name) ?? "", cancellation);
            var attempt = WebhookAttemptItem.From(await application.Webhooks.Ping.Send(webhook, cancellation));
            await (context.IsJson(parsed)
                ? context.WriteJson(attempt)
                : context.Output.WriteLineAsync(FormattableString.Invariant($"{(attempt.Failure is null ? "delivered" : "FAILED")}  {attempt.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no answer"}  {attempt.Milliseconds} ms  {CliText.Printable(attempt.Failure ?? attempt.Answer ?? "")}")));
            return attempt.Failure is null ? CliExit.Done : CliExit.SomeRefused;
        });
        return verb;
    }

    static Command Rotate(CliContext context)
    {
        var name = Name();
        var grace = new Option<double>("--grace") { Description = "Hours for which the secret before signs along. Defaults to 24.", HelpName = "HOURS", DefaultValueFactory = _ => WebhookSubscriptions.DefaultGrace.TotalHours };
        var secret = new Option<string?>("--secret") { Description = "A secret of your own (whsec_…) instead of a made one.", HelpName = "S" };
        var verb = new Command("rotate", "Give a subscription a new secret; both sign for a while.") { name, grace, secret };
        verb.Do(context, async (parsed, application, cancellation) =>
        {
            var hours = parsed.GetValue(grace);
            if (hours is not (>= 0 and <= 24 * 30))
            {
                throw new UsageException("Expected --grace to be 0 to 720 hours.");
            }

            await ShowSecret(context, context.IsJson(parsed), await application.Webhooks.Subscriptions.Rotate(parsed.GetValue(name) ?? "", TimeSpan.FromHours(hours), parsed.GetValue(secret), cancellation));
            return CliExit.Done;
        });
        return verb;
    }

    static Command Change(CliContext context, string verbName, string description, Func<WebhookSubscriptions, string, CancellationToken, Task> change)
    {
        var name = Name();
        var verb = new Command(verbName, description) { name };
        verb.Do(context, async (parsed, application, cancellation) =>
        {
            var named = parsed.GetValue(name) ?? "";
            await change(application.Webhooks.Subscriptions, named, cancellation);
            if (await application.Webhooks.Subscriptions.Find(named, cancellation) is { } webhook && context.IsJson(parsed))
            {
                await context.WriteJson(WebhookItem.From(webhook));
            }

            return CliExit.Done;
        });
        return verb;
    }
}
