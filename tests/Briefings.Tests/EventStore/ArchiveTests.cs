using Briefings.EventStore;
using Briefings.Tests.Databases;
using Npgsql;
using Xunit;

namespace Briefings.Tests.EventStore;

/// <summary>Packing and moving what is no longer written to, while the log is read, appended to and redacted.</summary>
public sealed class ArchiveTests(TestServer server)
{
    const int Old = 4000;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    static int tablespaces;

    /// <summary>A log whose first partition is closed and holds some thousand events.</summary>
    async Task Closed(Func<TestDatabase, TallyProgram, LogArchive, Task> test)
    {
        await using var database = new TestDatabase(server);
        await database.InitializeAsync();
        var program = new TallyProgram(database, new());
        await program.Log.Import(Enumerable.Range(0, Old / 4).Select(n => new StreamAppend($"r{n % 10}-{n}", 0, Sample.Notes(4))).ToAsyncEnumerable(), Cancellation);
        await database.Execute("select setval('briefings.event_positions', 50000000, false)");
        await program.Log.Append("later-1", 0, Sample.Notes(3), cancellation: Cancellation);
        await program.Projector.CatchUp(Cancellation);
        await program.Log.ChainHead(await program.Log.Settle(Cancellation), Cancellation);
        await test(database, program, new(database.Source, program.Log));
    }

