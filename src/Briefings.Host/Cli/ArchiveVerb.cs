using System.CommandLine;
using System.Globalization;
using Briefings.EventStore;

namespace Briefings.Host.Cli;

/// <summary><c>briefings archive</c>: the partitions of the log, and packing those that are no longer written to.</summary>
static class ArchiveVerb
{
    public static Command Create(CliContext context)
    {
        var verb = new Command("archive", "List the partitions of the log: where they lie, what they take, whether they are still written to. Nothing here or elsewhere removes an event.") { Pack(context) };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            foreach (var partition in await new LogArchive(application.Database, application.Log).Partitions(cancellation))
            {
                await Print(context, partition, context.IsJson(parsed));
            }

            return CliExit.Done;
        });
        return verb;
    }

    static Command Pack(CliContext context)
    {
        var names = new Argument<string[]>("partition") { Description = "Which; all that are closed and not packed yet, if left out.", Arity = ArgumentArity.ZeroOrMore };
        var tablespace = new Option<string?>("--tablespace") { Description = "Move them to this tablespace of the server. Readers and appends go on; redactions wait.", HelpName = "T" };
        var reason = new Option<string>("--reason") { Description = "Why; kept.", HelpName = "R", Required = true };
        var by = DeadLettersVerb.ByOption();
        var verb = new Command("pack", "Pack closed partitions: dense indexes, frozen rows, on another disk if asked. Everything stays readable as before. Cut off, it is called again.") { names, tablespace, reason, by };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            try
            {
                var packed = await new LogArchive(application.Database, application.Log).Pack(
                    parsed.GetValue(names) ?? [], parsed.GetValue(tablespace), DeadLettersVerb.Said(parsed.GetValue(by), "--by"), DeadLettersVerb.Said(parsed.GetValue(reason), "--reason"), new Begun(context), cancellation);
                foreach (var partition in packed)
                {
                    await Print(context, partition, context.IsJson(parsed));
                }

                if (packed.Count == 0)
                {
                    await context.Error.WriteLineAsync("Nothing to pack: no partition is closed that is not packed already.");
                }

                return CliExit.Done;
            }
            catch (ArchiveRefusedException refused)
            {
                await context.Error.WriteLineAsync(CliText.Printable(refused.Message));
                return CliExit.SomeRefused;
            }
        });
        return verb;
    }

    sealed class Begun(CliContext context) : IProgress<LogPartition>
    {
        public void Report(LogPartition value) => context.Error.WriteLine($"Packing {value.Name}, {Megabytes(value.RowBytes + value.IndexBytes)} …");
    }

    static Task Print(CliContext context, LogPartition partition, bool json) => json
        ? context.WriteJson(partition)
        : context.Output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{partition.Name,-12} {State(partition.State),-8} positions {partition.First} to {partition.Bound - 1}, about {partition.EventsEstimate?.ToString("#,0", CultureInfo.InvariantCulture) ?? "?"} events{Recorded(partition)}, rows {Megabytes(partition.RowBytes)}, indexes {Megabytes(partition.IndexBytes)}, in {CliText.Printable(partition.Tablespace)}{Packed(partition.Archiving)}"));

    static string State(PartitionState state) => state switch
    {
        PartitionState.Ahead => "ahead",
        PartitionState.Open => "open",
        PartitionState.Closed => "closed",
        _ => "archived",
    };

    static string Recorded(LogPartition partition) => partition is { FirstRecordedAt: { } first, LastRecordedAt: { } last }
        ? string.Create(CultureInfo.InvariantCulture, $" of {first.ToUniversalTime():yyyy-MM-dd} to {last.ToUniversalTime():yyyy-MM-dd}")
        : "";

    static string Packed(PartitionArchiving? archiving) => archiving is null ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $"; packed {archiving.At.ToUniversalTime():yyyy-MM-dd HH:mm}Z by {CliText.Printable(archiving.By)}, {Megabytes(archiving.BytesBefore)} to {Megabytes(archiving.BytesAfter)}: {CliText.Printable(archiving.Reason)}");

    static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:#,0.0} MB");
}
