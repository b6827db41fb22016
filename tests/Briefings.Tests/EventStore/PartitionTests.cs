using Briefings.EventStore;
using Briefings.Tests.Databases;
using Npgsql;
using Xunit;

namespace Briefings.Tests.EventStore;

/// <summary>A log that passes from one partition into the next: the same promises as before, and nobody is refused.</summary>
public sealed class PartitionTests(TestServer server)
{
    const long Bound = 50_000_000;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A log with a note below the bound whose next position is some way before it.</summary>
    async Task Before(long bound, int places, Func<TestDatabase, EventLog, Task> test)
    {
        await using var database = new TestDatabase(server);
        await database.InitializeAsync();
        var log = Sample.Log(database.Source);
        await log.Append("first", 0, Sample.Notes(1), cancellation: Cancellation);
        await Jump(database, bound - places);
        await test(database, log);
    }

    static Task Jump(TestDatabase database, long next) => database.Execute($"select setval('briefings.event_positions', {next - 1})");

    static Task<string[]> Partitions(TestDatabase database) => Partitions(database.Source);

    static async Task<string[]> Partitions(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("select array_agg(format('%s from %s to %s', name, first, bound) order by first) from briefings.log_partitions");
        return (string[])(await command.ExecuteScalarAsync(Cancellation))!;
    }

