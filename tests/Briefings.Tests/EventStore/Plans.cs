using Npgsql;
using Xunit;

namespace Briefings.Tests.EventStore;

/// <summary>What PostgreSQL says it will do.</summary>
static class Plans
{
    /// <summary>The answer of a statement such as <c>explain</c>, its rows as lines.</summary>
    public static async Task<string> Lines(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // The test's own text.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }
}
