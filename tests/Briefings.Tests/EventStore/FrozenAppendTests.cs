using Briefings.EventStore;
using Briefings.Tests.Databases;
using Npgsql;
using Xunit;

namespace Briefings.Tests.EventStore;

public sealed class FrozenAppendTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    readonly EventLog log = new(database.Source, Sample.Catalog, TimeProvider.System) { FrozenAfter = TimeSpan.FromSeconds(1) };

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Reader_ends_an_append_whose_program_is_silent_in_its_middle()
    {
        await log.Append("silent-0", 0, Sample.Notes(1), cancellation: Cancellation);
        await using var frozen = await HeldAppend.Begin(database.Source, "silent-1");
        var later = await log.Append("silent-2", 0, Sample.Notes(1), cancellation: Cancellation);

        Assert.True(await log.Settle(Cancellation) >= later.Position);
        await Assert.ThrowsAnyAsync<NpgsqlException>(frozen.Commit);
    }

    [Fact(Timeout = 60_000)]
    public async Task Follower_ends_an_import_whose_program_is_silent_in_its_copy()
    {
        var start = (await log.Append("copy-0", 0, Sample.Notes(1), cancellation: Cancellation)).Position;
        await using var following = log.Follow(start, cancellation: Cancellation).GetAsyncEnumerator(Cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using (var announce = new NpgsqlCommand("select briefings.lock_lower_bound()", connection))
            await announce.ExecuteNonQueryAsync(Cancellation);
        var copy = await connection.BeginBinaryImportAsync("copy briefings.room_probe (filler) from stdin (format binary)", Cancellation);

        var next = following.MoveNextAsync();
        await log.Append("copy-1", 0, Sample.Notes(1, "behind"), cancellation: Cancellation);
        Assert.True(await next);
        Assert.Equal("behind 1", following.Current.Text());
        await Assert.ThrowsAnyAsync<Exception>(async () => await copy.CompleteAsync(Cancellation));
    }
}
