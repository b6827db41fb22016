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

    // language=sql
    const string Beginning = """
        create schema briefings;
        create table briefings.migrations (
            script_set text collate "C" not null, name text collate "C" not null, digest bytea not null, applied_at timestamptz not null default now(),
            constraint script_is_applied_once primary key (script_set, name));
        """;

    static async Task ApplyUpTo(NpgsqlDataSource source, string before)
    {
        await Execute(source, Beginning);
        foreach (var script in ScriptSet.EventStore.Scripts().Where(s => string.CompareOrdinal(s.Name, before) < 0))
        {
            await Execute(source, script.Sql);
            await using var record = source.CreateCommand("insert into briefings.migrations (script_set, name, digest) values ($1, $2, $3)");
            foreach (var value in (object[])[script.Set, script.Name, script.Digest])
                record.Parameters.Add(new() { Value = value });
            await record.ExecuteNonQueryAsync(Cancellation);
        }

        await Execute(source, "select briefings.log_epoch()");
    }

    [Theory]
    [InlineData(0, 1, "events_0 from 0 to 50000000")]
    [InlineData(3, 1, "events_0 from 0 to 50000000")]
    [InlineData(3, 120_000_000, "events_0 from 0 to 150000000")]
    [InlineData(3, 149_999_999, "events_0 from 0 to 150000000, events_3 from 150000000 to 200000000")]
    [InlineData(3, 1_000_000_001, "events_0 from 0 to 1050000000")]
    public Task A_log_with_events_becomes_the_first_partition(int events, long last, string partitions) => Empty(async source =>
    {
        await ApplyUpTo(source, "026");
        var log = Sample.Log(source);
        var notes = Sample.Notes(events);
        for (var n = 0; n < events; n++)
        {
            if (n == events - 1 && last > 1)
                await Execute(source, $"select setval('briefings.event_positions', {last}, false)");
            await log.Append($"old-{n}", 0, [notes[n]], cancellation: Cancellation);
        }

        var before = (await log.All()).Select(e => (e.Position, e.Stream, e.Id)).ToList();
        Assert.True(await Migrations.Apply(source, cancellation: Cancellation) > 0);

        var after = Sample.Log(source);
        Assert.Equal(before, (await after.All()).Select(e => (e.Position, e.Stream, e.Id)));
        await using var read = source.CreateCommand("select string_agg(format('%s from %s to %s', name, first, bound), ', ' order by first) from briefings.log_partitions");
        Assert.Equal(partitions, await read.ExecuteScalarAsync(Cancellation));
        Assert.Equal(events + 5, (await after.Append("new", 0, Sample.Notes(5), cancellation: Cancellation)).Version + events);
        Assert.Equal(events + 5, (await after.All()).Count);
        if (events > 0)
            await Assert.ThrowsAsync<DuplicateEventException>(() => after.Append("again", 0, [notes[^1]], cancellation: Cancellation));
    });
}
