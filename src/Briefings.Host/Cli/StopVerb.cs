using System.CommandLine;
using Briefings.EventStore.PrivatePostgres;

namespace Briefings.Host.Cli;

/// <summary><c>briefings stop</c>: stops the private PostgreSQL.</summary>
static class StopVerb
{
    public static Command Create(CliContext context)
    {
        var verb = new Command("stop", "Stop the private PostgreSQL; the next command starts it again.");
        verb.SetAction(async (parsed, cancellation) =>
        {
            if (context.NamedDatabase(parsed) is not null)
            {
                throw new UsageException("Expected to stop the private PostgreSQL, found another database named; stop that one where it runs.");
            }

            var stopped = await PrivateServer.Stop(context.DataFolder(parsed), cancellation);
            await context.Output.WriteLineAsync(stopped ? "Stopped." : "It was not running.");
            return CliExit.Done;
        });
        return verb;
    }
}
