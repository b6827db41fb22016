using Briefings.EventStore;
using Briefings.Tests.Databases;
using Xunit;

namespace Briefings.Tests.EventStore;

public sealed class ChainTests(TestServer server)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Each test breaks its log in its own way, so each has its own database.</summary>
    async Task Chained(Func<TestDatabase, EventLog, Task> test)
    {
        await using var database = new TestDatabase(server);
        await database.InitializeAsync();
        var log = Sample.Log(database.Source);
        for (var n = 1; n <= 3; n++)
            await log.Append($"chain-{n}", 0, Sample.Notes(4), new(Actor: "ana"), Cancellation);
        await test(database, log);
    }

    [Fact]
    public Task A_head_depends_on_the_position_and_not_on_who_asked_before() => Chained(async (database, log) =>
    {
        var asked = new Dictionary<long, byte[]>();
        foreach (var position in (long[])[7, 3, 12, 12, 5, 9])
            asked[position] = await log.ChainHead(position, Cancellation);
        await database.Execute("delete from briefings.chain");
        foreach (var position in (long[])[3, 5, 7, 9, 12])
            Assert.Equal(asked[position], await log.ChainHead(position, Cancellation));

        Assert.Equal(5, asked.Values.Select(Convert.ToHexString).Distinct(StringComparer.Ordinal).Count());
        Assert.True((await log.VerifyChain(Cancellation)).Matches);
    });

    [Fact]
    public Task A_head_above_the_log_is_refused() => Chained(async (_, log) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => log.ChainHead(13, Cancellation)));

    [Theory]
    [InlineData("update briefings.events set body = '{\"text\":\"forged\",\"amount\":1}' where position = 6", 6)]
    [InlineData("update briefings.events set body = '{\"text\": \"note 2\",\"amount\":1}' where position = 6", 6)]
    [InlineData("update briefings.events set recorded_at = recorded_at + interval '1 microsecond' where position = 2", 2)]
    [InlineData("update briefings.events set metadata = null where position = 12", 12)]
    [InlineData("update briefings.streams set name = 'forged-1' where name = 'chain-2'", 5)]
    [InlineData("delete from briefings.events where position = 4", 5)]
    [InlineData("delete from briefings.events where position = 12", 12)]
    [InlineData("update briefings.chain set head = sha256('forged')", 12)]
    [InlineData("update briefings.chain set earliest = earliest + interval '1 day'", 12)]
    public Task Verify_names_the_first_broken_position(string sql, long position) => Chained(async (database, log) =>
    {
        await log.ChainHead(12, Cancellation);
        Assert.True((await log.VerifyChain(Cancellation)).Matches);
        await database.Execute(sql);

        Assert.Equal(position, (await log.VerifyChain(Cancellation)).FirstBroken);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Audit_answers_heads_in_any_order_with_and_without_what_is_stored(bool stored) => Chained(async (database, log) =>
    {
        var heads = new Dictionary<long, byte[]>();
        foreach (var position in (long[])[3, 4, 7, 9, 12])
            heads[position] = await log.ChainHead(position, Cancellation);
        if (!stored)
            await database.Execute("delete from briefings.chain");

        var audit = log.Audit();
        foreach (var position in (long[])[7, 4, 12, 3, 9, 7])
        {
            var found = await audit.UpTo(position, Cancellation);
            Assert.True(found.Matches, found.Problem);
            Assert.Equal(heads[position], found.Head);
        }

        Assert.Equal(new byte[32], (await audit.UpTo(0, Cancellation)).Head);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => audit.UpTo(13, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => audit.UpTo(-1, Cancellation));
    });

    [Fact]
    public Task Audit_holds_up_to_what_was_altered_and_not_beyond() => Chained(async (database, log) =>
    {
        foreach (var position in (long[])[5, 12])
            await log.ChainHead(position, Cancellation);
        var head = await log.ChainHead(7, Cancellation);
        await database.Execute("update briefings.events set body = '{\"text\":\"forged\",\"amount\":1}' where position = 8");

        var audit = log.Audit();
        foreach (var (position, broken) in ((long, long?)[])[(7, null), (12, 8), (7, null), (8, 8), (3, null)])
            Assert.Equal(broken, (await audit.UpTo(position, Cancellation)).FirstBroken);
        Assert.Equal(head, (await audit.UpTo(7, Cancellation)).Head);
    });

    [Fact]
    public async Task Audit_of_many_segments_names_the_position_that_was_altered()
    {
        await using var database = new TestDatabase(server);
        await database.InitializeAsync();
        var log = Sample.Log(database.Source);
        await log.Import(Enumerable.Range(1, 35).Select(n => new StreamAppend($"long-{n}", 0, Sample.Notes(100))).ToAsyncEnumerable(), Cancellation);
        var head = await log.ChainHead(3500, Cancellation);
        Assert.Equal(4, (await log.SegmentsAfter(0, Cancellation)).Count);
        Assert.Equal(head, (await log.VerifyChain(Cancellation)).Head);
        Assert.Equal(await log.ChainHead(2500, Cancellation), (await log.Audit().UpTo(2500, Cancellation)).Head);

        await database.Execute("update briefings.events set version = version + 1000 where position = 2718");
        Assert.Equal(2718, (await log.VerifyChain(Cancellation)).FirstBroken);
        Assert.True((await log.Audit().UpTo(2717, Cancellation)).Matches);
    }
}
