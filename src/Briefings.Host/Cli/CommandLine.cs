using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Net.Sockets;
using Briefings.Editions;
using Briefings.EventStore;
using Briefings.EventStore.PrivatePostgres;
using Briefings.Keys;
using Briefings.Mail;
using Briefings.Models;
using Briefings.Outbound;
using Briefings.Profiles;
using Briefings.Secrets;
using Briefings.Webhooks;
using Npgsql;

namespace Briefings.Host.Cli;

/// <summary>The command line: finds the verb, runs it, and turns what goes wrong into one line and an exit code.</summary>
static class CommandLine
{
    public static async Task<int> Run(string[] args, TextWriter output, TextWriter error, TimeProvider clock)
    {
        var root = Root(output, error, clock);
        var parsed = CommandLineParser.Parse(root, args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors)
            {
                await error.WriteLineAsync(problem.Message);
            }

            await error.WriteLineAsync($"See: {Typed(parsed.CommandResult)} --help");
            return CliExit.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is UsageException or KeyRefusedException or ProfileFileException or ProjectionRegistryException or LogCursorException)
        {
            await error.WriteLineAsync(CliText.Printable(e.Message));
            return CliExit.Usage;
        }
        catch (Exception e) when (e is EnvironmentException or ProjectionNotReadyException or StoppedProjectionException or ModelOptionsException or OutboundOptionsException or WebhookOptionsException or SmtpOptionsException or SecretKeyException or PrivateServerException or MigrationException or NpgsqlException or SocketException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(e is NpgsqlException and not PostgresException ? $"The database did not answer: {e.Message}" : e.Message);
            return CliExit.Environment;
        }
        catch (Exception e) when (e is StoppedProjectionException or InvalidDataException or UnknownEventTypeException)
        {
            await error.WriteLineAsync($"{e.Message} See: briefings doctor");
            return CliExit.Environment;
        }
        catch (WrongExpectedVersionException)
        {
            await error.WriteLineAsync("Other commands on the same database were faster every time; run this one again.");
            return CliExit.Environment;
        }
        catch (DraftRefusedException e)
        {
            await error.WriteLineAsync(CliText.Printable(e.Message));
            return CliExit.SomeRefused;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Stopped.");
            return CliExit.SomeRefused;
        }
        catch (Exception e)
        {
            // A defect of the program: one line for the user, the rest for whoever mends it.
            await error.WriteLineAsync($"The program failed: {CliText.Printable(e.Message)} Please report it with what follows.");
            await error.WriteLineAsync(e.ToString());
            return CliExit.Environment;
        }
    }

    /// <summary>The verb as it is typed, with those above it.</summary>
    static string Typed(CommandResult verb) => verb.Parent is CommandResult above ? $"{Typed(above)} {verb.Command.Name}" : "briefings";

    static Command Root(TextWriter output, TextWriter error, TimeProvider clock)
    {
        var global = new GlobalOptions();
        var context = new CliContext(global, output, error, clock);
        return new Command("briefings", "Turns news articles into daily briefings in which every sentence can be traced to its source.")
        {
            new HelpOption(),
            global.Data,
            global.Database,
            global.Json,
            BriefVerb.Create(context),
            IngestVerb.Create(context),
            FeedsVerb.Create(context),
            RetractVerb.Create(context),
            ReextractVerb.Create(context),
            ExtractVerb.Create(context),
            EventsVerb.Create(context),
            EditionsVerb.Create(context),
            ProfilesVerb.Create(context),
            ProjectionsVerb.Create(context),
            ReplayVerb.Create(context),
            DeadLettersVerb.Create(context),
            RedactVerb.Create(context),
            VerifyVerb.Create(context),
            VerifyLogVerb.Create(context),
            ArchiveVerb.Create(context),
            ServeVerb.Create(context),
            KeysVerb.Create(context),
            WebhooksVerb.Create(context),
            MailsVerb.Create(context),
            HealthVerb.Create(context),
            DoctorVerb.Create(context),
            MigrateVerb.Create(context),
            StopVerb.Create(context),
            VersionVerb.Create(context),
        };
    }
}
