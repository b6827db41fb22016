using System.CommandLine;
using System.Globalization;
using Briefings.EventStore;

namespace Briefings.Host.Cli;

/// <summary><c>briefings projections</c>: where each read model stands.</summary>
static class ProjectionsVerb
{
    public static Command Create(CliContext context)
    {
        var verb = new Command("projections", "Show where each projection stands.") { ProjectionShowVerb.Create(context), Prune(context) };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            var failing = false;
            foreach (var status in await application.Projections.Status(cancellation))
            {
                failing |= status.Error is not null;
                await (context.IsJson(parsed)
                    ? context.WriteJson(status)
                    : context.Output.WriteLineAsync(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{status.Name + " v" + status.Version,-16} {status.Mode.ToString().ToLowerInvariant(),-13} {status.State,-10} at {status.Position,-8} behind {status.Lag,-6} {status.Documents} documents{Letters(status)}{Holder(status)}{(status.Rebuild is { } rebuild ? $"; rebuilding {RebuildLine.Text(rebuild)}" : "")}{(status.Error is null ? "" : $"; {status.State} before {status.ErrorPosition}: {CliText.Printable(status.Error)}")}")));
            }

            return failing ? CliExit.SomeRefused : CliExit.Done;
        });
        return verb;
    }

    static string Letters(ProjectionStatus status) =>
        (status.DeadLetters > 0 ? FormattableString.Invariant($"; {status.DeadLetters} dead letters") : "")
        + (status.Skipped > 0 ? FormattableString.Invariant($"; {status.Skipped} skipped") : "");

    static string Holder(ProjectionStatus status) => status.Holder is { } holder
        ? string.Create(CultureInfo.InvariantCulture, $"; moved by {CliText.Printable(holder.Node)} in epoch {holder.Epoch}, seen {holder.SeenAt:HH:mm:ss}")
        : "";

    static Command Prune(CliContext context)
    {
        var verb = new Command("prune", "Drop the tables of earlier versions; programs that read them must have ended.");
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            await CliContext.CatchUp(application, cancellation);
            foreach (var dropped in await application.Projections.Prune(cancellation))
            {
                await (context.IsJson(parsed) ? context.WriteJson(new { dropped }) : context.Output.WriteLineAsync($"dropped {dropped}"));
            }

            return CliExit.Done;
        });
        return verb;
    }
}
