using Briefings.EventStore;
using Briefings.Tests.Databases;
using Xunit;

namespace Briefings.Tests.EventStore;

/// <summary>Rebuilds that fold several keys at the same time.</summary>
public sealed class FoldLanesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    const int Events = 4000;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Each event changes one to three of sixty documents; some events remove them.</summary>
    static Tallies Several(string name, PoisonPolicy policy = PoisonPolicy.Stop) => new(name)
    {
        Policy = policy,
        Poison = "rotten " + name,
        Concerned = recorded => Enumerable.Range(0, (int)(recorded.Position % 3) + 1).Select(n => $"{name}{(recorded.Position * (n + 1)) % 60}"),
    };

    static async Task Import(TallyProgram program, string name, Func<int, bool> isRotten) => await program.Log.Import(
        Enumerable.Range(0, Events).Select(n => new StreamAppend(
            $"{name}{n}-x", 0, [n % 97 == 0 ? new(Guid.NewGuid(), new CrossedOut("x")) : Sample.Note(isRotten(n) ? "rotten " + name : "note", n)])).ToAsyncEnumerable(),
        Cancellation);

    [Fact]
    public async Task Lanes_fold_the_same_documents_as_batches_in_order()
    {
        var program = new TallyProgram(database, Several("laned"), lanes: 4);
        await Import(program, "laned", _ => false);
        await program.Projector.CatchUp(Cancellation);
        var before = await program.Sums("laned");
        Assert.True(before.Split(',').Length > 30);

        await program.Projector.Rebuild("laned", cancellation: Cancellation);

        Assert.Equal(before, await program.Sums("laned"));
        Assert.True((await program.Projector.Verify("laned", cancellation: Cancellation)).Matches);
        Assert.True((await new TallyProgram(database, Several("laned"), lanes: 1).Projector.Verify("laned", cancellation: Cancellation)).Matches);
    }

    [Fact]
    public async Task Lanes_fold_at_the_same_time()
    {
        var program = new TallyProgram(database, new("meeting"), lanes: 4);
        await Import(program, "meeting", _ => false);
        using var met = new Barrier(2);
        var here = 0;

        // Two folds wait for each other: one lane alone would wait for ever.
        program.Tallies.Watch = _ =>
        {
            if (Interlocked.Increment(ref here) <= 2)
                Assert.True(met.SignalAndWait(TimeSpan.FromMinutes(1), Cancellation));
        };
        await program.Projector.Rebuild("meeting", cancellation: Cancellation);

        Assert.True(here > Events / 2);
    }

    [Fact]
    public async Task Poison_in_several_lanes_is_put_aside_event_by_event()
    {
        var program = new TallyProgram(database, Several("bitter", PoisonPolicy.DeadLetter), lanes: 4);
        await Import(program, "bitter", n => n is 1001 or 1002 or 1003 or 2500);
        await program.Projector.CatchUp(Cancellation);
        var before = await program.Sums("bitter");
        Assert.Equal(4, (await program.Status()).DeadLetters);

        await program.Projector.Rebuild("bitter", cancellation: Cancellation);

        Assert.Equal(before, await program.Sums("bitter"));
        Assert.Equal(4, (await program.Status()).DeadLetters);
        Assert.True((await program.Projector.Verify("bitter", cancellation: Cancellation)).Matches);
    }

    [Fact]
    public async Task Poison_in_a_key_is_found_behind_poison_in_a_fold()
    {
        var tallies = new Tallies("sour")
        {
            Policy = PoisonPolicy.DeadLetter,
            Poison = "rotten sour",
            Concerned = recorded => recorded.Stream.StartsWith("sour", StringComparison.Ordinal) && recorded.Stream.EndsWith("700-x", StringComparison.Ordinal) ? throw new InvalidOperationException("No key.") : [recorded.Stream],
        };
        var program = new TallyProgram(database, tallies, lanes: 3);
        await Import(program, "sour", n => n is 650);

        await program.Projector.Rebuild("sour", cancellation: Cancellation);

        Assert.Equal(5, (await program.Status()).DeadLetters);
    }
}