    /// <summary>The same, with a tablespace of its own; it must be empty again at the end.</summary>
    async Task WithTablespace(Func<TestDatabase, TallyProgram, LogArchive, string, Task> test)
    {
        var name = $"archive_{Environment.ProcessId}_{Interlocked.Increment(ref tablespaces)}";
        NpgsqlDataSource? maintenance = null;
        await Closed(async (database, program, archive) =>
        {
            maintenance = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "postgres" });
            await Make(maintenance, name);
            await test(database, program, archive, name);
        });
        if (maintenance is null)
            return;
        await using (maintenance)
        await using (var drop = maintenance.CreateCommand($"drop tablespace {name}"))
            await drop.ExecuteNonQueryAsync(Cancellation);
    }

    static async Task Make(NpgsqlDataSource maintenance, string name)
    {
        try
        {
            await using var connection = await maintenance.OpenConnectionAsync(Cancellation);
            await using (var allow = new NpgsqlCommand("set allow_in_place_tablespaces = on", connection))
                await allow.ExecuteNonQueryAsync(Cancellation);
#pragma warning disable CA2100 // The name is made above.
            await using var make = new NpgsqlCommand($"create tablespace {name} location ''", connection);
#pragma warning restore CA2100
            await make.ExecuteNonQueryAsync(Cancellation);
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.UndefinedObject)
        {
            Assert.Skip("Tablespaces cannot be made here: " + refused.MessageText);
        }
    }

    static async Task<List<(long, string, long, Guid, string)>> Everything(TallyProgram program) =>
        [.. (await program.Log.All()).Select(e => (e.Position, e.Stream, e.Version, e.Id, e.Text()))];

    static async Task<T> One<T>(TestDatabase database, string sql)
    {
        await using var command = database.Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    [Fact]
    public Task Partitions_are_told_with_what_they_hold_and_take() => Closed(async (_, _, archive) =>
    {
        var partitions = await archive.Partitions(Cancellation);
        Assert.Equal([("events_0", 0, PartitionState.Closed), ("events_1", 50_000_000, PartitionState.Open)], partitions.Select(p => (p.Name, p.First, p.State)));
        Assert.All(partitions, p => Assert.True(p is { RowBytes: > 0, IndexBytes: > 0, FirstRecordedAt: not null, LastRecordedAt: not null, Tablespace: "pg_default", Archiving: null }));
    });

    [Fact]
    public Task Packing_makes_a_closed_partition_smaller_and_changes_nothing_in_the_log() => Closed(async (database, program, archive) =>
    {
        var (before, all) = ((await archive.Partitions(Cancellation))[0], await Everything(program));
        var packed = Assert.Single(await archive.Pack([], null, "ana", "the year is over", cancellation: Cancellation));

        Assert.Equal(("events_0", PartitionState.Archived, Old, "ana", "the year is over", "pg_default"), (packed.Name, packed.State, packed.EventsEstimate, packed.Archiving?.By, packed.Archiving?.Reason, packed.Archiving?.Tablespace));
        Assert.True(packed.IndexBytes < 0.9 * before.IndexBytes, $"{before.IndexBytes} to {packed.IndexBytes}");
        Assert.Equal((before.RowBytes + before.IndexBytes, packed.RowBytes + packed.IndexBytes), (packed.Archiving!.BytesBefore, packed.Archiving.BytesAfter));
        await IsWhole(program, all);
        Assert.Empty(await archive.Pack([], null, "ana", "again", cancellation: Cancellation));
    });

    static async Task IsWhole(TallyProgram program, List<(long, string, long, Guid, string)> all)
    {
        Assert.Equal(all, await Everything(program));
        Assert.True((await program.Log.VerifyChain(Cancellation)).Matches);
        Assert.Null(await program.Log.FirstBrokenStream(Cancellation));
        Assert.True((await program.Projector.Verify("tallies", cancellation: Cancellation)).Matches);
    }

    [Fact]
    public Task What_is_open_or_unknown_is_refused() => WithTablespace(async (_, _, archive, _) =>
    {
        foreach (var (names, tablespace, expected) in ((string[], string?, string)[])[(["events_1"], null, "still written to"), (["events_7"], null, "There are: events_0, events_1."), ([], "nowhere", "There are: ")])
        {
            var refused = await Assert.ThrowsAsync<ArchiveRefusedException>(() => archive.Pack(names, tablespace, "ana", "try", cancellation: Cancellation));
            Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        }
    });

    [Fact]
    public Task A_partition_that_was_moved_is_read_redacted_and_guarded_as_before() => WithTablespace(async (database, program, archive, tablespace) =>
    {
        var (before, all) = ((await archive.Partitions(Cancellation))[0], await Everything(program));
        var moved = Assert.Single(await archive.Pack(["events_0"], tablespace, "ana", "slower disk", cancellation: Cancellation));

        Assert.Equal((tablespace, PartitionState.Archived, tablespace), (moved.Tablespace, moved.State, moved.Archiving?.Tablespace));
        Assert.True(moved.IndexBytes < before.IndexBytes);
        Assert.Equal(3L, await One<long>(database, $"select count(*) from pg_indexes where tablename = 'events_0' and tablespace = '{tablespace}'"));
        Assert.Equal(0L, await One<long>(database, "select count(*) from pg_class where relname like 'events\\_0\\_moved%'"));
        await IsWhole(program, all);

        var old = await program.Log.ReadStream("r3-3", cancellation: Cancellation).ToListAsync(Cancellation);
        await Assert.ThrowsAsync<DuplicateEventException>(() => program.Log.Append("double", 0, [new NewEvent(old[0].Id, old[0].Body)], cancellation: Cancellation));
        Assert.Single(await program.Log.Redact([old[1].Id], "a court", "ana", Cancellation));
        Assert.True((await program.Log.Find(old[1].Id, Cancellation))!.IsRedacted);
        Assert.True((await program.Log.VerifyChain(Cancellation)).Matches);

        Assert.Empty(await archive.Pack([], tablespace, "ana", "again", cancellation: Cancellation));
        var back = Assert.Single(await archive.Pack([], "pg_default", "ana", "back", cancellation: Cancellation));
        Assert.Equal(("pg_default", "back"), (back.Tablespace, back.Archiving?.Reason));
        Assert.Equal(2L, await One<long>(database, "select count(*) from briefings.archived_partitions"));
    });

    [Fact(Timeout = 120_000)]
    public Task While_a_move_waits_for_a_reader_appends_go_on_and_redactions_wait() => WithTablespace(async (database, program, archive, tablespace) =>
    {
        var secret = (await program.Log.ReadStream("r3-3", cancellation: Cancellation).ToListAsync(Cancellation))[1];
        await using var reader = await database.Source.OpenConnectionAsync(Cancellation);
        await using var reading = await reader.BeginTransactionAsync(Cancellation);
        await using (var read = new NpgsqlCommand("select count(*) from briefings.events", reader))
            await read.ExecuteScalarAsync(Cancellation);

        var moving = archive.Pack([], tablespace, "ana", "slower disk", cancellation: Cancellation);
        await database.Until("select exists (select from pg_locks where locktype = 'advisory' and objid = x'42520008'::bigint and mode = 'ExclusiveLock' and database = (select oid from pg_database where datname = current_database()))");
        var redacting = program.Log.Redact([secret.Id], "a court", "ben", Cancellation);
        await database.Until("select exists (select from pg_locks where locktype = 'advisory' and objid = x'42520008'::bigint and not granted and database = (select oid from pg_database where datname = current_database()))");
        await program.Log.Append("meanwhile-1", 0, Sample.Notes(5), cancellation: Cancellation);
        Assert.Equal(Old + 8, await program.Log.ReadAll(cancellation: Cancellation).CountAsync(Cancellation));
        Assert.Equal((false, false), (moving.IsCompleted, redacting.IsCompleted));
        await Assert.ThrowsAsync<ArchiveRefusedException>(() => archive.Pack([], null, "cid", "too", cancellation: Cancellation));

        await reading.CommitAsync(Cancellation);
        Assert.Equal(tablespace, Assert.Single(await moving).Tablespace);
        Assert.Single(await redacting);
        Assert.True((await program.Log.VerifyChain(Cancellation)).Matches);
    });

    // Whoever packs is the one with a query on the partition under way.
    // language=sql
    const string EndPacking = """
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and pid in (
            select pid from pg_locks where relation = 'briefings.events_0'::regclass and mode in ('ShareRowExclusiveLock', 'ShareUpdateExclusiveLock'))
        """;

    [Theory(Timeout = 120_000)]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_packing_that_is_ended_in_the_middle_has_changed_nothing_and_is_done_again(bool isMove) => WithTablespace(async (database, program, archive, tablespace) =>
    {
        var all = await Everything(program);
        await using var reader = await database.Source.OpenConnectionAsync(Cancellation);
        await using var reading = await reader.BeginTransactionAsync(Cancellation);
        await using (var read = new NpgsqlCommand("select count(*) from briefings.events", reader))
            await read.ExecuteScalarAsync(Cancellation);

        var packing = archive.Pack([], isMove ? tablespace : null, "ana", "first", cancellation: Cancellation);
        await database.Until(isMove
            ? "select exists (select from pg_locks where relation = 'briefings.events_0'::regclass and mode = 'ShareRowExclusiveLock' and granted)"
            : "select exists (select from pg_index where indrelid = 'briefings.events_0'::regclass and not indisvalid)");
        while (!packing.IsCompleted)
            await database.Execute(EndPacking);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => packing);
        await reading.CommitAsync(Cancellation);

        Assert.Equal(PartitionState.Closed, (await archive.Partitions(Cancellation))[0].State);
        await IsWhole(program, all);
        Assert.Equal(PartitionState.Archived, Assert.Single(await archive.Pack([], isMove ? tablespace : null, "ana", "second", cancellation: Cancellation)).State);
        Assert.Equal(0L, await One<long>(database, "select count(*) from pg_index where indrelid = 'briefings.events_0'::regclass and not indisvalid"));
        Assert.Equal(3L, await One<long>(database, "select count(*) from pg_index where indrelid = 'briefings.events_0'::regclass"));
        await IsWhole(program, all);
    });
}
