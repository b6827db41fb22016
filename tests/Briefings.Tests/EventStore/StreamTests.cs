using Briefings.EventStore;
using Briefings.Tests.Databases;
using Xunit;

namespace Briefings.Tests.EventStore;

/// <summary>Reading streams through an index that keeps their versions in groups, and finding streams that are not whole.</summary>
public sealed class StreamTests(TestServer server)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    async Task Fresh(Func<TestDatabase, EventLog, Task> test)
    {
        await using var database = new TestDatabase(server);
        await database.InitializeAsync();
        await test(database, Sample.Log(database.Source));
    }

    [Fact]
    public Task A_long_stream_is_read_in_order_from_any_version_on() => Fresh(async (_, log) =>
    {
        await log.Append("before", 0, Sample.Notes(3), cancellation: Cancellation);
        await log.Append("long", 0, Sample.Notes(1500), cancellation: Cancellation);
        await log.Append("between", 0, Sample.Notes(70), cancellation: Cancellation);
        await log.Append("long", 1500, Sample.Notes(1001), cancellation: Cancellation);

        foreach (var after in (long[])[-1, 0, 1, 62, 63, 64, 65, 999, 1000, 1001, 1499, 1500, 1501, 2436, 2500, 2501, 2502, long.MaxValue])
        {
            var versions = await log.ReadStream("long", after, Cancellation).Select(e => e.Version).ToListAsync(Cancellation);
            Assert.Equal(Enumerable.Range(1, 2501).Select(v => (long)v).Where(v => v > after), versions);
        }

        Assert.Empty(await log.ReadStream("no such stream", cancellation: Cancellation).ToListAsync(Cancellation));
    });

    [Fact]
    public Task A_hole_in_a_stream_does_not_hide_what_comes_after_it() => Fresh(async (database, log) =>
    {
        await log.Append("long", 0, Sample.Notes(2500), cancellation: Cancellation);
        await database.Execute("delete from briefings.events where version between 900 and 2100");

        Assert.Equal(1299, await log.ReadStream("long", cancellation: Cancellation).CountAsync(Cancellation));
    });

    // As EventLog asks, with a generic plan.
    // language=sql
    const string PreparePage = """
        set plan_cache_mode = force_generic_plan;
        prepare page(text, int, int) as
        select e.position, s.name, e.version, e.body, s.version
        from briefings.streams s
        left join briefings.events e on e.stream_id = s.id
          and e.version >> 6 between $2 >> 6 and $3 >> 6 and e.version > $2 and e.version <= $3
        where s.name = $1
        order by e.version
        """;

    [Fact]
    public Task A_page_of_the_longest_stream_reads_no_more_than_its_own_rows_among_many_short_ones() => Fresh(async (database, log) =>
    {
        await log.Import(Enumerable.Range(0, 2000).Select(n => new StreamAppend($"short-{n}", 0, Sample.Notes(5))).ToAsyncEnumerable(), Cancellation);
        await log.Import(Enumerable.Range(0, 10).Select(n => new StreamAppend("long", n * 2000, Sample.Notes(2000))).ToAsyncEnumerable(), Cancellation);
        await database.Execute("analyze briefings.events, briefings.streams");
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        await Plans.Lines(connection, PreparePage);

        var plan = await Plans.Lines(connection, "explain (analyze, costs off, timing off, summary off) execute page('long', 12000, 13000)");
        Assert.Contains("version >> 6", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on events", plan, StringComparison.Ordinal);
        Assert.Matches("rows=1000 loops=1", plan);
        Assert.DoesNotMatch("Rows Removed by (Index Recheck|Filter): [0-9]{3,}", plan);
    });

    [Theory]
    [InlineData("update briefings.events set version = 2 where position = 7", "Expected versions 1 to 4, each once, found 4 events of 3 versions from 1 to 4.")]
    [InlineData("update briefings.events set version = 5 where position = 8", "Expected versions 1 to 4, each once, found 4 events of 4 versions from 1 to 5.")]
    [InlineData("delete from briefings.events where position = 6", "Expected versions 1 to 4, each once, found 3 events of 3 versions from 1 to 4.")]
    [InlineData("delete from briefings.events where position = 8", "Expected versions 1 to 4, each once, found 3 events of 3 versions from 1 to 3.")]
    [InlineData("delete from briefings.events where position between 5 and 8", "Expected versions 1 to 4, each once, found 0 events.")]
    [InlineData("update briefings.streams set version = 7 where name = 'whole-2'", "Expected versions 1 to 7, each once, found 4 events of 4 versions from 1 to 4.")]
    public Task A_stream_whose_versions_are_not_whole_is_named(string sql, string problem) => Fresh(async (database, log) =>
    {
        for (var n = 1; n <= 3; n++)
            await log.Append($"whole-{n}", 0, Sample.Notes(4), cancellation: Cancellation);
        Assert.Null(await log.FirstBrokenStream(Cancellation));

        await database.Execute(sql);
        Assert.Equal(new BrokenStream("whole-2", problem), await log.FirstBrokenStream(Cancellation));
    });

    [Fact]
    public Task Events_of_a_stream_that_is_gone_are_named() => Fresh(async (database, log) =>
    {
        await log.Append("gone", 0, Sample.Notes(2), cancellation: Cancellation);
        await database.Execute("delete from briefings.streams");

        Assert.Equal("Expected versions 1 to 0, each once, found 2 events of 2 versions from 1 to 2.", (await log.FirstBrokenStream(Cancellation))?.Problem);
    });
}
