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
    public Task Verify_names_the_first_broken_position(string sql, long position) => Chained(async (database, log) =>
    {
        await log.ChainHead(12, Cancellation);
        Assert.True((await log.VerifyChain(Cancellation)).Matches);
        await database.Execute(sql);

        Assert.Equal(position, (await log.VerifyChain(Cancellation)).FirstBroken);
    });
}
