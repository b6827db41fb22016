using Briefings.EventStore;
using Briefings.Tests.Databases;
using Xunit;

namespace Briefings.Tests.EventStore;

public sealed class ProjectionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    TallyProgram Program(string name, Tallies? tallies = null) => new(database, tallies ?? new Tallies(name));

    [Fact]
    public async Task Catch_up_folds_what_was_appended_and_removes_what_is_gone()
    {
        var program = Program("folds");
        await program.Note("f1-a", 2);
        await program.Note("f1-b", 3);
        await program.Note("f2-a", 5);
        await program.Projector.CatchUp(Cancellation);
        Assert.Equal("f1=5, f2=5", await program.Sums("f"));

        await program.Log.Append("f2-a", 1, [new(Guid.NewGuid(), new CrossedOut("x"))], cancellation: Cancellation);
        await program.Projector.CatchUp(Cancellation);

        Assert.Equal("f1=5", await program.Sums("f"));
        Assert.Equal(["note", "note"], (await program.Documents.Load<Tally>("folds", "f1", Cancellation))!.Last.ToArray());
        Assert.Null(await program.Documents.Load<Tally>("folds", "f2", Cancellation));
    }

    [Fact]
    public async Task Documents_of_a_projection_that_never_ran_are_none()
    {
        var program = Program("never");
        Assert.Equal("", await program.Sums());
        Assert.Null(await program.Documents.Load<Tally>("never", "k", Cancellation));
        Assert.Equal("new", (await program.Status()).State);
    }

    [Fact]
    public async Task Catch_up_twice_gives_the_same()
    {
        var program = Program("twice");
        await program.Note("t1-a", 2);
        await program.Projector.CatchUp(Cancellation);
        await program.Projector.CatchUp(Cancellation);

        Assert.Equal("t1=2", await program.Sums("t1"));
    }

    [Fact]
    public async Task Catch_up_in_several_programs_at_once_applies_every_event_once()
    {
        TallyProgram[] programs = [.. Enumerable.Range(0, 4).Select(_ => Program("shared"))];
        for (var round = 1; round <= 10; round++)
        {
            await Task.WhenAll(programs.Select((p, n) => p.Note($"s1-{n}", 1)));
            await Task.WhenAll(programs.Select(p => p.Projector.CatchUp(Cancellation)));
            Assert.Equal($"s1={round * 4}", await programs[0].Sums("s1"));
        }
    }

    [Fact]
    public async Task Documents_are_kept_from_step_to_step_unless_somebody_else_wrote_them()
    {
        var (program, other) = (Program("kept"), Program("kept"));
        await program.Note("m1-a", 1);
        await program.Projector.CatchUp(Cancellation);

        // Unseen, since the row of the projection was not written.
        await database.Execute("""update briefings.projection_kept_v1 set body = '{"sum":50,"last":[]}' where key = 'm1'""");
        await program.Note("m1-a", 2);
        await program.Projector.CatchUp(Cancellation);
        Assert.Equal("m1=3", await program.Sums("m1"));

        await program.Note("m1-a", 4);
        await other.Projector.CatchUp(Cancellation);
        await program.Note("m1-a", 8);
        await program.Projector.CatchUp(Cancellation);
        Assert.Equal("m1=15", await program.Sums("m1"));

        await program.Log.Append("m1-b", 0, [new(Guid.NewGuid(), new CrossedOut("x"))], cancellation: Cancellation);
        await program.Projector.CatchUp(Cancellation);
        await other.Projector.RebuildKeys("kept", ["m1"], cancellation: Cancellation);
        await program.Note("m1-a", 16);
        await program.Projector.CatchUp(Cancellation);
        Assert.Equal("m1=16", await program.Sums("m1"));
        await other.Projector.Rebuild("kept", cancellation: Cancellation);
        await program.Note("m1-a", 32);
        await program.Projector.CatchUp(Cancellation);
        Assert.Equal("m1=48", await program.Sums("m1"));
        Assert.True((await program.Projector.Verify("kept", cancellation: Cancellation)).Matches);
    }

    [Fact]
    public async Task Catch_up_waits_for_a_commit_under_way()
    {
        var program = Program("waits");
        await program.Note("w0-a", 1);
        await using var held = await HeldAppend.Begin(database.Source, "w1-a");
        var catchingUp = program.Projector.CatchUp(Cancellation);
        Assert.False(catchingUp.IsCompleted);
        await held.Commit();
        await catchingUp;

        Assert.Equal("w1=1", await program.Sums("w1"));
    }

    [Fact]
    public async Task Run_follows_the_log()
    {
        var program = Program("live");
        using var running = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var run = program.Projector.Run(running.Token);
        await program.Note("l1-a", 4);

        while (await program.Sums("l1") is not "l1=4")
            await Task.Yield();
        await running.CancelAsync();
        await run;
    }

    [Fact]
    public async Task Poison_stops_a_projection_before_the_event_and_says_why()
    {
        var program = Program("poisoned", new("poisoned") { Poison = "bad" });
        await program.Note("p1-a", 1);
        await program.Note("p1-b", 2, "bad");
        await program.Note("p1-c", 4);
        await program.Projector.CatchUp(Cancellation);

        var status = await program.Status();
        Assert.Equal("p1=1", await program.Sums("p1"));
        Assert.Equal(("stopped", "Cannot stomach it."), (status.State, status.Error));
        Assert.Equal(status.ErrorPosition - 1, status.Position);

        program.Tallies.Poison = null;
        await program.Projector.CatchUp(Cancellation);
        Assert.Equal("p1=1", await program.Sums("p1"));
        await program.Projector.Resume("poisoned", Cancellation);
        await program.Projector.CatchUp(Cancellation);
        Assert.Equal("p1=7", await program.Sums("p1"));
        Assert.Equal("running", (await program.Status()).State);
    }

    [Fact]
    public async Task Poison_goes_to_the_dead_letters_where_the_policy_says_so()
    {
        var program = Program("lenient", new("lenient") { Poison = "rotten", Policy = PoisonPolicy.DeadLetter });
        await program.Note("d1-a", 1);
        await program.Note("d1-b", 2, "rotten");
        await program.Note("d1-c", 4, "rotten too");
        await program.Note("d1-d", 8);
        await program.Projector.CatchUp(Cancellation);

        Assert.Equal("d1=9", await program.Sums("d1"));
        Assert.Equal(2, (await program.Projector.GivenUp(Cancellation)).Count(l => l.Projection is "lenient"));
        Assert.Equal(2, (await program.Status()).DeadLetters);
    }

    [Fact]
    public async Task A_projection_in_the_past_leaves_the_live_one_alone()
    {
        var program = Program("past");
        await program.Note("h1-a", 1);
        var then = await program.Log.Settle(Cancellation);
        await program.Note("h1-a", 2);
        await program.Projector.CatchUp(Cancellation);

        var past = await InMemoryDocuments.Fold(program.Log, program.Tallies, then, Cancellation);

        Assert.Equal(1, past.All<Tally>("h1").Single().Value.Sum);
        Assert.Equal("h1=3", await program.Sums("h1"));
    }

    [Fact]
    public async Task A_position_is_found_by_time()
    {
        var program = Program("clock");
        await program.Note("c1-a", 1);
        var recorded = (await program.Log.ReadStream("c1-a", 0, Cancellation).SingleAsync(Cancellation));

        Assert.Equal(recorded.Position, await program.Log.PositionAt(recorded.RecordedAt, Cancellation));
        Assert.True(await program.Log.PositionAt(recorded.RecordedAt.AddTicks(-10), Cancellation) < recorded.Position);
        Assert.Equal(0, await program.Log.PositionAt(DateTimeOffset.UnixEpoch, Cancellation));
    }

    [Fact]
    public void A_registry_refuses_two_of_one_name_and_names_no_table_can_have()
    {
        var twice = Assert.Throws<ProjectionRegistryException>(() => new ProjectionRegistry([new Tallies(), new Tallies()]));
        Assert.Contains("\"tallies\" is claimed by both", twice.Message, StringComparison.Ordinal);
        Assert.Throws<ProjectionRegistryException>(() => new ProjectionRegistry([new Tallies("drop table;")]));
        Assert.Contains("tallies", Assert.Throws<ProjectionRegistryException>(() => new ProjectionRegistry([new Tallies()])["other"]).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("a", "ab")]
    [InlineData("\uFFFD", "\U0001F600")]
    [InlineData("z", "é")]
    public void Keys_are_ordered_in_memory_as_in_the_database(string lower, string higher)
    {
        var documents = new InMemoryDocuments();
        documents.Store(higher, "2");
        documents.Store(lower, "1");
        Assert.Equal("12", string.Concat(documents.All<string>().Select(d => d.Value)));
    }
}
