using Briefings.EventStore.PrivatePostgres;
using Briefings.EventStore;
using Briefings.Tests.Databases;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(TestServer))]

namespace Briefings.Tests.Databases;

/// <summary>
/// One PostgreSQL for the test run, with a template database that is migrated once: the server that
/// BRIEFINGS_TEST_DATABASE names, or else a private one in a folder that is removed at the end.
/// </summary>
public sealed class TestServer : IAsyncLifetime
{
    /// <summary>The schema of every test database: the event store's scripts, then these.</summary>
    static readonly ScriptSet[] FurtherScripts = [BriefingsApplication.Scripts];

    static readonly string Template = $"briefings_test_template_{Environment.ProcessId}";

    string? folder;
    string? server;
    string? absence;
    int databases;

    public async ValueTask InitializeAsync()
    {
        try
        {
            server = Environment.GetEnvironmentVariable("BRIEFINGS_TEST_DATABASE") is { Length: > 0 } named ? named : await StartPrivate();
        }
        catch (PrivateServerException missing) when (Environment.GetEnvironmentVariable("CI") is not "true")
        {
            absence = missing.Message;
            return;
        }

        await Execute(server, $"drop database if exists {Template}");
        await Execute(server, $"create database {Template}");
        await using var template = NpgsqlDataSource.Create(In(server, Template, pooling: false));
        await Migrations.Apply(template, FurtherScripts, CancellationToken.None);
    }

    async Task<string> StartPrivate()
    {
        folder = Directory.CreateTempSubdirectory("briefings-tests-").FullName;
        return await PrivateServer.Start(folder, cancellation: CancellationToken.None);
    }

    /// <summary>Skips the test that asks if there is no PostgreSQL here.</summary>
    public void Require()
    {
        if (absence is not null)
            Assert.Skip("No PostgreSQL: " + absence);
    }

    /// <summary>A database of its own for a test class; without a server the class is skipped.</summary>
    public async Task<string> CreateDatabase(bool migrated = true)
    {
        Require();
        var name = $"briefings_test_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}";
        await Execute(server!, migrated ? $"create database {name} template {Template}" : $"create database {name}");
        if (migrated)
            await Execute(In(server!, name, pooling: false), "select briefings.log_epoch()");
        return In(server!, name, pooling: true);
    }

    /// <summary>A copy of a database as it is now, as a restored backup would be.</summary>
    public async Task<string> CreateDatabase(TestDatabase from)
    {
        from.Source.Clear();
        var name = $"briefings_test_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}";
        await Execute(server!, $"create database {name} template {new NpgsqlConnectionStringBuilder(from.ConnectionString).Database}");
        return In(server!, name, pooling: true);
    }

    public async Task DropDatabase(string connectionString) =>
        await Execute(server!, $"drop database if exists {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");

    static string In(string server, string database, bool pooling) =>
        new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = pooling, IncludeErrorDetail = true, MaxAutoPrepare = 20 }.ConnectionString;

    static readonly SemaphoreSlim OneAtATime = new(1);

    // Two databases cannot be made of one template at the same time.
    static async Task Execute(string server, string sql)
    {
        await OneAtATime.WaitAsync(CancellationToken.None);
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
            await connection.OpenAsync(CancellationToken.None);
#pragma warning disable CA2100 // The names are made above; a database name cannot be a parameter.
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (folder is null)
        {
            if (server is not null)
                await Execute(server, $"drop database if exists {Template}");
            return;
        }

        await PrivateServer.Stop(folder, CancellationToken.None);
        Directory.Delete(folder, recursive: true);
    }
}
