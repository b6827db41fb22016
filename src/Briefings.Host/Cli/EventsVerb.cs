using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Briefings.EventStore;
using Briefings.Host.Http.Events;
using Briefings.NewsEvents;

namespace Briefings.Host.Cli;

/// <summary><c>briefings events</c>: reads the log in its order.</summary>
static class EventsVerb
{
    public static Command Create(CliContext context)
    {
        var after = new Option<string?>("--after") { Description = "Begin behind this position or cursor.", HelpName = "N" };
        var types = new Option<string[]>("--type") { Description = "Only this type; * stands for any letters, as in Meeting*. May be repeated.", HelpName = "T" };
        var stream = new Option<string?>("--stream") { Description = "Only this stream.", HelpName = "S" };
        var follow = new Option<bool>("--follow") { Description = "Go on with what is appended, until stopped." };
        var url = new Option<Uri?>("--url") { Description = "With --follow: read the live stream of this server instead of the database.", HelpName = "U", CustomParser = CliValues.Address };
        var key = new Option<string?>("--key") { Description = "With --url: a key with the scope read. Defaults to BRIEFINGS_KEY.", HelpName = "K" };
        var verb = new Command("events", "Print the events of the log in their order.") { after, types, stream, follow, url, key };
        verb.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetResult(url) is not null && parsed.GetValue(url) is { } server)
            {
                if (!parsed.GetValue(follow) || parsed.GetValue(stream) is not null)
                {
                    throw new UsageException("Expected --url together with --follow and without --stream.");
                }

                var secret = parsed.GetValue(key) ?? Environment.GetEnvironmentVariable("BRIEFINGS_KEY") ?? throw new UsageException("Expected --key or BRIEFINGS_KEY with --url.");
                await foreach (var item in new RemoteEvents(server, secret, context.Error).Follow(parsed.GetValue(after), parsed.GetValue(types) ?? [], cancellation))
                {
                    await context.Output.WriteLineAsync(context.IsJson(parsed) ? item.GetRawText() : Line(item));
                }

                return CliExit.Done;
            }

            await using var application = await context.Open(parsed, cancellation);
            var patterns = parsed.GetValue(types) ?? [];
            foreach (var unknown in patterns.Where(t => new EventFilter { Types = [t] }.TypesOf(application.Catalog) is { Count: 0 }))
            {
                throw new UsageException($"Expected --type to name event types of this program, found \"{unknown}\".");
            }

            var wanted = new EventFilter { Types = patterns }.TypesOf(application.Catalog);

            var start = await application.Log.Resolve(parsed.GetValue(after) ?? "0", cancellation);
            var epoch = await application.Log.Epoch(cancellation);
            var name = parsed.GetValue(stream);
            var events = parsed.GetValue(follow) ? application.Log.Follow(start, wanted, cancellation)
                : name is not null ? application.Log.ReadStream(name, cancellation: cancellation)
                : application.Log.ReadAll(start, types: wanted, cancellation: cancellation);
            await foreach (var recorded in events.WithCancellation(cancellation))
            {
                if (recorded.Position > start && (name is null || recorded.Stream == name) && (wanted is null || wanted.Contains(recorded.Type, StringComparer.Ordinal)))
                {
                    await Print(context, recorded, epoch, context.IsJson(parsed));
                }
            }

            return CliExit.Done;
        });
        return verb;
    }

    static string Line(JsonElement item) => string.Create(
        CultureInfo.InvariantCulture,
        $"{item.GetProperty("position").GetInt64(),8}  {item.GetProperty("recordedAt").GetDateTimeOffset().ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z  {item.GetProperty("stream").GetString()}@{item.GetProperty("version").GetInt64()}  {item.GetProperty("type").GetString()}");

    static Task Print(CliContext context, RecordedEvent recorded, string epoch, bool json) => json
        ? context.WriteJson(EventItem.From(recorded, new LogCursor(epoch, recorded.Position).ToString()))
        : context.Output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{recorded.Position,8}  {recorded.RecordedAt.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z  {recorded.Stream}@{recorded.Version}  {recorded.Type}"));
}
