using System.Text.Json.Nodes;
using Briefings.EventStore;
using Briefings.Tests.Databases;
using Xunit;

namespace Briefings.Tests.EventStore;

/// <summary>Programs of different age on one log.</summary>
public sealed class EvolutionTests(TestDatabase database, TestServer server) : IClassFixture<TestDatabase>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [EventType("remarked", 2)]
    [FormerEventType("noted")]
    sealed record Remarked(string Text, int Weight) : IEvent;

    [EventType("shouted")]
    sealed record Shouted(string Text) : IEvent;

    [EventType("whispered")]
    [RetiredEventType("remarked says it.")]
    sealed record Whispered(string Text) : IEvent;

    sealed class FromNoted : IUpcaster
    {
        public string EventType => "remarked";

        public int FromVersion => 1;

        public JsonObject Upcast(JsonObject body) => new() { ["text"] = (string)body["text"]!, ["weight"] = (int)body["amount"]! };
    }

    /// <summary>Counts what every event says, whatever it is called.</summary>
    sealed class Voices(string name, params string[]? types) : KeyedProjection<Tally>
    {
        public override string Name => name;

        public override IReadOnlyCollection<string>? EventTypes => types;

        public override IEnumerable<string> Keys(RecordedEvent recorded) => ["all"];

        public override Tally Evolve(Tally? document, RecordedEvent recorded) => new((document?.Sum ?? 0) + 1, [.. document?.Last ?? [], recorded.Type]);
    }

    static readonly EventCatalog Old = Sample.Catalog;

    static readonly EventCatalog New = EventCatalog.Of(Sample.Json, [typeof(Remarked), typeof(Shouted), typeof(CrossedOut)], [new FromNoted()]);

    static EventLog Log(TestDatabase database, EventCatalog catalog) => new(database.Source, catalog, TimeProvider.System);

    [Fact]
    public async Task A_renamed_event_is_read_under_its_present_name_and_the_chain_under_its_former()
    {
        var (before, after) = (Log(database, Old), Log(database, New));
        var appended = await before.Append("renamed-1", 0, [Sample.Note("a", 3)], cancellation: Cancellation);
        var head = await before.ChainHead(appended.Position, Cancellation);
        await after.Append("renamed-1", 1, [new(Guid.NewGuid(), new Remarked("b", 4))], cancellation: Cancellation);

        var read = await after.ReadStream("renamed-1", 0, Cancellation).ToListAsync(Cancellation);
        Assert.Equal([new Remarked("a", 3), new Remarked("b", 4)], read.Select(e => e.Body));
        Assert.Equal(["remarked", "remarked"], read.Select(e => e.Type));
        Assert.Equal([1, 2], read.Select(e => e.SchemaVersion));
        Assert.Equal(2, await after.ReadAll(appended.Position - 1, appended.Position + 1, ["remarked"], Cancellation).CountAsync(Cancellation));
        Assert.Equal(head, await after.ChainHead(appended.Position, Cancellation));
        Assert.True((await after.VerifyChain(Cancellation)).Matches);
    }

    [Fact]
    public void A_former_name_that_is_somebody_elses_is_refused()
    {
        var refused = Assert.Throws<EventCatalogException>(() => EventCatalog.Of(Sample.Json, [typeof(Noted), typeof(Remarked)], [new FromNoted()]));
        Assert.Contains("\"noted\" is claimed by both", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retired_event_is_read_and_appended_no_more()
    {
        var catalog = EventCatalog.Of(Sample.Json, [typeof(Whispered)]);
        Assert.Equal(new Whispered("a"), catalog.Read("whispered", 1, """{"text":"a"}"""u8));
        var refused = await Assert.ThrowsAsync<EventCatalogException>(() => Log(database, catalog).Append("retired-1", 0, [new(Guid.NewGuid(), new Whispered("a"))], cancellation: Cancellation));
        Assert.Contains("remarked says it.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_projection_waits_before_an_event_that_only_a_newer_program_knows(bool namesItsTypes)
    {
        const string name = "voices";
        string[]? types = namesItsTypes ? ["noted"] : null;
        await using var own = new TestDatabase(server);
        await own.InitializeAsync();
        var (before, after) = (Log(own, Old), Log(own, New));
        var registry = new ProjectionRegistry([new Voices(name, types)]);
        var old = new Projector(own.Source, before, registry, Sample.Json);
        await old.CatchUp(Cancellation);
        await before.Append(name + "-1", 0, [Sample.Note("a")], cancellation: Cancellation);
        var unknown = await after.Append(name + "-2", 0, [new(Guid.NewGuid(), new Shouted("b"))], cancellation: Cancellation);
        var last = await before.Append(name + "-3", 0, [Sample.Note("c")], cancellation: Cancellation);

        await old.CatchUp(Cancellation);
        await old.CatchUp(Cancellation);
        var status = (await old.Status(Cancellation)).Single();
        Assert.Equal(("waiting", unknown.Position - 1, unknown.Position), (status.State, status.Position, status.ErrorPosition));
        Assert.Contains("shouted v1", status.Error, StringComparison.Ordinal);
        await Assert.ThrowsAsync<UnknownEventTypeException>(() => InMemoryDocuments.Fold(before, registry[name], null, Cancellation));

        var newer = new Projector(own.Source, after, new([new Voices(name, namesItsTypes ? ["remarked", "shouted"] : null)]), Sample.Json);
        await newer.CatchUp(Cancellation);
        Assert.Equal(("running", last.Position), ((await newer.Status(Cancellation)).Single().State, (await newer.Status(Cancellation)).Single().Position));
        await old.CatchUp(Cancellation);
        Assert.Equal("running", (await old.Status(Cancellation)).Single().State);
        await Assert.ThrowsAsync<UnknownEventTypeException>(() => old.Rebuild(name, cancellation: Cancellation));
    }

    [Fact]
    public async Task A_node_leaves_a_projection_to_a_newer_one_that_knows_the_next_event()
    {
        const string name = "handed_over";
        await using var own = new TestDatabase(server);
        await own.InitializeAsync();
        var (before, after) = (Log(own, Old), Log(own, New));
        var old = new Projector(own.Source, before, new([new Voices(name, null)]), Sample.Json);
        var newer = new Projector(own.Source, after, new([new Voices(name, null)]), Sample.Json);
        using var running = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var oldRun = old.Run(running.Token);
        var unknown = await after.Append(name + "-1", 0, [new(Guid.NewGuid(), new Shouted("b"))], cancellation: Cancellation);
        while ((await old.Status(Cancellation)).Single() is not { State: "waiting", Holder: not null })
            await Task.Delay(50, Cancellation);

        var newRun = newer.Run(running.Token);
        while ((await newer.Status(Cancellation)).Single().Position < unknown.Position)
            await Task.Delay(50, Cancellation);

        await running.CancelAsync();
        await Task.WhenAll(oldRun, newRun);
    }
}