    [Fact(Timeout = 120_000)]
    public Task Order_has_no_holes_over_a_bound_under_writers_and_rollbacks() => Before(Bound, 300, async (database, log) =>
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var followed = new List<long>();
        var written = 0;
        var follower = Task.Run(
            async () =>
            {
                await foreach (var recorded in log.Follow(0, cancellation: done.Token))
                {
                    followed.Add(recorded.Position);
                    if (recorded.Stream is "last")
                        return;
                }
            },
            done.Token);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async writer =>
        {
            for (var n = 0; n < 25; n++)
            {
                if (n % 5 == 4)
                {
                    await using var held = await Held(log, database, $"rolled-back-{writer}-{n}");
                    await held.Rollback();
                }

                await log.Append($"writer-{writer}", n * 4, Sample.Notes(4), cancellation: Cancellation);
                Interlocked.Add(ref written, 4);
            }
        }));
        await log.Append("last", 0, Sample.Notes(1), cancellation: Cancellation);
        await follower;

        var read = (await log.All()).Select(e => e.Position).ToList();
        Assert.Equal(read, followed);
        Assert.Equal(written + 2, read.Count);
        Assert.Equal(read.Order().Distinct(), read);
        Assert.Contains(read, p => p is > 2 and < Bound);
        Assert.Contains(read, p => p >= Bound);
        Assert.Null(await log.FirstBrokenStream(Cancellation));
        Assert.Equal(["events_0 from 0 to 50000000", "events_1 from 50000000 to 100000000"], await Partitions(database));
    });

    // A hand-made append is not tried again, so it begins where the log gets a partition first.
    static async Task<HeldAppend> Held(EventLog log, TestDatabase database, string stream)
    {
        while (true)
        {
            try
            {
                return await HeldAppend.Begin(database.Source, stream);
            }
            catch (PostgresException again) when (again.SqlState is "BR004" or PostgresErrorCodes.CheckViolation)
            {
                await log.MakePartitions(Cancellation);
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_batch_over_a_bound_comes_to_lie_behind_it_as_a_whole(bool isMade) => Before(Bound, 5, async (database, log) =>
    {
        if (isMade)
            await log.MakePartitions(Cancellation);
        var result = await log.Append("over", 0, Sample.Notes(10), cancellation: Cancellation);

        Assert.Equal((10, false), (result.Version, result.AlreadyAppended));
        var positions = await log.ReadStream("over", cancellation: Cancellation).Select(e => e.Position).ToListAsync(Cancellation);
        Assert.Equal(Enumerable.Range(0, 10).Select(n => positions[0] + n), positions);
        Assert.True(positions[0] >= Bound);
        Assert.Equal(2, (await Partitions(database)).Length);
    });

    [Fact(Timeout = 60_000)]
    public Task An_id_of_an_older_partition_is_known_in_its_stream_and_refused_in_another() => Before(Bound, 100, async (database, log) =>
    {
        var old = Sample.Notes(3);
        var recorded = await log.Append("old", 0, old, cancellation: Cancellation);
        foreach (var bound in (long[])[Bound, 2 * Bound])
        {
            await Jump(database, bound + 7);
            await log.Append($"filler-{bound}", 0, Sample.Notes(1), cancellation: Cancellation);
            await database.Until("select bool_and(is_settled) from briefings.log_partitions");

            Assert.Equal(recorded with { AlreadyAppended = true }, await log.Append("old", 0, old, cancellation: Cancellation));
            Assert.Equal(recorded with { AlreadyAppended = true }, await log.Append("old", ExpectedVersion.Any, old, cancellation: Cancellation));
            Assert.Equal(0, await log.Import(new[] { new StreamAppend("old", 0, old) }.ToAsyncEnumerable(), Cancellation));
            foreach (var doubled in (NewEvent[][])[old, [Sample.Note("new"), old[1]]])
            {
                await Assert.ThrowsAsync<DuplicateEventException>(() => log.Append("other", 0, doubled, cancellation: Cancellation));
                await Assert.ThrowsAsync<DuplicateEventException>(() => log.Append([new("other", 0, doubled), new("further", 0, Sample.Notes(1))], Cancellation));
                await Assert.ThrowsAsync<DuplicateEventException>(() => log.Import(new[] { new StreamAppend("other", 0, doubled) }.ToAsyncEnumerable(), Cancellation));
            }
        }

        Assert.Equal(6, (await log.All()).Count);
        Assert.Null(await log.FirstBrokenStream(Cancellation));
    });

    // Two of these would wait for each other.
    [Theory(Timeout = 60_000)]
    [InlineData(Bound - 1)]
    [InlineData(Bound + 1)]
    public Task A_batch_announced_below_a_bound_that_it_reaches_over_is_sent_back_at_once(long first) => Before(Bound, 10, async (database, log) =>
    {
        await log.MakePartitions(Cancellation);
        await using var connections = NpgsqlDataSource.Create(database.ConnectionString);
        await using var other = await connections.OpenConnectionAsync(Cancellation);
        await using var under = await other.BeginTransactionAsync(Cancellation);
        await Plans.Lines(other, "select briefings.lock_lower_bound()::text");
        await using var connection = await connections.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await Plans.Lines(connection, "select briefings.lock_lower_bound()::text");
        await Jump(database, Bound + 2);

        var sentBack = await Assert.ThrowsAsync<PostgresException>(() => Plans.Lines(connection, $"select briefings.look_behind(array[gen_random_uuid()], {first}, {Bound + 1})::text"));
        Assert.Equal("BR004", sentBack.SqlState);
    });

    [Theory(Timeout = 60_000)]
    [InlineData(true, ExpectedVersion.NoStream)]
    [InlineData(true, ExpectedVersion.Any)]
    [InlineData(false, ExpectedVersion.NoStream)]
    public Task Of_two_writers_with_one_id_on_either_side_of_a_bound_one_wins(bool commits, long expected) => Before(Bound, 10, async (database, log) =>
    {
        var twice = Sample.Note("twice");
        await using var below = await HeldAppend.Begin(database.Source, "below", twice.Id);
        Assert.True(below.Position < Bound);
        await Jump(database, Bound);
        await log.MakePartitions(Cancellation);
        var above = log.Append("above", expected, [twice], cancellation: Cancellation);
        await database.Until("select exists (select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep')");
        Assert.False(above.IsCompleted);

        if (commits)
        {
            await below.Commit();
            await Assert.ThrowsAsync<DuplicateEventException>(() => above);
        }
        else
        {
            await below.Rollback();
            Assert.True((await above).Position >= Bound);
        }

        Assert.Single(await log.All(), e => e.Id == twice.Id);
    });

    [Fact]
    public Task Imports_and_appends_of_the_same_events_over_a_bound_record_each_once() => Before(Bound, 2000, async (_, log) =>
    {
        var streams = Enumerable.Range(0, 600).Select(n => new StreamAppend($"both-{n}", 0, Sample.Notes(5))).ToList();
        await Task.WhenAll(
            log.Import(streams.ToAsyncEnumerable(), Cancellation),
            Task.Run(() => Appended(streams), Cancellation),
            Task.Run(() => Appended(streams.AsEnumerable().Reverse()), Cancellation));

        var read = await log.All();
        Assert.Equal(3001, read.Count);
        Assert.Equal(3001, read.Select(e => e.Id).Distinct().Count());
        Assert.Null(await log.FirstBrokenStream(Cancellation));

        async Task Appended(IEnumerable<StreamAppend> all)
        {
            foreach (var some in all.Chunk(7))
                await log.Append(some, Cancellation);
        }
    });

    [Fact]
    public Task A_partition_that_is_missing_is_made_by_whoever_needs_it() => Before(Bound, 10, async (database, log) =>
    {
        await Jump(database, (2 * Bound) + 5);
        Assert.True((await log.Append("needs", 0, Sample.Notes(2), cancellation: Cancellation)).Position > 2 * Bound);
        await Jump(database, (4 * Bound) + 5);
        Assert.Equal(20, await log.Import(Enumerable.Range(0, 10).Select(n => new StreamAppend($"imported-{n}", 0, Sample.Notes(2))).ToAsyncEnumerable(), Cancellation));

        Assert.Equal(["events_0 from 0 to 50000000", "events_2 from 100000000 to 150000000", "events_4 from 200000000 to 250000000"], await Partitions(database));
        Assert.Equal(23, (await log.All()).Count);
    });

    [Fact(Timeout = 60_000)]
    public Task A_partition_is_made_before_its_positions_are_taken() => Before(Bound * 9 / 10, 5, async (database, log) =>
    {
        await log.Append("near", 0, Sample.Notes(10), cancellation: Cancellation);
        await database.Until("select exists (select from briefings.log_partitions where name = 'events_1')");
        Assert.Equal(11, (await log.All()).Count);
    });

    [Fact]
    public Task An_epoch_begins_in_a_partition_of_its_own() => Before(Bound, 10, async (database, log) =>
    {
        await log.Append("before", 0, Sample.Notes(2), cancellation: Cancellation);
        await log.BeginEpoch(cancellation: Cancellation);
        Assert.Equal(["events_0 from 0 to 50000000", "events_20 from 1000000000 to 1050000000"], await Partitions(database));

        Assert.True((await log.Append("after", 0, Sample.Notes(2), cancellation: Cancellation)).Position > 1_000_000_000);
        Assert.Equal(["first", "before", "before", "after", "after"], (await log.All()).Select(e => e.Stream));
    });

    [Fact]
    public Task A_redaction_a_check_and_a_look_at_the_past_reach_over_a_bound() => Before(Bound, 8, async (database, log) =>
    {
        var (secret, said) = (Sample.Note("the witness"), Sample.Notes(2));
        await log.Append("told", 0, [secret, .. said], cancellation: Cancellation);
        var past = await log.HighWaterMark(Cancellation);
        await log.Append("told", 3, Sample.Notes(8), cancellation: Cancellation);
        var chained = await log.Settle(Cancellation);
        var head = await log.ChainHead(chained, Cancellation);

        Assert.Single(await log.Redact([secret.Id], "a court", "ana", Cancellation));
        var verified = await log.VerifyChain(Cancellation);
        Assert.True(verified.Matches);
        Assert.Single(verified.Redacted);
        Assert.Equal(head, (await log.Audit().UpTo(chained, Cancellation)).Head);
        Assert.Equal(past, (await log.LastAt(Bound - 1, Cancellation))?.Position);
        Assert.True(await log.PositionAt(DateTimeOffset.MaxValue, Cancellation) > Bound);
        Assert.Equal(11, await log.ReadStream("told", cancellation: Cancellation).CountAsync(Cancellation));

        await database.Execute($"update briefings.events set recorded_at = recorded_at + interval '1 s' where position = (select min(position) from briefings.events where position >= {Bound})");
        Assert.True((await log.VerifyChain(Cancellation)).FirstBroken >= Bound);
    });

    [Fact]
    public Task The_log_is_read_from_one_partition_after_the_other() => Before(Bound, 8, async (database, log) =>
    {
        foreach (var bound in (long[])[Bound, 2 * Bound, 20 * Bound])
        {
            await Jump(database, bound + 1);
            await log.Append($"filler-{bound}", 0, Sample.Notes(10), cancellation: Cancellation);
        }

        foreach (var sql in (string[])[EventLog.Forward, EventLog.LogPage])
        {
            await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
            await Plans.Lines(connection, "set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set enable_sort = off");
            await Plans.Lines(connection, $"prepare forward as {sql}");
            var plan = await Plans.Lines(connection, $"explain (costs off) execute forward(0, {30 * Bound}{(sql == EventLog.LogPage ? ", 100" : "")})");
            await Plans.Lines(connection, "deallocate forward");
            Assert.Contains("Append", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Merge Append", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
        }
    });
}
