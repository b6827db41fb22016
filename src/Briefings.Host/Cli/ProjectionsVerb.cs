using System.CommandLine;
using System.Globalization;

namespace Briefings.Host.Cli;

/// <summary><c>briefings projections</c>: where each read model stands.</summary>
static class ProjectionsVerb
{
    public static Command Create(CliContext context)
    {
        var verb = new Command("projections", "Show where each projection stands.");
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
                        $"{status.Name + " v" + status.Version,-16} {status.Mode.ToString().ToLowerInvariant(),-13} {status.State,-10} at {status.Position,-8} behind {status.Lag,-6} {status.Documents} documents{(status.Holder is { } holder ? $", moved by {CliText.Printable(holder.Node)} in epoch {holder.Epoch}, seen {holder.SeenAt:HH:mm:ss}" : "")}{(status.Error is null ? "" : $"; stopped before {status.ErrorPosition}: {CliText.Printable(status.Error)}")}")));
            }

            return failing ? CliExit.SomeRefused : CliExit.Done;
        });
        return verb;
    }
}
