using Npgsql;
using Xunit;

namespace Briefings.Tests.Databases;

/// <summary>A migrated database of its own for one test class, dropped after it. Use it as a class fixture.</summary>
public sealed class TestDatabase(TestServer server) : IAsyncLifetime
{
    NpgsqlDataSource? source;

    public string ConnectionString { get; private set; } = "";

    public NpgsqlDataSource Source => source ?? throw new InvalidOperationException("The fixture has not been initialised.");

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await server.CreateDatabase();
        source = NpgsqlDataSource.Create(ConnectionString);
    }

    /// <summary>Runs SQL that is no part of the program, as a stranger would.</summary>
    public async Task Execute(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (source is null)
            return;
        await source.DisposeAsync();
        await server.DropDatabase(ConnectionString);
    }
}
