using Briefings.EventStore;
using Briefings.Tests.Databases;
using Xunit;

namespace Briefings.Tests.EventStore;

public sealed class InlineProjectionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    TallyProgram Inline(string name) => new(database, new(name, ProjectionMode.Inline));

    [Fact]
    public async Task An_inline_projection_shows_an_append_when_it_returns()
    {
        var program = Inline("at_once");
        await program.Note("i1-a", 2);
        Assert.Equal("i1=2", await program.Sums("i1"));
        await program.Note("i1-b", 3);
        Assert.Equal("i1=5", await program.Sums("i1"));
    }

    [Fact]
    public async Task An_inline_projection_counts_an_append_that_is_repeated_once()
    {
        var program = Inline("repeated");
        var note = Sample.Note("once", 2);
        await program.Log.Append("r1-a", 0, [note], cancellation: Cancellation);
        Assert.True((await program.Log.Append("r1-a", 0, [note], cancellation: Cancellation)).AlreadyAppended);

        Assert.Equal("r1=2", await program.Sums("r1"));
    }

    [Fact]
    public async Task An_inline_projection_that_fails_refuses_the_append()
    {
        var program = Inline("strict");
        program.Tallies.Poison = "bad";
        await Assert.ThrowsAsync<PoisonException>(() => program.Note("n1-a", 2, "bad"));

        Assert.Empty(await program.Log.ReadStream("n1-a", 0, Cancellation).ToListAsync(Cancellation));
        Assert.Equal("", await program.Sums("n1"));
    }

    [Fact]
    public async Task An_inline_projection_added_later_has_what_came_before()
    {
        await new TallyProgram(database, new("asynchronous")).Note("b1-a", 2);
        var program = Inline("late");
        await program.Note("b1-b", 3);
        Assert.Equal("b1=5", await program.Sums("b1"));

        var other = Inline("later_still");
        await other.Projector.CatchUp(Cancellation);
        Assert.Equal("b1=5", await other.Sums("b1"));
    }

    [Fact]
    public async Task Inline_appends_of_many_writers_leave_what_a_rebuild_would()
    {
        var program = Inline("ordered");
        await Task.WhenAll(Enumerable.Range(0, 30).Select(n => program.Note($"o1-{n}", 1, $"text {n}")));

        Assert.Equal("o1=30", await program.Sums("o1"));
        Assert.True((await program.Projector.Verify("ordered", cancellation: Cancellation)).Matches);
    }
}
