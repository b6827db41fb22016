using System.CommandLine;
using Briefings.EventStore;
using Npgsql;

namespace Briefings.Host.Cli;

/// <summary><c>briefings migrate</c>: brings the database's schema up to date; every other verb does so too.</summary>
static class MigrateVerb
{
    public static Command Create(CliContext context)
    {
        var verb = new Command("migrate", "Bring the schema of the database up to date.");
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var database = NpgsqlDataSource.Create(await context.Connection(parsed, cancellation));
            var applied = await Migrations.Apply(database, [BriefingsApplication.Scripts], cancellation);
            await (context.IsJson(parsed)
                ? context.WriteJson(new { applied })
                : context.Output.WriteLineAsync(applied == 0 ? "The schema is current." : $"Applied {applied} scripts; the schema is current."));
            return CliExit.Done;
        });
        return verb;
    }
}
