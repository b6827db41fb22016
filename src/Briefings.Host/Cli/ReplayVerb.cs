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
        var verb = new Command("replay", "Rebuild projections from the log beside the live ones, then switch; or verify them.") { names, all, verify };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            var chosen = parsed.GetValue(names) ?? [];
            if (chosen.Length == 0 == !parsed.GetValue(all))
            {
                throw new UsageException($"Expected projection names or --all; there are {string.Join(", ", application.Registry.All.Select(p => p.Name))}.");
            }

            await application.Projections.CatchUp(cancellation);
            var differing = false;
            foreach (var name in chosen.Length > 0 ? chosen : application.Registry.All.Select(p => p.Name))
            {
                var progress = Console.IsErrorRedirected ? null : new TerminalProgress(context.Error, context.Clock);
                differing |= parsed.GetValue(verify)
                    ? !await Verify(context, application, name, progress, context.IsJson(parsed), cancellation)
                    : !await Rebuild(context, application, name, progress, context.IsJson(parsed), cancellation);
            }

            return differing ? CliExit.SomeRefused : CliExit.Done;
        });
        return verb;
    }

    static async Task<bool> Rebuild(CliContext context, BriefingsApplication application, string name, TerminalProgress? progress, bool json, CancellationToken cancellation)
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

    static async Task<bool> Verify(CliContext context, BriefingsApplication application, string name, TerminalProgress? progress, bool json, CancellationToken cancellation)
    {
        var found = await application.Projections.Verify(name, progress, cancellation);
        await (json
            ? context.WriteJson(found)
            : context.Output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {(found.Matches ? "equal" : $"DIFFERENT, first at key \"{CliText.Printable(found.FirstDifference ?? "")}\"")}, {found.Documents} documents at position {found.Position}, digest {found.RebuiltDigest[..16]}{(found.Matches ? "" : $", live {found.LiveDigest[..16]}")}")));
        return found.Matches;
    }

    /// <summary>One line on a terminal that follows a rebuild.</summary>
    sealed class TerminalProgress(TextWriter error, TimeProvider clock) : IProgress<ProjectionProgress>
    {
        readonly long started = clock.GetTimestamp();

        public void Report(ProjectionProgress value)
        {
            var seconds = Math.Max(clock.GetElapsedTime(started).TotalSeconds, 0.001);
            var rate = value.Position / seconds;
            error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{value.Projection}: {value.Position} of {value.Target}, {rate:0}/s, {(value.Target - value.Position) / Math.Max(rate, 1):0} s left   "));
            if (value.Position >= value.Target)
            {
                error.Write("\r" + new string(' ', 78) + "\r");
            }
        }
    }
}
