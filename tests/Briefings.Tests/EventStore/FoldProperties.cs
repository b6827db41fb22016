using System.Text.Json;
using Briefings.EventStore;
using Briefings.Tests.Databases;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Briefings.Tests.EventStore;

public sealed class FoldProperties(TestDatabase database) : IClassFixture<TestDatabase>
{
    static readonly DocumentTable Table = new(new Tallies("batches"), Slot.Live);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fold_does_not_depend_on_batch_size()
    {
        await using (var connection = await database.Source.OpenConnectionAsync(Cancellation))
            await ProjectionSlots.Create(connection, Table, Cancellation);
        var notes = Gen.Choose(0, 9).Select(n => n == 0 ? (IEvent)new CrossedOut("x") : new Noted($"text \u0001 \ud83d\ude00 {n}", n));
        var cases = from events in notes.ArrayOf()
                    from streams in Gen.Choose(0, 3).ArrayOf(events.Length)
                    from size in Gen.Choose(1, 7)
                    select (Events: events, Streams: streams, Size: size);

        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var recorded = c.Events.Select((body, n) => new RecordedEvent { Position = n + 1, Stream = $"k{c.Streams[n]}-x", Version = 1, Body = body }).ToList();
            var whole = Folded(recorded, Math.Max(1, recorded.Count)).GetAwaiter().GetResult();
            var parts = Folded(recorded, c.Size).GetAwaiter().GetResult();
            var kept = Kept(recorded, c.Size).GetAwaiter().GetResult();
            var memory = InMemory(recorded).GetAwaiter().GetResult();
            return string.Equals(whole, parts, StringComparison.Ordinal) && string.Equals(whole, kept, StringComparison.Ordinal) && string.Equals(whole, memory, StringComparison.Ordinal);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    async Task<string> Folded(List<RecordedEvent> events, int size)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        await database.Execute("truncate briefings.projection_batches_v1");
        foreach (var batch in events.Chunk(size))
        {
            var session = new DocumentSession(connection, Table, Sample.Json);
            await session.Apply(Table.Projection, [.. batch], Cancellation);
            await session.Flush(Cancellation);
        }

        return await Stored();
    }

    /// <summary>The same in one session that has room for one document, as a rebuild does it.</summary>
    async Task<string> Kept(List<RecordedEvent> events, int size)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        await database.Execute("truncate briefings.projection_batches_v1");
        var session = new DocumentSession(connection, Table, Sample.Json, new KeyFilter(), memoryBound: 1200);
        foreach (var batch in events.Chunk(size))
        {
            await session.Apply(Table.Projection, [.. batch], Cancellation);
            if (session.IsFull)
                await session.Flush(Cancellation);
            session.Shrink();
        }

        await session.Flush(Cancellation);
        return await Stored();
    }

    async Task<string> Stored()
    {
        var documents = new Documents(database.Source, new([Table.Projection]), Sample.Json);
        return JsonSerializer.Serialize(await documents.All<Tally>("batches", cancellation: Cancellation).ToListAsync(Cancellation));
    }

    static async Task<string> InMemory(List<RecordedEvent> events)
    {
        var documents = new InMemoryDocuments();
        foreach (var recorded in events)
            await Table.Projection.Apply(recorded, documents, Cancellation);
        return JsonSerializer.Serialize(documents.All<Tally>().ToList());
    }
}
