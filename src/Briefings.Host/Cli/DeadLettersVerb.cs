using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Briefings.EventStore;

namespace Briefings.Host.Cli;

/// <summary><c>briefings deadletters</c>: the events that projections have not applied, and what becomes of them.</summary>
static class DeadLettersVerb
{
    public static Command Create(CliContext context) =>
        new("deadletters", "List the events that projections gave up, stopped before or skip; retry or skip them.")
        {
            List(context),
            Show(context),
            Retry(context),
            Skip(context),
        };

    static Command List(CliContext context)
    {
        var name = new Option<string?>("--projection") { Description = "Only of this projection.", HelpName = "NAME" };
        var verb = new Command("list", "Print one line for each event that a projection has not applied.") { name };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            foreach (var letter in await application.Projections.Letters(parsed.GetValue(name), cancellation))
            {
                await Print(context, letter, context.IsJson(parsed));
            }

            return CliExit.Done;
        });
        return verb;
    }

    static Command Show(CliContext context)
    {
        var (name, position) = Letter();
        var verb = new Command("show", "Print an event that a projection has not applied, with the reason.") { name, position };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            var letter = (await application.Projections.Letters(parsed.GetValue(name), cancellation)).FirstOrDefault(l => l.Position == parsed.GetValue(position));
            if (letter is null)
            {
                return await Missing(context, parsed.GetValue(name), parsed.GetValue(position));
            }

            var recorded = await application.Log.LastAt(letter.Position, cancellation);
            await (context.IsJson(parsed)
                ? context.WriteJson(new { letter, recorded = recorded is null ? null : Event(recorded) })
                : context.Output.WriteLineAsync($"{Line(letter)}\n{(recorded is null ? "" : Event(recorded).ToJsonString(BriefingsJson.Options))}"));
            return CliExit.Done;
        });
        return verb;
    }

    static Command Retry(CliContext context)
    {
        var name = new Argument<string>("projection") { Description = "Its name." };
        var position = new Argument<long?>("position") { Description = "The event; all that are given up or stopped before, if left out. A skipped one is named.", Arity = ArgumentArity.ZeroOrOne };
        var verb = new Command("retry", "Apply events after all: their documents are built anew from all their events, in order.") { name, position };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            var (projection, at) = (parsed.GetValue(name) ?? "", parsed.GetValue(position));
            var asked = (await application.Projections.Letters(projection, cancellation)).Count(l => at is null ? l.State != DeadLetterState.Skipped : l.Position == at);
            if (asked == 0 && at is { } missing)
            {
                return await Missing(context, projection, missing);
            }

            try
            {
                var left = await application.Projections.Retry(projection, at, RebuildLine.For(context), cancellation);
                await (context.IsJson(parsed)
                    ? context.WriteJson(new { projection, retried = asked, applied = asked - left.Count, left })
                    : context.Output.WriteLineAsync(FormattableString.Invariant($"{projection}: {asked - left.Count} of {asked} applied")));
                foreach (var letter in left)
                {
                    await context.Error.WriteLineAsync(Line(letter));
                }

                return left.Count == 0 ? CliExit.Done : CliExit.SomeRefused;
            }
            catch (PoisonException poison)
            {
                await context.Error.WriteLineAsync($"{projection}: {CliText.Printable(poison.Message)} Nothing was changed.");
                return CliExit.SomeRefused;
            }
        });
        return verb;
    }

    static Command Skip(CliContext context)
    {
        var (name, position) = Letter();
        var reason = new Option<string>("--reason") { Description = "Why the projection is to do without the event; kept.", HelpName = "R", Required = true };
        var by = ByOption();
        var verb = new Command("skip", "Let a projection do without an event for as long as its version lasts, rebuilds included.") { name, position, reason, by };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            var (projection, at) = (parsed.GetValue(name) ?? "", parsed.GetValue(position));
            if (!await application.Projections.Skip(projection, at, Said(parsed.GetValue(reason), "--reason"), Said(parsed.GetValue(by), "--by"), cancellation))
            {
                return await Missing(context, projection, at);
            }

            await application.Projections.CatchUp(cancellation);
            var letter = (await application.Projections.Letters(projection, cancellation)).First(l => l.Position == at);
            await Print(context, letter, context.IsJson(parsed));
            return CliExit.Done;
        });
        return verb;
    }

    /// <summary>Who does it. Defaults to the user of the operating system.</summary>
    public static Option<string> ByOption() => new("--by") { Description = "Who does it; kept. Defaults to the user of this machine.", HelpName = "WHO", DefaultValueFactory = _ => Environment.UserName };

    /// <exception cref="UsageException">The text is blank.</exception>
    public static string Said(string? text, string option) => string.IsNullOrWhiteSpace(text) ? throw new UsageException($"Expected {option} to say something, found nothing.") : text;

    static (Argument<string> Name, Argument<long> Position) Letter() =>
        (new("projection") { Description = "Its name." }, new("position") { Description = "Where the event stands in the log." });

    static async Task<int> Missing(CliContext context, string? projection, long position)
    {
        await context.Error.WriteLineAsync(FormattableString.Invariant($"Expected an event that projection {projection} has not applied, found none at position {position}. See: briefings deadletters list"));
        return CliExit.SomeRefused;
    }

    static Task Print(CliContext context, DeadLetter letter, bool json) => json ? context.WriteJson(letter) : context.Output.WriteLineAsync(Line(letter));

    static string Line(DeadLetter letter) => string.Create(
        CultureInfo.InvariantCulture,
        $"{letter.Projection + " v" + letter.Version,-16} {letter.Position,8}  {letter.RecordedAt.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z  {State(letter.State),-8} {CliText.Printable(letter.Error)}{(letter.State == DeadLetterState.Skipped ? $" (by {CliText.Printable(letter.SkippedBy ?? "")}: {CliText.Printable(letter.Reason ?? "")})" : "")}");

    static string State(DeadLetterState state) => state switch
    {
        DeadLetterState.GivenUp => "given up",
        DeadLetterState.Stopped => "stopped",
        _ => "skipped",
    };

    static JsonObject Event(RecordedEvent recorded) => new()
    {
        ["position"] = recorded.Position,
        ["stream"] = recorded.Stream,
        ["version"] = recorded.Version,
        ["id"] = recorded.Id,
        ["type"] = recorded.Type,
        ["schemaVersion"] = recorded.SchemaVersion,
        ["recordedAt"] = recorded.RecordedAt,
        ["data"] = JsonNode.Parse(recorded.Json.Span),
    };
}
