using Briefings.EventStore;
using Briefings.Tests.Databases;
using Npgsql;
using Xunit;

namespace Briefings.Tests.EventStore;

/// <summary>The database ends connections; the log and its followers go on.</summary>
public sealed class TroubleTests(TestDatabase database, TestServer server) : IClassFixture<TestDatabase>
{
    readonly EventLog log = Sample.Log(database.Source);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // language=sql
    const string EndOthers = """
        select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
        """;

    async Task EndEveryConnection()
    {
        await using var stranger = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await stranger.OpenAsync(Cancellation);
        await using var end = new NpgsqlCommand(EndOthers, stranger);
        await end.ExecuteNonQueryAsync(Cancellation);
    }

    [Fact]
    public async Task Follow_goes_on_behind_its_last_event_when_connections_are_lost()
    {
        await using var following = log.Follow(await log.Settle(Cancellation), cancellation: Cancellation).GetAsyncEnumerator(Cancellation);
        await log.Append("lost-1", 0, Sample.Notes(2), cancellation: Cancellation);
        Assert.True(await following.MoveNextAsync());
        Assert.True(await following.MoveNextAsync());
        var next = following.MoveNextAsync();
        await database.UntilSomebodyListens();

        await EndEveryConnection();
        database.Source.Clear();
        await log.Append("lost-1", 2, Sample.Notes(1, "after"), cancellation: Cancellation);

        Assert.True(await next);
        Assert.Equal("after 1", following.Current.Text());
    }

    [Fact]
    public async Task Run_goes_on_when_connections_are_lost()
    {
        var program = new TallyProgram(database, new("enduring"));
        using var running = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var run = program.Projector.Run(running.Token);
        await program.Note("e1-a", 1);
        while (await program.Sums("e1") is not "e1=1")
            await Task.Yield();

        await EndEveryConnection();
        database.Source.Clear();
        await program.Note("e1-a", 2);

        while (await program.Sums("e1") is not "e1=3")
            await Task.Yield();
        await running.CancelAsync();
        await run;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Append_whose_connection_is_lost_finds_out_by_the_ids_what_became_of_it(bool recorded)
    {
        var stream = $"open-{recorded}";
        var note = Sample.Note("held");
        await log.Append("open-0", ExpectedVersion.Any, Sample.Notes(1), cancellation: Cancellation);
        await using var writer = NpgsqlDataSource.Create(database.ConnectionString + ";Application Name=writer");
        await using var outcome = await HeldAppend.Begin(database.Source, stream, note.Id);
        var appending = Sample.Log(writer).Append(stream, ExpectedVersion.NoStream, [note], cancellation: Cancellation);
        await database.Until("select exists (select from pg_stat_activity where application_name = 'writer' and wait_event_type = 'Lock')");

        await database.Execute("select pg_terminate_backend(pid, 10000) from pg_stat_activity where application_name = 'writer'");
        await (recorded ? outcome.Commit() : outcome.Rollback());

        Assert.Equal((1L, recorded), await appending is var appended ? (appended.Version, appended.AlreadyAppended) : default);
        Assert.Single(await log.ReadStream(stream, 0, Cancellation).ToListAsync(Cancellation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Import_whose_connection_is_lost_finds_out_by_the_ids_what_became_of_it(bool recorded)
    {
        var (stream, other) = ($"import-{recorded}", $"import-{recorded}-other");
        var note = Sample.Note("held");
        await log.Append("open-0", ExpectedVersion.Any, Sample.Notes(1), cancellation: Cancellation);
        await using var writer = NpgsqlDataSource.Create(database.ConnectionString + ";Application Name=importer");
        await using var outcome = await HeldAppend.Begin(database.Source, stream, note.Id);
        StreamAppend[] appends = [new(stream, ExpectedVersion.NoStream, [note]), new(other, ExpectedVersion.NoStream, Sample.Notes(2))];
        var importing = Sample.Log(writer).Import(appends.ToAsyncEnumerable(), Cancellation);
        await database.Until("select exists (select from pg_stat_activity where application_name = 'importer' and wait_event_type = 'Lock')");

        await database.Execute("select pg_terminate_backend(pid, 10000) from pg_stat_activity where application_name = 'importer'");
        await (recorded ? outcome.Commit() : outcome.Rollback());

        Assert.Equal(recorded ? 2 : 3, await importing);
        Assert.Single(await log.ReadStream(stream, 0, Cancellation).ToListAsync(Cancellation));
        Assert.Equal(2, await log.ReadStream(other, 0, Cancellation).CountAsync(Cancellation));
    }

    [Fact]
    public async Task Inline_append_whose_connection_is_lost_is_applied_once_with_its_event()
    {
        var program = new TallyProgram(database, new("inline_open", ProjectionMode.Inline));
        await program.Note("inlineopen0-a", 1);
        await using var writer = NpgsqlDataSource.Create(database.ConnectionString + ";Application Name=inliner");
        var note = Sample.Note("once", 4);
        await using var outcome = await HeldAppend.Begin(database.Source, "inlineopen1-a", note.Id);
        var appending = Sample.Log(writer, program.Registry).Append("inlineopen1-a", ExpectedVersion.NoStream, [note], cancellation: Cancellation);
        await database.Until("select exists (select from pg_stat_activity where application_name = 'inliner' and wait_event_type = 'Lock')");

        await database.Execute("select pg_terminate_backend(pid, 10000) from pg_stat_activity where application_name = 'inliner'");
        await outcome.Rollback();

        Assert.False((await appending).AlreadyAppended);
        Assert.True((await program.Log.Append("inlineopen1-a", ExpectedVersion.NoStream, [note], cancellation: Cancellation)).AlreadyAppended);
        Assert.Equal("inlineopen1=4", await program.Sums("inlineopen1"));
        Assert.True((await program.Projector.Verify("inline_open", cancellation: Cancellation)).Matches);
    }

    [Fact]
    public async Task Append_that_cannot_reach_the_database_says_so_at_once()
    {
        var gone = await server.CreateDatabase();
        await server.DropDatabase(gone);
        await using var source = NpgsqlDataSource.Create(gone);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Sample.Log(source).Append("gone-1", 0, Sample.Notes(1), cancellation: Cancellation));
    }
}
