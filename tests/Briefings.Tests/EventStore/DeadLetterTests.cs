using Briefings.EventStore;
using Briefings.Tests.Databases;
using Xunit;

namespace Briefings.Tests.EventStore;

public sealed class DeadLetterTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    async Task<(TallyProgram Program, long Position)> Spoilt(string name, PoisonPolicy policy, bool keyed = true)
    {
        var program = new TallyProgram(database, new(name) { Poison = "rotten " + name, Policy = policy }, keyed);
        await program.Note($"{name}1-a", 1, "first");
        var position = (await program.Log.Append($"{name}1-b", 0, [Sample.Note("rotten " + name, 2)], cancellation: Cancellation)).Position;
        await program.Note($"{name}1-c", 4, "last");
        await program.Note($"{name}2-a", 8);
        await program.Projector.CatchUp(Cancellation);
        return (program, position);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_retried_letter_is_folded_in_its_place_and_not_behind_the_others(bool keyed)
    {
        var name = keyed ? "placed_k" : "placed_w";
        var (program, position) = await Spoilt(name, PoisonPolicy.DeadLetter, keyed);
        Assert.Equal([(position, DeadLetterState.GivenUp)], (await program.Projector.Letters(name, Cancellation)).Select(l => (l.Position, l.State)));
        program.Tallies.Poison = null;

        Assert.Empty(await program.Projector.Retry(name, position, cancellation: Cancellation));

        Assert.Equal(["first", "rotten " + name, "last"], (await program.Documents.Load<Tally>(name, name + "1", Cancellation))!.Last);
        Assert.Empty(await program.Projector.Letters(name, Cancellation));
        Assert.True((await program.Projector.Verify(name, cancellation: Cancellation)).Matches);
    }

    [Fact]
    public async Task A_letter_that_fails_again_stays_and_the_documents_too()
    {
        var (program, position) = await Spoilt("again", PoisonPolicy.DeadLetter);
        var before = await program.Sums("again");
        Assert.Equal([position], (await program.Projector.Retry("again", cancellation: Cancellation)).Select(l => l.Position));
        Assert.Equal(before, await program.Sums("again"));
    }

    [Fact]
    public async Task A_stopped_projection_goes_on_when_its_event_is_retried()
    {
        var (program, position) = await Spoilt("halted", PoisonPolicy.Stop);
        Assert.Equal([(position, DeadLetterState.Stopped)], (await program.Projector.Letters("halted", Cancellation)).Select(l => (l.Position, l.State)));
        Assert.Equal([position], (await program.Projector.Retry("halted", cancellation: Cancellation)).Select(l => l.Position));

        program.Tallies.Poison = null;
        Assert.Empty(await program.Projector.Retry("halted", cancellation: Cancellation));
        Assert.Equal("halted1=7, halted2=8", await program.Sums("halted"));
    }

    [Theory]
    [InlineData(PoisonPolicy.Stop, DeadLetterState.Stopped)]
    [InlineData(PoisonPolicy.DeadLetter, DeadLetterState.GivenUp)]
    public async Task An_error_in_text_that_PostgreSQL_does_not_store_is_told_all_the_same(PoisonPolicy policy, DeadLetterState state)
    {
        var name = "unstorable" + (int)policy;
        var program = new TallyProgram(database, new(name) { Policy = policy, Watch = Fail });
        await program.Note($"{name}-a", 1);
        await program.Projector.CatchUp(Cancellation);

        var letter = Assert.Single(await program.Projector.Letters(name, Cancellation));
        Assert.Equal(state, letter.State);
        Assert.StartsWith("Found ", letter.Error, StringComparison.Ordinal);
        Assert.Equal(state == DeadLetterState.Stopped ? "stopped" : "running", (await program.Status()).State);

        void Fail(RecordedEvent recorded)
        {
            if (recorded.Stream.StartsWith(name, StringComparison.Ordinal))
                throw new InvalidOperationException("Found \0 and \ud800 there.");
        }
    }

    [Theory]
    [InlineData(PoisonPolicy.Stop)]
    [InlineData(PoisonPolicy.DeadLetter)]
    public async Task A_skipped_event_is_done_without_also_in_rebuilds_until_it_is_retried(PoisonPolicy policy)
    {
        var name = "skipped" + (int)policy;
        var (program, position) = await Spoilt(name, policy);
        Assert.False(await program.Projector.Skip(name, position + 1, "not that one", "ana", Cancellation));
        Assert.True(await program.Projector.Skip(name, position, "a test entry", "ana", Cancellation));
        await program.Projector.CatchUp(Cancellation);
        await program.Projector.Rebuild(name, cancellation: Cancellation);

        Assert.Equal($"{name}1=5, {name}2=8", await program.Sums(name));
        var status = await program.Status();
        Assert.Equal(("running", 0L, 1L), (status.State, status.DeadLetters, status.Skipped));
        var letter = Assert.Single(await program.Projector.Letters(name, Cancellation));
        Assert.Equal((DeadLetterState.Skipped, "a test entry", "ana"), (letter.State, letter.Reason, letter.SkippedBy));
        Assert.True((await program.Projector.Verify(name, cancellation: Cancellation)).Matches);

        program.Tallies.Poison = null;
        Assert.Empty(await program.Projector.Retry(name, cancellation: Cancellation));
        Assert.Equal($"{name}1=5, {name}2=8", await program.Sums(name));
        Assert.Empty(await program.Projector.Retry(name, position, cancellation: Cancellation));
        Assert.Equal($"{name}1=7, {name}2=8", await program.Sums(name));
    }
}
