using Briefings.EventStore;
using Briefings.Tests.Databases;
using Npgsql;
using Xunit;

namespace Briefings.Tests.EventStore;

public sealed class ShardTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A program with four shards, and connections that bear the name of its node.</summary>
    sealed class Program : IAsyncDisposable
    {
        readonly NpgsqlDataSource source;
        readonly CancellationTokenSource running = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        readonly Task run;

        public Program(TestDatabase database, string prefix)
        {
            source = NpgsqlDataSource.Create(ConnectionSettings.Complete(database.ConnectionString, Node));
            Registry = new(Enumerable.Range(1, 4).Select(n => new Tallies($"{prefix}{n}")));
            Log = Sample.Log(source);
            Projector = new(source, Log, Registry, Sample.Json, null, Node);
            run = Projector.Run(running.Token);
        }

        public NodeIdentity Node { get; } = NodeIdentity.New();

        public ProjectionRegistry Registry { get; }

        public EventLog Log { get; }

        public Projector Projector { get; }

        public async Task Stop()
        {
            await running.CancelAsync();
            await run;
        }

        public async ValueTask DisposeAsync()
        {
            await Stop();
            running.Dispose();
            await source.DisposeAsync();
        }
    }

    Task UntilShards(string prefix, NodeIdentity node, int count) => database.Until(
        FormattableString.Invariant($"select count(*) = {count} from briefings.shards where starts_with(shard, '{prefix}') and node = {node.Id}"));

    [Fact(Timeout = 120_000)]
    public async Task Shards_are_spread_evenly_and_taken_over_when_a_node_leaves()
    {
        await using var first = new Program(database, "spread");
        await UntilShards("spread", first.Node, 4);
        await using var second = new Program(database, "spread");
        await UntilShards("spread", second.Node, 2);
        await UntilShards("spread", first.Node, 2);

        await first.Stop();
        await UntilShards("spread", second.Node, 4);
        Assert.All(await second.Projector.Status(Cancellation), s => Assert.EndsWith($":{Environment.ProcessId}", s.Holder?.Node, StringComparison.Ordinal));

        await second.Stop();
        Assert.All(await second.Projector.Status(Cancellation), s => Assert.Null(s.Holder));
    }

    [Fact(Timeout = 120_000)]
    public async Task Node_that_was_silent_for_too_long_loses_its_sessions_and_shards()
    {
        await using var frozen = NpgsqlDataSource.Create(ConnectionSettings.Complete(database.ConnectionString, Lazy));
        await using var session = await NodeSession.Open(frozen, Lazy, Cancellation);
        var lease = Assert.Single(await session.Beat(["silent1_v1"])).Lease;
        await using var held = await frozen.OpenConnectionAsync(Cancellation);
        await using var inTransaction = await held.BeginTransactionAsync(Cancellation);
        await using (var hold = new NpgsqlBatch(held) { BatchCommands = { lease.Held() } })
            Assert.Equal(1, await hold.ExecuteScalarAsync(Cancellation));

        await database.Execute(FormattableString.Invariant($"update briefings.nodes set seen_at = seen_at - interval '1 minute' where id = {Lazy.Id}"));
        await using var other = new Program(database, "silent");
        await UntilShards("silent", other.Node, 4);

        Assert.True(await Epoch("silent1_v1") > lease.Epoch);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => inTransaction.CommitAsync(Cancellation));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => session.Beat(["silent1_v1"]));
    }

    static readonly NodeIdentity Lazy = NodeIdentity.New();

    [Fact(Timeout = 120_000)]
    public async Task Step_of_a_node_whose_shard_was_given_away_is_refused()
    {
        var tallies = new Tallies("fenced");
        var program = new TallyProgram(database, tallies);
        await program.Note("f1-a", 1);
        await program.Projector.CatchUp(Cancellation);
        var node = NodeIdentity.New();
        await using var session = await NodeSession.Open(database.Source, node, Cancellation);
        var lease = Assert.Single(await session.Beat(["fenced_v1"])).Lease;
        var step = new ProjectionStep(database.Source, program.Log, Sample.Json);

        await program.Note("f1-b", 2);
        await step.Next(new(tallies, Slot.Live), await program.Log.Settle(Cancellation), lease, Cancellation);
        Assert.Equal("f1=3", await program.Sums("f1"));

        await program.Note("f1-c", 4);
        await database.Execute("update briefings.shards set epoch = epoch + 1 where shard = 'fenced_v1'");
        var target = await program.Log.Settle(Cancellation);
        await Assert.ThrowsAsync<ShardLostException>(() => step.Next(new(tallies, Slot.Live), target, lease, Cancellation));
        Assert.Equal("f1=3", await program.Sums("f1"));

        await program.Projector.CatchUp(Cancellation);
        Assert.Equal("f1=7", await program.Sums("f1"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Command_catches_up_by_itself_beside_nodes_and_nothing_is_applied_twice()
    {
        await using var first = new Program(database, "beside");
        await using var second = new Program(database, "beside");
        var command = new Projector(database.Source, first.Log, first.Registry, Sample.Json);
        for (var round = 1; round <= 20; round++)
        {
            await first.Log.Append($"b{round}-a", 0, Sample.Notes(5), cancellation: Cancellation);
            await command.CatchUp(Cancellation);
            Assert.All(await command.Status(Cancellation), s => Assert.Equal(0, s.Lag));
        }

        foreach (var projection in first.Registry.All)
            Assert.True((await command.Verify(projection.Name, cancellation: Cancellation)).Matches);
    }

    async Task<long> Epoch(string shard)
    {
        await using var command = database.Source.CreateCommand("select epoch from briefings.shards where shard = $1");
        command.Parameters.Add(new() { Value = shard });
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
