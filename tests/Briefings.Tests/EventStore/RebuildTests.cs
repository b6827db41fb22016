using Briefings.EventStore;
using Briefings.Tests.Databases;
using Xunit;

namespace Briefings.Tests.EventStore;

public sealed class RebuildTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    async Task<TallyProgram> Program(string name, ProjectionMode mode = ProjectionMode.Asynchronous)
    {
        var program = new TallyProgram(database, new(name, mode));
        for (var n = 1; n <= 5; n++)
            await program.Note($"{name}{n}-x", n);
        await program.Projector.CatchUp(Cancellation);
        return program;
    }

    [Theory]
    [InlineData(ProjectionMode.Asynchronous)]
    [InlineData(ProjectionMode.Inline)]
    public async Task Rebuild_replaces_documents_that_were_wrong(ProjectionMode mode)
    {
        var name = "wrong" + (int)mode;
        var program = await Program(name, mode);
        var before = await program.Sums(name);
        await database.Execute($$"""update briefings.projection_{{name}}_v1 set body = '{"sum":99,"last":[]}'""");

        await program.Projector.Rebuild(name, cancellation: Cancellation);

        Assert.Equal(before, await program.Sums(name));
        Assert.Equal("running", (await program.Status()).State);
        await program.Note($"{name}1-y", 10);
        await program.Projector.CatchUp(Cancellation);
        Assert.StartsWith($"{name}1=11, ", await program.Sums(name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rebuild_is_beside_the_live_documents_until_it_switches()
    {
        var program = await Program("beside");
        var before = await program.Sums("beside");
        var during = new List<string>();
        program.Tallies.Watch = _ => during.Add(program.Sums("beside").GetAwaiter().GetResult());

        await program.Projector.Rebuild("beside", cancellation: Cancellation);

        Assert.NotEmpty(during);
        Assert.DoesNotContain(during, sums => !string.Equals(before, sums, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rebuild_that_was_cut_off_can_be_called_again()
    {
        var program = await Program("cut");
        var before = await program.Sums("cut");
        using var cut = new CancellationTokenSource();
        program.Tallies.Watch = recorded =>
        {
            if (recorded.Stream is "cut3-x")
                cut.Cancel();
            cut.Token.ThrowIfCancellationRequested();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => program.Projector.Rebuild("cut", cancellation: cut.Token));
        Assert.Equal(before, await program.Sums("cut"));
        Assert.Equal("rebuilding", (await program.Status()).State);

        program.Tallies.Watch = null;
        await program.Projector.Rebuild("cut", cancellation: Cancellation);
        Assert.Equal(before, await program.Sums("cut"));
        Assert.Equal("running", (await program.Status()).State);
        Assert.True((await program.Projector.Verify("cut", cancellation: Cancellation)).Matches);
    }

    [Fact]
    public async Task Rebuild_takes_in_what_is_appended_and_applied_meanwhile()
    {
        var program = await Program("meanwhile");
        var other = new TallyProgram(database, new("meanwhile"));
        var once = 0;
        program.Tallies.Watch = _ =>
        {
            if (Interlocked.Exchange(ref once, 1) != 0)
                return;
            other.Note("meanwhile1-z", 100).GetAwaiter().GetResult();
            other.Projector.CatchUp(Cancellation).GetAwaiter().GetResult();
        };
        await program.Projector.Rebuild("meanwhile", cancellation: Cancellation);

        Assert.StartsWith("meanwhile1=101, ", await program.Sums("meanwhile"), StringComparison.Ordinal);
        Assert.True((await program.Projector.Verify("meanwhile", cancellation: Cancellation)).Matches);
    }

    [Fact]
    public async Task Rebuild_twice_at_once_is_one_rebuild_or_two_but_never_none()
    {
        var program = await Program("both");
        var before = await program.Sums("both");
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => new TallyProgram(database, new("both")).Projector.Rebuild("both", cancellation: Cancellation)));

        Assert.Equal(before, await program.Sums("both"));
        Assert.Equal("running", (await program.Status()).State);
    }

    [Fact]
    public async Task Rebuild_that_meets_poison_leaves_the_live_documents()
    {
        var program = await Program("venom");
        var before = await program.Sums("venom");
        program.Tallies.Poison = "note";
        await Assert.ThrowsAsync<PoisonException>(() => program.Projector.Rebuild("venom", cancellation: Cancellation));

        Assert.Equal(before, await program.Sums("venom"));
    }

    [Fact]
    public async Task Rebuild_of_many_documents_is_what_was_applied_batch_by_batch()
    {
        var program = new TallyProgram(database, new("large"));
        await program.Log.Import(Enumerable.Range(0, 6000).Select(n => Large(n % 2000, n / 2000)).ToAsyncEnumerable(), Cancellation);
        await program.Projector.CatchUp(Cancellation);
        var before = await program.Sums("large");
        Assert.Equal(1980, before.Split(',').Length);

        await program.Projector.Rebuild("large", cancellation: Cancellation);

        Assert.Equal(before, await program.Sums("large"));
        Assert.True((await program.Projector.Verify("large", cancellation: Cancellation)).Matches);

        static StreamAppend Large(int stream, int version) => new(
            $"large{stream}-x", version, [stream % 100 == 7 && version == 2 ? new(Guid.NewGuid(), new CrossedOut("x")) : Sample.Note("note", stream + version)]);
    }

    [Fact]
    public async Task Rebuild_puts_what_it_cannot_apply_among_the_dead_letters_where_the_policy_says_so()
    {
        var program = new TallyProgram(database, new("spoilt") { Poison = "rotten", Policy = PoisonPolicy.DeadLetter });
        for (var n = 1; n <= 6; n++)
            await program.Note($"spoilt{n}-x", n, n % 3 == 0 ? "rotten" : "note");
        await program.Projector.CatchUp(Cancellation);
        Assert.Equal("spoilt1=1, spoilt2=2, spoilt4=4, spoilt5=5", await program.Sums("spoilt"));

        await program.Projector.Rebuild("spoilt", cancellation: Cancellation);

        Assert.Equal("spoilt1=1, spoilt2=2, spoilt4=4, spoilt5=5", await program.Sums("spoilt"));
        Assert.Equal(2, (await program.Status()).DeadLetters);
        program.Tallies.Poison = null;
        await program.Projector.Rebuild("spoilt", cancellation: Cancellation);
        Assert.Equal("spoilt1=1, spoilt2=2, spoilt3=3, spoilt4=4, spoilt5=5, spoilt6=6", await program.Sums("spoilt"));
        Assert.Equal(0, (await program.Status()).DeadLetters);
    }

    [Fact]
    public async Task Rebuild_that_another_program_overtakes_applies_nothing_twice()
    {
        var program = await Program("overtaken");
        var before = await program.Sums("overtaken");
        var other = new TallyProgram(database, new("overtaken"));
        var once = 0;
        program.Tallies.Watch = _ =>
        {
            if (Interlocked.Exchange(ref once, 1) == 0)
                Overtake().GetAwaiter().GetResult();
        };

        await program.Projector.Rebuild("overtaken", cancellation: Cancellation);
        await program.Projector.CatchUp(Cancellation);

        Assert.Equal(before + ", overtaken9=100", await program.Sums("overtaken"));

        async Task Overtake()
        {
            await other.Note("overtaken9-x", 100);
            var target = await other.Log.Settle(Cancellation);
            var step = new ProjectionStep(database.Source, other.Log, Sample.Json);
            while ((await step.Next(new(other.Tallies, Slot.Rebuild), target, Cancellation))!.Position < target)
            {
            }
        }
    }

    [Fact]
    public async Task Rebuild_tells_whoever_looks_from_outside_how_it_is_getting_on()
    {
        var program = new TallyProgram(database, new("watched"));
        await program.Log.Import(Enumerable.Range(0, 2500).Select(n => new StreamAppend($"watched{n}-x", 0, [Sample.Note("note")])).ToAsyncEnumerable(), Cancellation);
        await program.Projector.CatchUp(Cancellation);
        var other = new TallyProgram(database, new("watched"));
        ProjectionStatus? during = null;
        program.Tallies.Watch = recorded =>
        {
            if (recorded.Stream is "watched2400-x")
                during = other.Status().GetAwaiter().GetResult();
        };

        await program.Projector.Rebuild("watched", cancellation: Cancellation);

        Assert.Equal("rebuilding", during?.State);
        Assert.True(during?.Rebuild is { Rate: > 0, Remaining: not null } seen && seen.Position > 0 && seen.Position < seen.Target);
        Assert.Null((await other.Status()).Rebuild);
    }

    [Theory]
    [InlineData("""update {0} set body = '{"sum":99,"last":[]}' where key = 'tamper3'""", "tamper3")]
    [InlineData("delete from {0} where key in ('tamper2', 'tamper4')", "tamper2")]
    [InlineData("""insert into {0} values ('tamper11', '{"sum":1,"last":[]}', 1), ('tampera', '{"sum":1,"last":[]}', 1)""", "tamper11")]
    public async Task Verify_names_the_first_document_that_differs(string sql, string key)
    {
        var program = await Program("tamper");
        await program.Projector.Rebuild("tamper", cancellation: Cancellation);
        Assert.True((await program.Projector.Verify("tamper", cancellation: Cancellation)).Matches);
        await database.Execute(sql.Replace("{0}", "briefings.projection_tamper_v1", StringComparison.Ordinal));

        var verification = await program.Projector.Verify("tamper", cancellation: Cancellation);

        Assert.Equal(key, verification.FirstDifference);
        Assert.False(string.Equals(verification.LiveDigest, verification.RebuiltDigest, StringComparison.Ordinal));
        Assert.Equal("running", (await program.Status()).State);
    }
}
