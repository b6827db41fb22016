using Briefings.EventStore;
using Briefings.Tests.Databases;
using Xunit;

namespace Briefings.Tests.EventStore;

public sealed class PartialRebuildTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    async Task<TallyProgram> Wrong(string name, bool keyed, ProjectionMode mode = ProjectionMode.Asynchronous)
    {
        var program = new TallyProgram(database, new(name, mode), keyed);
        for (var n = 1; n <= 3; n++)
            await program.Note($"{name}{n}-x", n);
        await program.Projector.CatchUp(Cancellation);
        await database.Execute($$"""update briefings.projection_{{name}}_v1 set body = '{"sum":99,"last":[]}'""");
        return program;
    }

    [Theory]
    [InlineData(true, ProjectionMode.Asynchronous)]
    [InlineData(false, ProjectionMode.Asynchronous)]
    [InlineData(true, ProjectionMode.Inline)]
    [InlineData(false, ProjectionMode.Inline)]
    public async Task Only_the_documents_asked_for_are_built_anew(bool keyed, ProjectionMode mode)
    {
        var name = $"some_{(keyed ? "k" : "w")}{(int)mode}_";
        var program = await Wrong(name, keyed, mode);
        await database.Execute($$"""insert into briefings.projection_{{name}}_v1 values ('{{name}}9', '{"sum":1,"last":[]}', 1)""");

        var built = await program.Projector.RebuildKeys(name, [$"{name}9", $"{name}2"], cancellation: Cancellation);

        Assert.Equal([$"{name}2", $"{name}9"], built.Keys);
        Assert.Equal($"{name}1=99, {name}2=2, {name}3=99", await program.Sums(name));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_the_documents_of_a_stream_are_built_anew(bool keyed)
    {
        var name = keyed ? "stream_k" : "stream_w";
        var program = await Wrong(name, keyed);
        Assert.Equal([$"{name}3"], (await program.Projector.RebuildStream(name, $"{name}3-x", cancellation: Cancellation)).Keys);
        Assert.Equal($"{name}1=99, {name}2=99, {name}3=3", await program.Sums(name));
        Assert.Empty((await program.Projector.RebuildStream(name, "no-such", cancellation: Cancellation)).Keys);
    }

    [Fact]
    public async Task Events_that_are_applied_meanwhile_are_in_it()
    {
        var program = await Wrong("busy", keyed: true);
        var other = new TallyProgram(database, new("busy"));
        var once = 0;
        program.Tallies.Watch = _ =>
        {
            if (Interlocked.Exchange(ref once, 1) != 0)
                return;
            other.Note("busy2-y", 10).GetAwaiter().GetResult();
            other.Projector.CatchUp(Cancellation).GetAwaiter().GetResult();
        };

        await program.Projector.RebuildKeys("busy", ["busy2"], cancellation: Cancellation);

        Assert.Equal(12, (await program.Documents.Load<Tally>("busy", "busy2", Cancellation))!.Sum);
    }

    [Fact]
    public async Task Poison_leaves_the_documents_as_they_were()
    {
        var program = await Wrong("toxic", keyed: true);
        program.Tallies.Poison = "note";
        await Assert.ThrowsAsync<PoisonException>(() => program.Projector.RebuildKeys("toxic", ["toxic1"], cancellation: Cancellation));
        Assert.Equal("toxic1=99, toxic2=99, toxic3=99", await program.Sums("toxic"));
    }
}
