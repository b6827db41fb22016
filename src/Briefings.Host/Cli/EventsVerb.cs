using System.CommandLine;
using System.Globalization;
using Briefings.EventStore;
using Briefings.Host.Http.Events;

namespace Briefings.Host.Cli;

/// <summary><c>briefings events</c>: reads the log in its order.</summary>
static class EventsVerb
{
    public static Command Create(CliContext context)
    {
        var after = new Option<long>("--after") { Description = "Begin behind this position.", HelpName = "N" };
        var types = new Option<string[]>("--type") { Description = "Only this type; may be repeated.", HelpName = "T" };
        var stream = new Option<string?>("--stream") { Description = "Only this stream.", HelpName = "S" };
        var follow = new Option<bool>("--follow") { Description = "Go on with what is appended, until stopped." };
        var verb = new Command("events", "Print the events of the log in their order.") { after, types, stream, follow };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            var wanted = parsed.GetValue(types) is { Length: > 0 } named ? named : null;
            foreach (var unknown in (wanted ?? []).Where(t => !application.Catalog.Knows(t)))
            {
                throw new UsageException($"Expected --type to be an event type of this program, found \"{unknown}\".");
            }

            var start = parsed.GetValue(after);
            var name = parsed.GetValue(stream);
            var events = parsed.GetValue(follow) ? application.Log.Follow(start, wanted, cancellation)
                : name is not null ? application.Log.ReadStream(name, cancellation: cancellation)
                : application.Log.ReadAll(start, types: wanted, cancellation: cancellation);
            await foreach (var recorded in events.WithCancellation(cancellation))
            {
                if (recorded.Position > start && (name is null || recorded.Stream == name) && (wanted is null || wanted.Contains(recorded.Type, StringComparer.Ordinal)))
                {
                    await Print(context, recorded, context.IsJson(parsed));
                }
            }

            return CliExit.Done;
        });
        return verb;
    }

    static Task Print(CliContext context, RecordedEvent recorded, bool json) => json
        ? context.WriteJson(EventItem.From(recorded))
        : context.Output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{recorded.Position,8}  {recorded.RecordedAt.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z  {recorded.Stream}@{recorded.Version}  {recorded.Type}"));
}
