using System.Globalization;
using Briefings.EventStore;
using Briefings.EventStore.PrivatePostgres;
using Npgsql;
using Xunit;

namespace Briefings.Tests.EventStore;

/// <summary>
/// Many writers and readers on a server of their own whose backends are ended and which is restarted under them.
/// BRIEFINGS_ORDER_EVENTS=100000 runs the full size; BRIEFINGS_ORDER_SEED repeats a run.
/// </summary>
public sealed class OrderUnderFireTests : IAsyncLifetime
{
    const int Writers = 32, Pagers = 2, Followers = 2;

    readonly string folder = Directory.CreateTempSubdirectory("briefings-order-").FullName;
    NpgsqlDataSource? database;
    NpgsqlDataSource? strangers;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;

    public async ValueTask InitializeAsync()
    {
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(await PrivateServer.Start(folder, cancellation: CancellationToken.None))
            {
                MaxPoolSize = 80, Timeout = 60, MaxAutoPrepare = 20,
            };
            strangers = NpgsqlDataSource.Create(connection.ConnectionString);
            await using (var create = strangers.CreateCommand("create database fire"))
                await create.ExecuteNonQueryAsync(CancellationToken.None);
            connection.Database = "fire";
            database = NpgsqlDataSource.Create(connection.ConnectionString);
            await Migrations.Apply(database, [], CancellationToken.None);
        }
        catch (PrivateServerException missing) when (Environment.GetEnvironmentVariable("CI") is not "true")
        {
            Assert.Skip("No PostgreSQL: " + missing.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (database is not null)
            await database.DisposeAsync();
        if (strangers is not null)
            await strangers.DisposeAsync();
        await PrivateServer.Stop(folder, CancellationToken.None);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Every_reader_sees_one_order_without_holes_through_rollbacks_kills_restarts_and_strangers()
    {
        var seed = Number("BRIEFINGS_ORDER_SEED") ?? Random.Shared.Next();
        var events = Number("BRIEFINGS_ORDER_EVENTS") ?? 3_000;
        var restarts = events >= 100_000 ? 8 : 2;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {events} events"));
        await Sample.Log(database!).Append("first-0", 0, Sample.Notes(1), cancellation: Cancellation);

        using var writing = new CancellationTokenSource();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var written = 0;
        var acknowledged = new HashSet<Guid>();
        Task<List<Seen>>[] paging = [.. Enumerable.Range(0, Pagers).Select(_ => Task.Run(() => Read(writing.Token), Cancellation))];
        Follower[] followers = [.. Enumerable.Range(0, Followers).Select(_ => new Follower(Sample.Log(database!)))];
        Task[] around = [Task.Run(() => Stranger(database!, ending.Token), Cancellation), Task.Run(() => Stranger(strangers!, ending.Token), Cancellation)];
        var work = Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(() => Write(w, new Random(seed + w)), Cancellation)));
        var fire = Task.Run(() => Fire(new Random(seed), () => (double)Volatile.Read(ref written) / events, restarts, work), Cancellation);
        await work;
        await fire;
        await writing.CancelAsync();
        var pages = await Task.WhenAll(paging);
        await ending.CancelAsync();
        await Task.WhenAll(around);

        var committed = await Committed();
        Assert.All(pages, order => Assert.Equal(committed, order));
        foreach (var follower in followers)
            Assert.Equal(committed, await follower.UpTo(committed[^1].Position));
        Assert.Equal(committed.Count, committed.DistinctBy(s => s.Id).Count());
        Assert.Subset(committed.Select(s => s.Id).ToHashSet(), acknowledged);
        Assert.True(acknowledged.Count >= events);
        Assert.Equal(0L, await Ask("select count(*) from (select from briefings.events group by stream_id having count(*) <> max(version) or count(distinct version) <> count(*)) torn"));
        Assert.Equal(restarts, fires);

        async Task Write(int writer, Random random)
        {
            var log = Sample.Log(database!);
            for (var round = 0; Volatile.Read(ref written) < events; round++)
            {
                var stream = string.Create(CultureInfo.InvariantCulture, $"writer{writer}-{round}");
                if (random.Next(10) == 0)
                    await RollBack(stream);
                var notes = Sample.Notes(1 + random.Next(5));
                await (writer % 8 == 0 ? Import(log, stream, notes) : Append(log, stream, notes));
                Interlocked.Add(ref written, notes.Length);
                lock (acknowledged)
                    acknowledged.UnionWith(notes.Select(n => n.Id));
            }
        }
    }

    /// <summary>As a client does: again with the same ids until the log has answered.</summary>
    static async Task Append(EventLog log, string stream, NewEvent[] notes)
    {
        while (true)
        {
            try
            {
                await log.Append(stream, ExpectedVersion.NoStream, notes, cancellation: Cancellation);
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(50, Cancellation);
            }
        }
    }

