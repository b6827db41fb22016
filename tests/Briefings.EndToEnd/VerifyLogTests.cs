using System.Globalization;
using System.Text.Json;
using Briefings.EventStore.PrivatePostgres;
using Npgsql;
using Xunit;

namespace Briefings.EndToEnd;

public sealed class VerifyLogTests : EndToEndTest
{
    [Fact(Timeout = 120_000)]
    public async Task Verify_log_finds_an_intact_log_whole_and_names_the_position_of_a_row_that_was_altered()
    {
        await Briefings.Run("ingest", BriefingsProcess.Seeds);
        var whole = await Briefings.Run("verify-log");
        Assert.Equal((0, true), (whole.ExitCode, whole.Output.StartsWith("whole up to position ", StringComparison.Ordinal)));

        var altered = await Alter("update briefings.events set body = replace(body::text, 'a', 'e')::json where position = (select position from briefings.events order by position offset 3 limit 1) returning position");
        var broken = await Briefings.Run("verify-log");
        Assert.Equal(1, broken.ExitCode);
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"BROKEN at position {altered}."), broken.Output, StringComparison.Ordinal);

        var json = await Briefings.Run("verify-log", "--json");
        Assert.Equal((1, altered), (json.ExitCode, JsonDocument.Parse(json.Lines.Single()).RootElement.GetProperty("firstBroken").GetInt64()));
    }

    [Fact(Timeout = 120_000)]
    public async Task Verify_log_names_the_position_at_which_an_event_was_removed()
    {
        await Briefings.Run("ingest", BriefingsProcess.Seeds);
        Assert.Equal(0, (await Briefings.Run("verify-log")).ExitCode);
        var removed = await Alter("delete from briefings.events where position = (select position from briefings.events order by position offset 2 limit 1) returning position");
        var broken = await Briefings.Run("verify-log", "--json");
        Assert.Equal((1, removed + 1), (broken.ExitCode, JsonDocument.Parse(broken.Lines.Single()).RootElement.GetProperty("firstBroken").GetInt64()));
    }

    async Task<long> Alter(string sql)
    {
        await using var database = NpgsqlDataSource.Create(PrivateServer.Find(Briefings.Folder)!);
#pragma warning disable CA2100 // The test's own text.
        await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
