using System.Text.Json;
using Briefings.EventStore.PrivatePostgres;
using Npgsql;
using Xunit;

namespace Briefings.EndToEnd;

public sealed class ArchiveTests : EndToEndTest
{
    [Fact(Timeout = 300_000)]
    public async Task Archive_pack_that_is_killed_between_two_steps_is_run_again_and_everything_reads_as_before()
    {
        await Succeed("ingest", BriefingsProcess.Seeds);
        await Sql("select setval('briefings.event_positions', 50000000)");
        var late = Briefings.Write("late.md", "---\ndate: 2026-04-20\n---\nThe minister of Peru met the ambassador of Chile in Lima on Monday.");
        await Succeed("ingest", late);
        var (events, checkedLog) = (await Succeed("events", "--json"), await Succeed("verify-log"));
        Assert.Equal("closed", await State());

        await Sql("set allow_in_place_tablespaces = on; create tablespace slow location ''");
        await Kill("archive.indexed", "closed");
        await Kill("archive.frozen", "closed");
        await Kill("archive.copied", "closed", "--tablespace", "slow");
        await Kill("archive.swapped", "closed", "--tablespace", "slow");
        await Kill("archive.moved", "closed", "--tablespace", "slow");
        await Succeed("archive", "pack", "--reason", "the year is over", "--by", "ana");
        Assert.Equal("archived", await State());

        Assert.Equal((events, checkedLog), (await Succeed("events", "--json"), await Succeed("verify-log")));
        await Succeed("replay", "--all", "--verify");
        Assert.Contains("Nothing to pack", (await Briefings.Run("archive", "pack", "--reason", "again")).Error, StringComparison.Ordinal);
        Assert.Equal(2, (await Briefings.Run("archive", "pack")).ExitCode);
        Assert.Equal(1, (await Briefings.Run("archive", "pack", "events_1", "--reason", "too early")).ExitCode);
        Assert.Contains("by ana", await Succeed("archive"), StringComparison.Ordinal);
    }

    async Task Kill(string point, string left, params string[] options)
    {
        Briefings.Environment["BRIEFINGS_FAULT"] = point + ":1";
        var killed = await Briefings.Run(["archive", "pack", "--reason", "the year is over", .. options]);
        Briefings.Environment.Remove("BRIEFINGS_FAULT");
        Assert.True(killed.ExitCode is not (0 or 1 or 2 or 3), $"{point}: {killed.ExitCode} {killed.Error}");
        Assert.Equal(left, await State());
        await Succeed("verify-log");
    }

    async Task<string> Succeed(params string[] arguments)
    {
        var finished = await Briefings.Run(arguments);
        Assert.True(finished.ExitCode == 0, $"{string.Join(' ', arguments)}: {finished.Error}");
        return finished.Output;
    }

    async Task<string?> State()
    {
        var first = (await Briefings.Run("archive", "--json")).Lines[0];
        return JsonDocument.Parse(first).RootElement.GetProperty("state").GetString();
    }

    async Task Sql(string sql)
    {
        await using var database = NpgsqlDataSource.Create(PrivateServer.Find(Briefings.Folder)!);
        await using var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        foreach (var statement in sql.Split(';'))
        {
#pragma warning disable CA2100 // The test's own text.
            await using var command = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }
}
