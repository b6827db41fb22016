using Briefings.EventStore;
using Briefings.Tests.Databases;
using Xunit;

namespace Briefings.Tests.EventStore;

/// <summary>A projection of a new version beside the one before.</summary>
public sealed class VersionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ProjectionMode.Asynchronous)]
    [InlineData(ProjectionMode.Inline)]
    public async Task Readers_of_both_versions_are_answered_rightly_while_the_new_one_is_built(ProjectionMode mode)
    {
        var name = "turned" + (int)mode;
        var blue = new TallyProgram(database, new(name, mode));
        for (var n = 1; n <= 3; n++)
            await blue.Note($"{name}{n}-x", n);
        await blue.Projector.CatchUp(Cancellation);
        var expected = await blue.Sums(name);

        var green = new TallyProgram(database, new(name, mode) { Number = 2 });
        var lenient = new TallyProgram(database, new(name, mode) { Number = 2, Readable = 1 });
        var seen = new List<string>();
        green.Tallies.Watch = _ =>
        {
            seen.Add(blue.Sums(name).GetAwaiter().GetResult());
            seen.Add(lenient.Sums(name).GetAwaiter().GetResult());
            Assert.ThrowsAsync<ProjectionNotReadyException>(() => green.Sums(name)).GetAwaiter().GetResult();
            seen.Add(green.Status().GetAwaiter().GetResult().State is "building" ? expected : "not building");
        };
        await green.Projector.CatchUp(Cancellation);

        Assert.NotEmpty(seen);
        Assert.All(seen, s => Assert.Equal(expected, s));
        green.Tallies.Watch = null;
        Assert.Equal(expected, await green.Sums(name));
        Assert.Equal(expected, await blue.Sums(name));

        Assert.Equal([$"{name} v1"], await green.Projector.Prune(Cancellation));
        Assert.Equal(expected, await green.Sums(name));
        Assert.Equal("", await blue.Sums(name));
        Assert.Empty(await green.Projector.Prune(Cancellation));
    }

    [Fact]
    public async Task Readers_never_see_an_error_or_half_of_it_while_tables_are_switched()
    {
        var program = new TallyProgram(database, new("switched"));
        for (var n = 1; n <= 3; n++)
            await program.Note($"switched{n}-x", n);
        await program.Projector.CatchUp(Cancellation);
        var expected = await program.Sums("switched");
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!reading.IsCancellationRequested)
                Assert.Equal(expected, await program.Sums("switched"));
        }, Cancellation))];

        for (var round = 0; round < 15; round++)
            await program.Projector.Rebuild("switched", cancellation: Cancellation);

        await reading.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task A_first_build_that_meets_poison_says_so_and_leaves_the_version_before()
    {
        var blue = new TallyProgram(database, new("failed"));
        await blue.Note("failed1-x", 1, "rotten");
        await blue.Projector.CatchUp(Cancellation);
        var green = new TallyProgram(database, new("failed") { Number = 2, Poison = "rotten" });

        await green.Projector.CatchUp(Cancellation);
        await green.Projector.CatchUp(Cancellation);

        Assert.Equal(("stopped", "Cannot stomach it."), ((await green.Status()).State, (await green.Status()).Error));
        Assert.Equal("failed1=1", await blue.Sums("failed"));
        green.Tallies.Poison = null;
        await green.Projector.Rebuild("failed", cancellation: Cancellation);
        Assert.Equal("failed1=1", await green.Sums("failed"));
    }

    [Fact]
    public async Task The_past_of_one_document_leaves_the_live_one_alone()
    {
        var program = new TallyProgram(database, new("history"));
        await program.Note("history1-x", 1);
        var then = await program.Log.Settle(Cancellation);
        await program.Note("history1-x", 2);
        await program.Note("history2-x", 4);
        await program.Projector.CatchUp(Cancellation);

        var past = await InMemoryDocuments.Fold(program.Log, program.Tallies, new HashSet<string> { "history1" }, then, Cancellation);

        Assert.Equal(["history1=1"], past.All<Tally>().Select(d => $"{d.Key}={d.Value.Sum}"));
        Assert.Equal("history1=3, history2=4", await program.Sums("history"));
    }
}
