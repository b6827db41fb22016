using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Briefings.EventStore.PrivatePostgres;
using Briefings.Rendering;
using Npgsql;

namespace Briefings.Host.Cli;

/// <summary><c>briefings doctor</c>: looks at everything the program needs and says what is wrong with it.</summary>
static class DoctorVerb
{
    public static Command Create(CliContext context)
    {
        var verb = new Command("doctor", "Check database, schema, log, projections, frames and fonts.");
        verb.SetAction(async (parsed, cancellation) =>
        {
            var report = new Report(context, context.IsJson(parsed));
            await report.Add("program", true, $"briefings {VersionVerb.Current}, .NET {Environment.Version}, {RuntimeInformation.RuntimeIdentifier}");
            var renderers = Renderers.Default();
            await report.Add("renderers", true, string.Join(", ", renderers.Formats.Select(f => renderers.Find(f)?.Version)));
            await report.Try("database", () => Database(context, parsed, cancellation));
            if (!report.Failed)
            {
                await using var application = await context.Open(parsed, cancellation);
                await report.Add("schema", true, "current");
                await report.Add("catalogue", true, $"{application.Catalog.Types.Count} event types, extractor {application.Extractor.Version}");
                await report.Try("log", () => Log(application, cancellation));
                foreach (var status in await application.Projections.Status(cancellation))
                {
                    await report.Add($"projection {status.Name}", status.Error is null, status.Error ?? FormattableString.Invariant($"{status.State} at {status.Position}, behind {status.Lag}"));
                }
            }

            return report.Failed ? CliExit.Environment : CliExit.Done;
        });
        return verb;
    }

    static async Task<string> Database(CliContext context, ParseResult parsed, CancellationToken cancellation)
    {
        var isPrivate = context.NamedDatabase(parsed) is null;
        await using var database = NpgsqlDataSource.Create(await context.Connection(parsed, cancellation));
        await using var command = database.CreateCommand("select current_setting('server_version'), current_setting('server_version_num')::int, current_database()");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var (version, number, name) = (reader.GetString(0), reader.GetInt32(1), reader.GetString(2));
        return number >= 150_000
            ? $"PostgreSQL {version}, database {name}, {(isPrivate ? $"private, in {context.DataFolder(parsed) ?? PrivateServer.DefaultDataDirectory}" : "named")}"
            : throw new EnvironmentException($"Expected PostgreSQL 15 or newer, found {version}.");
    }

    static async Task<string> Log(BriefingsApplication application, CancellationToken cancellation)
    {
        var mark = await application.Log.HighWaterMark(cancellation);
        var head = Convert.ToHexStringLower(await application.Log.ChainHead(mark, cancellation));
        var epoch = await application.Log.Epoch(cancellation);
        return string.Create(CultureInfo.InvariantCulture, $"settled up to position {mark}, epoch {epoch}, hash-chain head {head}");
    }

    sealed class Report(CliContext context, bool json)
    {
        public bool Failed { get; private set; }

        public Task Add(string subject, bool isWell, string found)
        {
            Failed |= !isWell;
            return json ? context.WriteJson(new { subject, ok = isWell, found }) : context.Output.WriteLineAsync($"{(isWell ? "ok  " : "FAIL")}  {subject}: {string.Join("\n      ", found.Split('\n').Select(CliText.Printable))}");
        }

        public async Task Try(string subject, Func<Task<string>> look)
        {
            try
            {
                await Add(subject, true, await look());
            }
            catch (Exception e) when (e is EnvironmentException or PrivateServerException or NpgsqlException or InvalidOperationException)
            {
                await Add(subject, false, e.Message);
            }
        }
    }
}