    /// <summary>The same by COPY.</summary>
    static async Task Import(EventLog log, string stream, NewEvent[] notes)
    {
        while (true)
        {
            try
            {
                await log.Import(new[] { new StreamAppend(stream, ExpectedVersion.NoStream, notes) }.ToAsyncEnumerable(), Cancellation);
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(50, Cancellation);
            }
        }
    }

    async Task RollBack(string stream)
    {
        try
        {
            await using var held = await HeldAppend.Begin(database!, stream + "-gone");
            await held.Rollback();
        }
        catch (Exception ended) when (ended is NpgsqlException or InvalidOperationException)
        {
            // Ended by the fire: it is gone as well.
        }
    }

    /// <summary>Reads behind the high-water mark until the writers are done, and then to the end.</summary>
    async Task<List<Seen>> Read(CancellationToken writing)
    {
        var log = Sample.Log(database!);
        var order = new List<Seen>();
        var after = 0L;
        while (true)
        {
            var isLast = writing.IsCancellationRequested;
            try
            {
                var mark = isLast ? await log.Settle(Cancellation) : await log.HighWaterMark(Cancellation);
                await foreach (var recorded in log.ReadSettled(after, mark, null, Cancellation))
                {
                    order.Add(new(recorded.Position, recorded.Id));
                    after = recorded.Position;
                }

                after = Math.Max(after, mark);
                if (isLast)
                    return order;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(50, Cancellation);
            }
        }
    }

    /// <summary>Somebody else's transaction, open for as long as the server lets it.</summary>
    static async Task Stranger(NpgsqlDataSource source, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellation);
                await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
                await using var hold = new NpgsqlCommand("select txid_current(), pg_advisory_xact_lock_shared(1), pg_sleep(3600)", connection);
                hold.CommandTimeout = 0;
                await hold.ExecuteNonQueryAsync(cancellation);
            }
            catch (Exception ended) when (ended is NpgsqlException or OperationCanceledException)
            {
                // By the fire, or at the end of the test.
                await Task.Delay(50, Cancellation);
            }
        }
    }

    // language=sql
    const string EndSome = """
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = 'fire' and pid <> pg_backend_pid() and application_name = '' and query not like '%pg_sleep%'
        order by random() limit 3
        """;

    int fires;

    /// <summary>Ends backends now and then, and kills the server and stops it by turns, spread over the work.</summary>
    async Task Fire(Random random, Func<double> done, int restarts, Task work)
    {
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(100 + random.Next(200), Cancellation));
            if (fires < restarts && done() > (fires + 1.0) / (restarts + 1))
            {
                if (fires++ % 2 == 0)
                    await KillServer();
                else
                    await PrivateServer.Stop(folder, Cancellation);
                await PrivateServer.Start(folder, cancellation: Cancellation);
            }

            try
            {
                await using var end = database!.CreateCommand(EndSome);
                await end.ExecuteNonQueryAsync(Cancellation);
            }
            catch (NpgsqlException)
            {
                // The pool may hand out a connection that the restart has ended.
            }
        }
    }

    async Task<List<Seen>> Committed()
    {
        var committed = new List<Seen>();
        await using var command = database!.CreateCommand("select position, id from briefings.events order by position");
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation))
            committed.Add(new(reader.GetInt64(0), reader.GetGuid(1)));
        return committed;
    }

    async Task<object?> Ask(string sql)
    {
#pragma warning disable CA2100 // The test's own text.
        await using var command = database!.CreateCommand(sql);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(Cancellation);
    }

    /// <summary>An event as a reader saw it.</summary>
    sealed record Seen(long Position, Guid Id);

    /// <summary>A subscription that is never begun anew, whatever happens to the server.</summary>
    sealed class Follower
    {
        readonly CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        readonly List<Seen> order = [];
        readonly Task following;
        long last;

        public Follower(EventLog log) => following = Task.Run(() => Follow(log), Cancellation);

        async Task Follow(EventLog log)
        {
            await foreach (var recorded in log.Follow(0, cancellation: ending.Token))
            {
                order.Add(new(recorded.Position, recorded.Id));
                Volatile.Write(ref last, recorded.Position);
            }
        }

        /// <summary>What it has seen once it has come to a position.</summary>
        public async Task<List<Seen>> UpTo(long position)
        {
            while (Volatile.Read(ref last) < position && !following.IsCompleted)
                await Task.Delay(20, Cancellation);
            await ending.CancelAsync();
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ending.Dispose();
            return order;
        }
    }

    async Task KillServer()
    {
        var pidFile = Directory.GetFiles(folder, "postmaster.pid", SearchOption.AllDirectories).Single();
        using var server = System.Diagnostics.Process.GetProcessById(int.Parse((await File.ReadAllLinesAsync(pidFile, Cancellation))[0], CultureInfo.InvariantCulture));
        server.Kill();
        await server.WaitForExitAsync(Cancellation);
    }
}
