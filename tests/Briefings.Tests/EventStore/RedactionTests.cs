using Briefings.EventStore;
using Briefings.Tests.Databases;
using Xunit;

namespace Briefings.Tests.EventStore;

public sealed class RedactionTests(TestServer server)
{
    const string Secret = "the witness lives in Callao";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Each test breaks its log in its own way, so each has its own database.</summary>
    async Task Redacted(Func<TestDatabase, TallyProgram, RecordedEvent, Task> test)
    {
        await using var database = new TestDatabase(server);
        await database.InitializeAsync();
        var program = new TallyProgram(database, new());
        await program.Note("r1-a", 1);
        await program.Note("r1-a", 2, Secret);
        await program.Note("r1-a", 4);
        await program.Projector.CatchUp(Cancellation);
        var secret = await program.Log.ReadStream("r1-a", 1, Cancellation).FirstAsync(Cancellation);
        await program.Log.Redact([secret.Id], "names a witness", "ana", Cancellation);
        await test(database, program, secret);
    }

    [Fact]
    public Task A_redacted_event_is_a_stub_with_a_record_and_the_chain_holds() => Redacted(async (_, program, secret) =>
    {
        var stub = await program.Log.Find(secret.Id, Cancellation);
        var redacted = Assert.IsType<Redacted>(stub!.Body);
        Assert.Equal(("names a witness", "ana"), (redacted.Reason, redacted.By));
        Assert.Equal((secret.Position, secret.Version, secret.Type, true), (stub.Position, stub.Version, stub.Type, stub.IsRedacted));

        var record = (await program.Log.All(secret.Position)).Single(e => e.Type is "EventRedacted");
        Assert.Equal((secret.Id, secret.Position, "ana"), (((EventRedacted)record.Body).EventId, ((EventRedacted)record.Body).Position, record.Metadata.Actor));

        var verified = await program.Log.VerifyChain(Cancellation);
        Assert.True(verified.Matches, verified.Problem);
        Assert.Equal([secret.Position], verified.Redacted);
    });

    [Fact]
    public Task An_event_that_is_named_twice_is_redacted_once() => Redacted(async (_, program, secret) =>
    {
        var next = await program.Log.ReadStream("r1-a", 2, Cancellation).FirstAsync(Cancellation);
        Assert.Equal([next.Position], (await program.Log.Redact([next.Id, next.Id], "the same", "ana", Cancellation)).Select(e => e.Position));
        Assert.Equal([secret.Position, next.Position], (await program.Log.VerifyChain(Cancellation)).Redacted);
    });

    [Fact]
    public Task Redacting_again_changes_nothing() => Redacted(async (_, program, secret) =>
    {
        var end = await program.Log.Settle(Cancellation);
        Assert.Empty(await program.Log.Redact([secret.Id], "again", "ben", Cancellation));
        Assert.Equal(end, await program.Log.Settle(Cancellation));
        await Assert.ThrowsAsync<RedactionRefusedException>(() => program.Log.Redact([Guid.NewGuid()], "no such event", "ben", Cancellation));
        var record = (await program.Log.All(secret.Position)).Single(e => e.Type is "EventRedacted");
        await Assert.ThrowsAsync<RedactionRefusedException>(() => program.Log.Redact([record.Id], "cover the tracks", "ben", Cancellation));
    });

    [Fact]
    public Task Projections_pass_by_a_redacted_event_and_forget_it_in_a_rebuild() => Redacted(async (database, program, _) =>
    {
        Assert.Equal("r1=7", await program.Sums());
        await program.Note("r1-a", 8);
        await program.Projector.CatchUp(Cancellation);
        Assert.Equal("r1=15", await program.Sums());
        await program.Projector.Rebuild("tallies", cancellation: Cancellation);

        Assert.Equal("r1=13", await program.Sums());
        Assert.True((await program.Projector.Verify("tallies", cancellation: Cancellation)).Matches);
        await using var search = database.Source.CreateCommand("""
            select count(*) from (select body::text from briefings.events union all select body::text from briefings.projection_tallies_v1) t(body) where body like '%Callao%'
            """);
        Assert.Equal(0L, await search.ExecuteScalarAsync(Cancellation));
    });

    [Theory]
    [InlineData("""update briefings.events set body = '{"$redacted":{"digest":"00","reason":"r","by":"b","at":"2026-01-01T00:00:00Z"}}' where position = 1""", 1)]
    [InlineData("""update briefings.events set body = format('{"$redacted":{"digest":"%s","reason":"r","by":"b","at":"2026-01-01T00:00:00Z"}}', encode(sha256(body::text::bytea), 'hex'))::json where position = 3""", 3)]
    [InlineData("""update briefings.events set body = replace(body::text, '"digest":"', '"digest":"00')::json where position = 2""", 2)]
    [InlineData("""update briefings.events set body = '{"text":"the witness lives in Callao","amount":2}' where position = 2""", 2)]
    [InlineData("update briefings.events set body = json_build_object('eventId', gen_random_uuid(), 'position', 2, 'stream', 's', 'digest', '', 'reason', 'r', 'by', 'b') where position = 4", 2)]
    public Task A_forged_or_undone_redaction_is_found(string sql, long position) => Redacted(async (database, program, _) =>
    {
        await program.Log.ChainHead(await program.Log.Settle(Cancellation), Cancellation);
        Assert.True((await program.Log.VerifyChain(Cancellation)).Matches);
        await database.Execute(sql);

        var verified = await program.Log.VerifyChain(Cancellation);
        Assert.Equal(position, verified.FirstBroken);
        Assert.NotNull(verified.Problem);
    });
}
