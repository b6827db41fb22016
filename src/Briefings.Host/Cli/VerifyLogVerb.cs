using System.CommandLine;
using System.Globalization;

namespace Briefings.Host.Cli;

/// <summary><c>briefings verify-log</c>: whether the log is still what its hash chain says.</summary>
static class VerifyLogVerb
{
    public static Command Create(CliContext context)
    {
        var verb = new Command("verify-log", "Compute the hash chain of the log anew and name the first broken position; name the first stream whose versions are not 1, 2, 3, …");
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);

            var found = await application.Log.VerifyChain(cancellation);
            if (found.Matches)
            {
                // Keeps the head of what no edition has asked for yet, so that the next check has something to compare it with.
                await application.Log.ChainHead(found.Position, cancellation);
            }

            var stream = found.Matches ? await application.Log.FirstBrokenStream(cancellation) : null;
            var head = Convert.ToHexStringLower(found.Head);
            await (context.IsJson(parsed)
                ? context.WriteJson(new { position = found.Position, head, firstBroken = found.FirstBroken, brokenStream = stream?.Stream, problem = found.Problem ?? stream?.Problem, redacted = found.Redacted })
                : context.Output.WriteLineAsync(found.FirstBroken is { } broken
                    ? string.Create(CultureInfo.InvariantCulture, $"BROKEN at position {broken}. {found.Problem}")
                    : stream is not null ? $"BROKEN in stream {stream.Stream}. {stream.Problem}"
                    : string.Create(CultureInfo.InvariantCulture, $"whole up to position {found.Position}, head {head}{(found.Redacted.Count == 0 ? "" : $"; redacted, each on record: {string.Join(", ", found.Redacted)}")}")));
            return found.Matches && stream is null ? CliExit.Done : CliExit.SomeRefused;
        });
        return verb;
    }
}
