using System.CommandLine;
using System.Text.Json;
using Briefings.EventStore.PrivatePostgres;
using Npgsql;

namespace Briefings.Host.Cli;

/// <summary>What every verb works with: where to write, what time it is, and the way to the database.</summary>
sealed class CliContext(GlobalOptions global, TextWriter output, TextWriter error, TimeProvider clock)
{
    public TextWriter Output => output;

    public TextWriter Error => error;

    public TimeProvider Clock => clock;

    public bool IsJson(ParseResult parsed) => parsed.GetValue(global.Json);

    /// <summary>The data folder named, or <c>null</c> for the user's own.</summary>
    public string? DataFolder(ParseResult parsed) => parsed.GetValue(global.Data);

    /// <summary>The connection string that was named, or <c>null</c> when the private server is meant.</summary>
    /// <exception cref="UsageException">It is no connection string; the message does not repeat it, for it may hold a password.</exception>
    public string? NamedDatabase(ParseResult parsed) =>
        parsed.GetValue(global.Database) is { Length: > 0 } named ? Checked(named, "--database")
        : Environment.GetEnvironmentVariable("BRIEFINGS_DATABASE") is { Length: > 0 } fromEnvironment ? Checked(fromEnvironment, "BRIEFINGS_DATABASE")
        : null;

    static string Checked(string connection, string where)
    {
        try
        {
            if (new NpgsqlConnectionStringBuilder(connection).Host is { Length: > 0 })
            {
                return connection;
            }
        }
        catch (ArgumentException)
        {
            // Said below, like a missing host.
        }

        throw new UsageException($"Expected {where} to be a connection string such as \"Host=db;Username=briefings;Database=briefings\".");
    }

    /// <summary>Starts the private server unless a database is named, brings its schema up to date and opens it.</summary>
    public async Task<BriefingsApplication> Open(ParseResult parsed, CancellationToken cancellation) =>
        await BriefingsApplication.Open(await Connection(parsed, cancellation), clock, cancellation, warning => error.WriteLine(CliText.Printable(warning)), dataFolder: DataFolder(parsed));

    /// <summary>The named database, or the private server's, started if it is not running.</summary>
    public async Task<string> Connection(ParseResult parsed, CancellationToken cancellation) =>
        NamedDatabase(parsed) ?? await PrivateServer.Start(DataFolder(parsed), new Talk(error), cancellation);

    /// <summary>Brings the projections up to the log, so that what is read next holds everything committed before.</summary>
    /// <exception cref="EnvironmentException">A projection stopped at an event it could not apply.</exception>
    public static async Task CatchUp(BriefingsApplication application, CancellationToken cancellation)
    {
        await application.Projections.CatchUp(cancellation);
        var stopped = (await application.Projections.Status(cancellation)).FirstOrDefault(s => s.Error is not null);
        if (stopped is not null)
        {
            throw new EnvironmentException($"Projection {stopped.Name} stopped before position {stopped.ErrorPosition}: {CliText.Printable(stopped.Error ?? "")} Rebuild it with: briefings replay {stopped.Name}");
        }
    }

    public Task WriteJson<T>(T value) => output.WriteLineAsync(JsonSerializer.Serialize(value, BriefingsJson.Options));

    /// <summary>Says at once what takes longer than a moment.</summary>
    sealed class Talk(TextWriter error) : IProgress<string>
    {
        public void Report(string value) => error.WriteLine(CliText.Printable(value));
    }
}
