using System.Diagnostics;
using Briefings.Tests.Databases;
using Xunit;
using EventLog = Briefings.EventStore.EventLog;

namespace Briefings.Tests.EventStore;

public sealed class FollowTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    readonly EventLog log = Sample.Log(database.Source);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Follow_is_woken_by_an_append_before_it_would_look_by_itself()
    {
        var start = await log.Settle(Cancellation);
        await using var following = log.Follow(start, ["noted"], Cancellation).GetAsyncEnumerator(Cancellation);
        var fastest = TimeSpan.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var next = following.MoveNextAsync();
            await database.UntilSomebodyListens();
            var waited = Stopwatch.StartNew();
            await log.Append($"follow-{round}", 0, [Sample.Note($"round {round}")], cancellation: Cancellation);
            Assert.True(await next);
            fastest = fastest < waited.Elapsed ? fastest : waited.Elapsed;
            Assert.Equal($"round {round}", following.Current.Text());
        }

        Assert.True(fastest < TimeSpan.FromMilliseconds(300), $"The fastest of five took {fastest}.");
    }

    [Fact]
    public async Task Follow_goes_on_after_a_writer_that_rolled_back_without_a_word()
    {
        await log.Append("silent-0", 0, Sample.Notes(1), cancellation: Cancellation);
        var start = await log.Settle(Cancellation);
        await using var following = log.Follow(start, cancellation: Cancellation).GetAsyncEnumerator(Cancellation);
        var next = following.MoveNextAsync();
        await using var held = await HeldAppend.Begin(database.Source, "silent-1");
        await log.Append("silent-2", 0, Sample.Notes(1, "behind"), cancellation: Cancellation);
        await database.UntilSomebodyListens();
        Assert.False(next.IsCompleted);

        await held.Rollback();

        Assert.True(await next);
        Assert.Equal("behind 1", following.Current.Text());
    }

    [Fact]
    public async Task Follow_is_woken_by_the_last_of_many_appends_before_it_would_look_by_itself()
    {
        var fastest = TimeSpan.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            await using var following = log.Follow(await log.Settle(Cancellation), cancellation: Cancellation).GetAsyncEnumerator(Cancellation);
            var next = following.MoveNextAsync();
            await database.UntilSomebodyListens();
            var waited = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, 30).Select(n => log.Append($"burst-{round}-{n}", 0, Sample.Notes(1), cancellation: Cancellation)));
            waited.Restart();
            Assert.True(await next);
            for (var n = 1; n < 30; n++)
                Assert.True(await following.MoveNextAsync());

            fastest = fastest < waited.Elapsed ? fastest : waited.Elapsed;
        }

        Assert.True(fastest < TimeSpan.FromMilliseconds(300), $"The fastest of five took {fastest}.");
    }
}
