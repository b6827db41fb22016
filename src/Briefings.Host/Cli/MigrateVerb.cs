using System.CommandLine;
using Briefings.EventStore;
using Npgsql;

namespace Briefings.Host.Cli;

/// <summary><c>briefings migrate</c>: brings the database's schema up to date; every other verb does so too.</summary>
static class MigrateVerb
{
    public static Command Create(CliContext context)
    {
        var restored = new Option<bool>("--after-restore") { Description = "Say that the database was restored from a backup: no position is used again for another event, and cursors handed out before are refused." };
        var shared = new Option<long>("--shared-position") { Description = "With --after-restore: the last position of the backup, up to which earlier cursors still hold. Defaults to 0.", HelpName = "N" };
        var verb = new Command("migrate", "Bring the schema of the database up to date.") { restored, shared };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var database = NpgsqlDataSource.Create(await context.Connection(parsed, cancellation));
            var applied = await Migrations.Apply(database, [BriefingsApplication.Scripts], cancellation);
            var epoch = parsed.GetValue(restored) ? await BeginEpoch(database, context, parsed.GetValue(shared), cancellation) : null;
            await (context.IsJson(parsed)
                ? context.WriteJson(new { applied, epoch })
                : context.Output.WriteLineAsync((applied == 0 ? "The schema is current." : $"Applied {applied} scripts; the schema is current.") + (epoch is null ? "" : $" The log goes on as epoch {epoch}.")));
            return CliExit.Done;
        });
        return verb;
    }

    static Task<string> BeginEpoch(NpgsqlDataSource database, CliContext context, long shared, CancellationToken cancellation) =>
        new EventLog(database, EventCatalog.Of(BriefingsJson.Options, []), context.Clock).BeginEpoch(shared, cancellation);
}
