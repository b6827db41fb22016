using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Briefings.EventStore;

namespace Briefings.Host.Cli;

/// <summary><c>briefings projections show</c>: the documents of a projection, as they are or as they were.</summary>
static class ProjectionShowVerb
{
    public static Command Create(CliContext context)
    {
        var name = new Argument<string>("name") { Description = "The projection." };
        var key = new Option<string?>("--key") { Description = "Only the document under this key.", HelpName = "K" };
        var at = new Option<string?>("--at") { Description = "As of this log position or instant, folded in memory; the live documents stay as they are.", HelpName = "POSITION|TIME" };
        var verb = new Command("show", "Print the documents of a projection as JSON lines, at present or at a past position or time.") { name, key, at };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            var projection = application.Registry[parsed.GetValue(name) ?? ""];
            var wanted = parsed.GetValue(key);
            var documents = parsed.GetValue(at) is { } moment
                ? await Past(context, application, projection, wanted, moment, cancellation)
                : await Present(application, projection, wanted, cancellation);
            foreach (var (documentKey, document) in documents)
            {
                await context.WriteJson(new { key = documentKey, document });
            }

            if (wanted is not null && documents.Count == 0)
            {
                await context.Error.WriteLineAsync($"Expected a document of {projection.Name} under \"{CliText.Printable(wanted)}\", found none.");
                return CliExit.SomeRefused;
            }

            return CliExit.Done;
        });
        return verb;
    }

    static async Task<List<KeyValuePair<string, JsonNode?>>> Past(
        CliContext context, BriefingsApplication application, IProjection projection, string? key, string moment, CancellationToken cancellation)
    {
        var position = CliValues.Position(moment) ?? await application.Log.PositionAt(CliValues.Instant(moment, "--at"), cancellation);
        position = Math.Min(position, await application.Log.HighWaterMark(cancellation));
        await context.Error.WriteLineAsync(FormattableString.Invariant($"{projection.Name} as of log position {position}."));
        var only = key is null ? null : new HashSet<string>(StringComparer.Ordinal) { key };
        var folded = await InMemoryDocuments.Fold(application.Log, projection, only, position, cancellation);
        return [.. folded.All<object>().Where(d => key is null || d.Key == key).Select(d => KeyValuePair.Create(d.Key, JsonSerializer.SerializeToNode(d.Value, d.Value.GetType(), BriefingsJson.Options)))];
    }

    static async Task<List<KeyValuePair<string, JsonNode?>>> Present(
        BriefingsApplication application, IProjection projection, string? key, CancellationToken cancellation)
    {
        await CliContext.CatchUp(application, cancellation);
        return key is not null
            ? await application.Documents.Load<JsonNode>(projection.Name, key, cancellation) is { } one ? [KeyValuePair.Create(key, (JsonNode?)one)] : []
            : await application.Documents.All<JsonNode>(projection.Name, "", cancellation).Select(d => KeyValuePair.Create(d.Key, (JsonNode?)d.Value)).ToListAsync(cancellation);
    }
}
