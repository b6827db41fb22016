using Briefings.EventStore;
using Briefings.Tests.Databases;
using Npgsql;
using Xunit;

namespace Briefings.Tests.EventStore;

public sealed class EpochTests(TestDatabase database, TestServer server) : IClassFixture<TestDatabase>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("5f3a9c0b21de-42", true)]
    [InlineData("5f3a9c0b21de-", false)]
    [InlineData("5F3A9C0B21DE-42", false)]
    [InlineData("5f3a9c0b21de--42", false)]
    [InlineData("5f3a9c0b21de-99999999999999999999", false)]
    [InlineData("5f3a9c0b21de-42\n", false)]
    [InlineData("42", false)]
    [InlineData(null, false)]
    public void A_cursor_is_read_as_it_was_written(string? text, bool isCursor)
    {
        Assert.Equal(isCursor, LogCursor.TryParse(text, out var cursor));
        Assert.True(!isCursor || cursor.ToString() == text);
    }

    [Fact]
    public async Task A_copied_log_continues_cursors_of_what_both_have_and_refuses_the_others()
    {
        var log = Sample.Log(database.Source);
        var first = await log.Append("copied-1", 0, Sample.Notes(3), cancellation: Cancellation);
        var copy = await server.CreateDatabase(from: database);
        var lost = await log.Append("copied-2", 0, Sample.Notes(2), cancellation: Cancellation);
        var (kept, gone) = (await log.CursorAt(first.Position, Cancellation), await log.CursorAt(lost.Position, Cancellation));
        Assert.Equal(lost.Position, await log.Resolve(gone, Cancellation));

        await using (var source = NpgsqlDataSource.Create(copy))
        {
            var restored = Sample.Log(source);
            Assert.Equal(first.Position, await restored.Resolve(kept, Cancellation));
            var refused = await Assert.ThrowsAsync<LogCursorException>(() => restored.Resolve(gone, Cancellation));
            Assert.Contains($"after {await restored.Epoch(Cancellation)}-{first.Position}", refused.Message, StringComparison.Ordinal);

            var again = await restored.Append("copied-3", 0, Sample.Notes(1), cancellation: Cancellation);
            Assert.Equal(1_000_000_001, again.Position);
            Assert.NotEqual(await log.Epoch(Cancellation), await restored.Epoch(Cancellation));
            Assert.Equal(again.Position, await restored.Resolve(await restored.CursorAt(again.Position, Cancellation), Cancellation));
            Assert.Equal(4, (await restored.All()).Count);
        }

        await server.DropDatabase(copy);
        Assert.Equal(lost.Position + 1, (await log.Append("copied-4", 0, Sample.Notes(1), cancellation: Cancellation)).Position);
    }

    [Fact]
    public async Task A_gap_that_an_append_under_way_left_in_the_backup_is_where_cursors_end()
    {
        await using var own = new TestDatabase(server);
        await own.InitializeAsync();
        var log = Sample.Log(own.Source);
        await log.Append("gap-1", 0, Sample.Notes(2), cancellation: Cancellation);
        await using var held = await HeldAppend.Begin(own.Source, "gap-2");
        await log.Append("gap-3", 0, Sample.Notes(2), cancellation: Cancellation);
        await held.Rollback();

        await using var certain = own.Source.CreateCommand("select briefings.last_certain_position()");
        Assert.Equal(held.Position - 1, await certain.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    public async Task A_declared_restore_refuses_cursors_of_before()
    {
        var own = await server.CreateDatabase();
        await using (var source = NpgsqlDataSource.Create(own))
        {
            var log = Sample.Log(source);
            var before = await log.CursorAt((await log.Append("declared-1", 0, Sample.Notes(3), cancellation: Cancellation)).Position, Cancellation);
            await log.BeginEpoch(sharedPosition: 2, Cancellation);
            await Assert.ThrowsAsync<LogCursorException>(() => log.Resolve(before, Cancellation));
            Assert.Equal(2, await log.Resolve(before with { Position = 2 }, Cancellation));
            Assert.Equal(["the log began", "declared: restored from a backup"], (await log.Epochs(Cancellation)).Select(e => e.Reason));
            Assert.True((await log.Append("declared-1", 3, Sample.Notes(1), cancellation: Cancellation)).Position > 1_000_000_000);
        }

        await server.DropDatabase(own);
    }

    [Fact]
    public async Task A_cursor_of_another_log_or_above_the_end_is_refused()
    {
        var log = Sample.Log(database.Source);
        Assert.Equal(7, await log.Resolve("7", Cancellation));
        await Assert.ThrowsAsync<LogCursorException>(() => log.Resolve("000000000000-1", Cancellation));
        await Assert.ThrowsAsync<LogCursorException>(() => log.Resolve("yesterday", Cancellation));
        var above = new LogCursor(await log.Epoch(Cancellation), await log.Settle(Cancellation) + 1_000);
        Assert.Contains("--after-restore", (await Assert.ThrowsAsync<LogCursorException>(() => log.Resolve(above, Cancellation))).Message, StringComparison.Ordinal);
    }
}
