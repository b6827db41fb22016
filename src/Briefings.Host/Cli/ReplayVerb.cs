using System.CommandLine;
using System.Globalization;
using Briefings.EventStore;

namespace Briefings.Host.Cli;

/// <summary><c>briefings replay</c>: builds projections from nothing, or proves that they are what the log says.</summary>
static class ReplayVerb
{
    public static Command Create(CliContext context)
    {
        var names = new Argument<string[]>("name") { Description = "Projections by name.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Every projection." };
        var verify = new Option<bool>("--verify") { Description = "Rebuild beside the live documents, compare, and leave the live ones as they are." };
        var keys = new Option<string[]>("--key") { Description = "Only the document under this key; may be repeated. The others stay as they are.", HelpName = "K" };
        var stream = new Option<string?>("--stream") { Description = "Only the documents that the events of this stream change.", HelpName = "S" };
        var verb = new Command("replay", "Rebuild projections from the log beside the live ones, then switch; or verify them.") { names, all, verify, keys, stream };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            var chosen = parsed.GetValue(names) ?? [];
            if (chosen.Length == 0 == !parsed.GetValue(all))
            {
                throw new UsageException($"Expected projection names or --all; there are {string.Join(", ", application.Registry.All.Select(p => p.Name))}.");
            }

            var (only, ofStream) = (parsed.GetValue(keys) ?? [], parsed.GetValue(stream));
            if ((only.Length > 0 || ofStream is not null) && (parsed.GetValue(verify) || (only.Length > 0 && ofStream is not null)))
            {
                throw new UsageException("Expected one of --key, --stream and --verify.");
            }

            await application.Projections.CatchUp(cancellation);
            var differing = false;
            foreach (var name in chosen.Length > 0 ? chosen : application.Registry.All.Select(p => p.Name))
            {
                var progress = RebuildLine.For(context);
                differing |= only.Length > 0 || ofStream is not null
                    ? !await Partly(context, name, () => ofStream is null
                        ? application.Projections.RebuildKeys(name, only, progress, cancellation)
                        : application.Projections.RebuildStream(name, ofStream, progress, cancellation), context.IsJson(parsed))
                    : parsed.GetValue(verify)
                    ? !await Verify(context, application, name, progress, context.IsJson(parsed), cancellation)
                    : !await Rebuild(context, application, name, progress, context.IsJson(parsed), cancellation);
            }

            return differing ? CliExit.SomeRefused : CliExit.Done;
        });
        return verb;
    }

    static async Task<bool> Rebuild(CliContext context, BriefingsApplication application, string name, RebuildLine? progress, bool json, CancellationToken cancellation)
    {
        try
        {
            var position = await application.Projections.Rebuild(name, progress, cancellation);
            await (json ? context.WriteJson(new { projection = name, position }) : context.Output.WriteLineAsync(FormattableString.Invariant($"{name}: rebuilt up to position {position}")));
            return true;
        }
        catch (PoisonException poison)
        {
            await context.Error.WriteLineAsync($"{name}: {poison.Message} The live documents are as they were.");
            return false;
        }
    }

    static async Task<bool> Verify(CliContext context, BriefingsApplication application, string name, RebuildLine? progress, bool json, CancellationToken cancellation)
    {
        var found = await application.Projections.Verify(name, progress, cancellation);
        await (json
            ? context.WriteJson(found)
            : context.Output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {(found.Matches ? "equal" : $"DIFFERENT, first at key \"{CliText.Printable(found.FirstDifference ?? "")}\"")}, {found.Documents} documents at position {found.Position}, digest {found.RebuiltDigest[..16]}{(found.Matches ? "" : $", live {found.LiveDigest[..16]}")}")));
        return found.Matches;
    }

    static async Task<bool> Partly(CliContext context, string name, Func<Task<PartialRebuild>> rebuild, bool json)
    {
        try
        {
            var built = await rebuild();
            await (json ? context.WriteJson(built) : context.Output.WriteLineAsync(FormattableString.Invariant($"{name}: rebuilt {built.Keys.Count} documents at position {built.Position}: {CliText.Printable(string.Join(", ", built.Keys))}")));
            return true;
        }
        catch (PoisonException poison)
        {
            await context.Error.WriteLineAsync($"{name}: {CliText.Printable(poison.Message)} The live documents are as they were.");
            return false;
        }
    }
}
