using Briefings.EventStore;
using Briefings.Tests.Databases;
using Npgsql;
using Xunit;

namespace Briefings.Tests.EventStore;

public sealed class OrderTests(TestDatabase database, TestServer server) : IClassFixture<TestDatabase>
{
    readonly EventLog log = Sample.Log(database.Source);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_writer_held_open_holds_readers_back_and_is_not_skipped()
    {
        var start = (await log.Append("held-0", 0, Sample.Notes(1), cancellation: Cancellation)).Position;
        await using var held = await HeldAppend.Begin(database.Source, "held-1");
        await log.Append("held-2", 0, Sample.Notes(1, "later"), cancellation: Cancellation);

        Assert.Equal(start, await log.HighWaterMark(Cancellation));
        Assert.Empty(await log.All(start));

        await held.Commit();
        Assert.Equal("held, later 1", (await log.All(start)).Texts());
    }

    [Fact]
    public async Task A_rolled_back_writer_leaves_a_gap_that_stalls_nobody()
    {
        var start = (await log.Append("gap-0", 0, Sample.Notes(1), cancellation: Cancellation)).Position;
        await using (var held = await HeldAppend.Begin(database.Source, "gap-1"))
            await held.Rollback();
        var later = await log.Append("gap-2", 0, Sample.Notes(1, "later"), cancellation: Cancellation);

        Assert.Equal(later.Position, await log.HighWaterMark(Cancellation));
        Assert.Equal("later 1", (await log.All(start)).Texts());
    }

    [Fact]
    public async Task A_killed_writer_leaves_a_gap_that_stalls_nobody()
    {
        var start = (await log.Append("killed-0", 0, Sample.Notes(1), cancellation: Cancellation)).Position;
        await using var held = await HeldAppend.Begin(database.Source, "killed-1");
        await database.Execute("select pg_terminate_backend(pid, 10000) from pg_stat_activity where state = 'idle in transaction' and datname = current_database()");
        var later = await log.Append("killed-2", 0, Sample.Notes(1, "later"), cancellation: Cancellation);

        Assert.Equal(later.Position, await log.Settle(Cancellation));
        Assert.Equal("later 1", (await log.All(start)).Texts());
    }

    [Fact]
    public async Task Of_two_writers_held_open_the_lower_one_counts()
    {
        var start = (await log.Append("two-0", 0, Sample.Notes(1), cancellation: Cancellation)).Position;
        await using var lower = await HeldAppend.Begin(database.Source, "two-1");
        await using var higher = await HeldAppend.Begin(database.Source, "two-2");

        await higher.Commit();
        Assert.Equal(start, await log.HighWaterMark(Cancellation));
        await lower.Rollback();
        Assert.Equal(higher.Position, await log.HighWaterMark(Cancellation));
        Assert.Equal([higher.Position], (await log.All(start)).Select(e => e.Position));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_strangers_long_transaction_stalls_nobody(bool sameDatabase)
    {
        var other = sameDatabase ? database.ConnectionString : await server.CreateDatabase();
        await using var stranger = NpgsqlDataSource.Create(other);
        await using var connection = await stranger.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, Cancellation);
        await using var write = new NpgsqlCommand("create table long_lived (id integer); select txid_current(), pg_advisory_xact_lock(1)", connection);
        await write.ExecuteNonQueryAsync(Cancellation);

        var appended = await log.Append($"stranger-{sameDatabase}", 0, Sample.Notes(1), cancellation: Cancellation);

        Assert.Equal(appended.Position, await log.HighWaterMark(Cancellation));
        Assert.Equal([appended.Position], (await log.All(appended.Position - 1)).Select(e => e.Position));
        await transaction.RollbackAsync(Cancellation);
        if (!sameDatabase)
            await server.DropDatabase(other);
    }

    [Fact]
    public async Task A_writer_in_another_database_of_the_server_stalls_nobody()
    {
        var other = await server.CreateDatabase();
        await using (var source = NpgsqlDataSource.Create(other))
        {
            await Sample.Log(source).Append("other-0", 0, Sample.Notes(1), cancellation: Cancellation);
            await using var held = await HeldAppend.Begin(source, "other-1");
            var appended = await log.Append("here-1", 0, Sample.Notes(1), cancellation: Cancellation);
            Assert.Equal(appended.Position, await log.HighWaterMark(Cancellation));
        }

        await server.DropDatabase(other);
    }

    [Fact]
    public async Task Readers_among_many_writers_all_see_one_order_without_holes()
    {
        const int writers = 8, rounds = 40;
        var start = await log.Settle(Cancellation);
        using var writing = new CancellationTokenSource();
        Task<List<long>>[] readers = [.. Enumerable.Range(0, 3).Select(_ => Tail())];
        await Task.WhenAll(Enumerable.Range(0, writers).Select(Write));
        await writing.CancelAsync();
        var seen = await Task.WhenAll(readers);

        await using var command = database.Source.CreateCommand("select array_agg(position order by position) from briefings.events where position > $1");
        command.Parameters.Add(new() { Value = start });
        var committed = (long[])(await command.ExecuteScalarAsync(Cancellation))!;
        Assert.Equal(writers * rounds * 3, committed.Length);
        Assert.All(seen, order => Assert.Equal(committed, order));

        async Task Write(int writer)
        {
            for (var round = 0; round < rounds; round++)
            {
                var stream = $"writer{writer}-{round}";
                await log.Append(stream, 0, Sample.Notes(3), cancellation: Cancellation);
                if ((round + writer) % 4 != 0)
                    continue;
                await using var held = await HeldAppend.Begin(database.Source, stream + "-gone");
                await held.Rollback();
            }
        }

        // Pages as small as they come, each from where the last one ended.
        async Task<List<long>> Tail()
        {
            var order = new List<long>();
            var after = start;
            var last = false;
            while (true)
            {
                var mark = last ? await log.Settle(Cancellation) : await log.HighWaterMark(Cancellation);
                order.AddRange((await log.ReadSettled(after, mark, null, Cancellation).ToListAsync(Cancellation)).Select(e => e.Position));
                after = Math.Max(after, mark);
                if (last)
                    return order;
                last = writing.IsCancellationRequested;
            }
        }
    }

    [Fact]
    public async Task Reading_stops_at_the_position_asked_for_and_takes_the_types_asked_for()
    {
        var first = await log.Append("types-1", 0, [Sample.Note("a"), new(Guid.NewGuid(), new CrossedOut("b")), Sample.Note("c")], cancellation: Cancellation);

        var crossed = await log.ReadAll(first.Position - 3, null, ["crossed-out"], Cancellation).ToListAsync(Cancellation);
        Assert.Equal("crossed-out", Assert.Single(crossed).Type);
        var upTo = await log.ReadAll(first.Position - 3, crossed[0].Position, null, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(crossed[0].Position, upTo[^1].Position);
    }
}
