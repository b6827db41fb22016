using Briefings.EventStore;
using Briefings.Tests.Databases;
using Npgsql;
using Xunit;

namespace Briefings.Tests.EventStore;

public sealed class MigrationTests(TestServer server)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    async Task Empty(Func<NpgsqlDataSource, Task> test)
    {
        var name = await server.CreateDatabase(migrated: false);
        await using (var source = NpgsqlDataSource.Create(name))
            await test(source);
        await server.DropDatabase(name);
    }

    static async Task Execute(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    [Fact]
    public Task Apply_brings_an_empty_database_up_and_then_does_nothing() => Empty(async source =>
    {
        Assert.True(await Migrations.Apply(source, cancellation: Cancellation) > 5);
        Assert.Equal(0, await Migrations.Apply(source, cancellation: Cancellation));
        await Sample.Log(source).Append("migrated-1", 0, Sample.Notes(1), cancellation: Cancellation);
    });

    [Fact]
    public Task Apply_by_several_programs_at_once_is_done_by_one() => Empty(async source =>
    {
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrations.Apply(source, cancellation: Cancellation)));
        Assert.Single(applied, count => count > 0);
    });

    [Fact]
    public Task Apply_refuses_a_database_that_is_newer() => Empty(async source =>
    {
        await Migrations.Apply(source, cancellation: Cancellation);
        await Execute(source, "insert into briefings.migrations (script_set, name, digest) values ('event-store', '999-later.sql', '')");

        var refused = await Assert.ThrowsAsync<MigrationException>(() => Migrations.Apply(source, cancellation: Cancellation));
        Assert.Contains("newer than this program", refused.Message, StringComparison.Ordinal);
    });

    [Fact]
    public Task Apply_refuses_a_script_that_changed() => Empty(async source =>
    {
        await Migrations.Apply(source, cancellation: Cancellation);
        await Execute(source, "update briefings.migrations set digest = '' where name = '004-events.sql'");

        var refused = await Assert.ThrowsAsync<MigrationException>(() => Migrations.Apply(source, cancellation: Cancellation));
        Assert.Contains("event-store/004-events.sql changed", refused.Message, StringComparison.Ordinal);
    });
}
