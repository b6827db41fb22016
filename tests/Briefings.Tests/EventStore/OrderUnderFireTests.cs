using System.Globalization;
using Briefings.EventStore;
using Briefings.EventStore.PrivatePostgres;
using Npgsql;
using Xunit;

namespace Briefings.Tests.EventStore;

/// <summary>
/// Many writers and readers on a server of their own whose backends are ended and which is restarted under them.
/// BRIEFINGS_ORDER_EVENTS=100000 runs the full size, with 32 writers and 4 readers; BRIEFINGS_ORDER_SEED repeats a run.
/// </summary>
public sealed class OrderUnderFireTests : IAsyncLifetime
{
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
                MaxPoolSize = 60, Timeout = 60, MaxAutoPrepare = 20,
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
        var (writers, readers) = events >= 100_000 ? (32, 4) : (8, 3);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {events} events"));
        await Sample.Log(database!).Append("first-0", 0, Sample.Notes(1), cancellation: Cancellation);

        using var writing = new CancellationTokenSource();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var written = 0;
        var acknowledged = new HashSet<Guid>();
        Task<List<long>>[] following = [.. Enumerable.Range(0, readers).Select(_ => Task.Run(() => Read(writing.Token), Cancellation))];
        Task[] around = [Task.Run(() => Stranger(database!, ending.Token), Cancellation), Task.Run(() => Stranger(strangers!, ending.Token), Cancellation)];
        var work = Task.WhenAll(Enumerable.Range(0, writers).Select(w => Task.Run(() => Write(w, new Random(seed + w)), Cancellation)));
        var fire = Task.Run(() => Fire(new Random(seed), () => (double)Volatile.Read(ref written) / events, work), Cancellation);
        await work;
        await fire;
        await writing.CancelAsync();
        var seen = await Task.WhenAll(following);
        await ending.CancelAsync();
        await Task.WhenAll(around);

        await using var command = database!.CreateCommand("select array_agg(position order by position), array_agg(id order by position) from briefings.events");
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        await reader.ReadAsync(Cancellation);
        var (committed, ids) = (await reader.GetFieldValueAsync<long[]>(0, Cancellation), await reader.GetFieldValueAsync<Guid[]>(1, Cancellation));
        Assert.All(seen, order => Assert.Equal(committed, order));
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Subset(ids.ToHashSet(), acknowledged);
        Assert.True(acknowledged.Count >= events);

        async Task Write(int writer, Random random)
        {
            var log = Sample.Log(database!);
            for (var round = 0; Volatile.Read(ref written) < events; round++)
            {
                var stream = string.Create(CultureInfo.InvariantCulture, $"writer{writer}-{round}");
                if (random.Next(10) == 0)
                    await RollBack(stream);
                var notes = Sample.Notes(1 + random.Next(5));
                await Append(log, stream, notes);
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
    async Task<List<long>> Read(CancellationToken writing)
    {
        var log = Sample.Log(database!);
        var order = new List<long>();
        var after = 0L;
        while (true)
        {
            var isLast = writing.IsCancellationRequested;
            try
            {
                var mark = isLast ? await log.Settle(Cancellation) : await log.HighWaterMark(Cancellation);
                await foreach (var recorded in log.ReadSettled(after, mark, null, Cancellation))
                {
                    order.Add(recorded.Position);
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

    /// <summary>Ends backends now and then, and kills the server at a third and stops it at two thirds of the work.</summary>
    async Task Fire(Random random, Func<double> done, Task work)
    {
        for (var restarts = 0; !work.IsCompleted;)
        {
            await Task.WhenAny(work, Task.Delay(100 + random.Next(200), Cancellation));
            if (restarts < 2 && done() > (restarts + 1) / 3.0)
            {
                restarts++;
                if (restarts == 1)
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

    async Task KillServer()
    {
        var pidFile = Directory.GetFiles(folder, "postmaster.pid", SearchOption.AllDirectories).Single();
        using var server = System.Diagnostics.Process.GetProcessById(int.Parse((await File.ReadAllLinesAsync(pidFile, Cancellation))[0], CultureInfo.InvariantCulture));
        server.Kill();
        await server.WaitForExitAsync(Cancellation);
    }
}
