using Briefings.EventStore;
using Briefings.Tests.Databases;
using Npgsql;
using Xunit;

namespace Briefings.Tests.EventStore;

public sealed class AppendTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    readonly EventLog log = Sample.Log(database.Source);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_records_events_as_they_can_be_read()
    {
        var note = Sample.Note("first", 7);
        var appended = await log.Append("append-1", ExpectedVersion.NoStream, [note, Sample.Note("second")], new("cause", null, "ana"), Cancellation);

        var events = await log.ReadStream("append-1", 0, Cancellation).ToListAsync(Cancellation);
        Assert.Equal([1L, 2L], events.Select(e => e.Version));
        Assert.Equal(note.Body, events[0].Body);
        Assert.Equal(note.Id, events[0].Id);
        Assert.Equal(("noted", 1), (events[0].Type, events[0].SchemaVersion));
        Assert.Equal(new EventMetadata("cause", null, "ana"), events[0].Metadata);
        Assert.Equal(new("append-1", 2, events[1].Position, false), appended);
    }

    [Fact]
    public async Task Append_at_another_version_says_what_it_expected_and_found()
    {
        await log.Append("append-2", 0, Sample.Notes(3), cancellation: Cancellation);

        var wrong = await Assert.ThrowsAsync<WrongExpectedVersionException>(
            () => log.Append("append-2", 2, Sample.Notes(1), cancellation: Cancellation));

        Assert.Equal("Expected stream append-2 at version 2, found 3.", wrong.Message);
        Assert.Equal(3, await log.ReadStream("append-2", 0, Cancellation).CountAsync(Cancellation));
    }

    [Fact]
    public async Task Append_of_two_writers_at_one_version_lets_exactly_one_win()
    {
        for (var round = 0; round < 20; round++)
        {
            var stream = $"race-{round}";
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Wins(stream)));
            Assert.Equal(1, outcomes.Count(won => won));
            Assert.Equal(1, await log.ReadStream(stream, 0, Cancellation).CountAsync(Cancellation));
        }

        async Task<bool> Wins(string stream)
        {
            try
            {
                await log.Append(stream, 0, Sample.Notes(1), cancellation: Cancellation);
                return true;
            }
            catch (WrongExpectedVersionException)
            {
                return false;
            }
        }
    }

    [Theory]
    [InlineData(ExpectedVersion.NoStream)]
    [InlineData(ExpectedVersion.Any)]
    [InlineData(2)]
    public async Task Append_of_recorded_events_answers_where_they_stand(long expectedVersion)
    {
        var stream = $"again{expectedVersion}";
        var notes = Sample.Notes(2);
        var first = await log.Append(stream, 0, notes, cancellation: Cancellation);
        await log.Append(stream, 2, Sample.Notes(1), cancellation: Cancellation);

        var again = await log.Append(stream, expectedVersion, notes, cancellation: Cancellation);

        Assert.Equal(first with { AlreadyAppended = true }, again);
        Assert.Equal(3, await log.ReadStream(stream, 0, Cancellation).CountAsync(Cancellation));
    }

    [Fact]
    public async Task Append_of_recorded_events_at_the_expected_version_answers_where_they_stand()
    {
        var notes = Sample.Notes(2);
        var first = await log.Append("again-at-head", 0, notes, cancellation: Cancellation);

        Assert.Equal(first with { AlreadyAppended = true }, await log.Append("again-at-head", 2, notes, cancellation: Cancellation));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Append_of_partly_recorded_events_is_refused(long expectedVersion)
    {
        var stream = $"partly{expectedVersion}";
        var note = Sample.Note("known");
        await log.Append(stream, 0, [note], cancellation: Cancellation);

        var partly = await Assert.ThrowsAsync<DuplicateEventException>(
            () => log.Append(stream, expectedVersion, [note, Sample.Note("new")], cancellation: Cancellation));

        Assert.Contains($"{note.Id} in stream {stream} at version 1", partly.Message, StringComparison.Ordinal);
        Assert.Equal(1, await log.ReadStream(stream, 0, Cancellation).CountAsync(Cancellation));
    }

    [Fact]
    public async Task Append_of_an_event_of_another_stream_is_refused()
    {
        var note = Sample.Note("mine");
        await log.Append("owner-1", 0, [note], cancellation: Cancellation);

        await Assert.ThrowsAsync<DuplicateEventException>(() => log.Append("thief-1", 0, [note], cancellation: Cancellation));
        Assert.Empty(await log.ReadStream("thief-1", 0, Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Append_to_many_streams_is_one_commit()
    {
        await log.Append("many-b", 0, Sample.Notes(1), cancellation: Cancellation);

        await Assert.ThrowsAsync<WrongExpectedVersionException>(
            () => log.Append([new("many-a", 0, Sample.Notes(2)), new("many-b", 0, Sample.Notes(2))], Cancellation));
        Assert.Empty(await log.ReadStream("many-a", 0, Cancellation).ToListAsync(Cancellation));

        var results = await log.Append([new("many-b", 1, Sample.Notes(2)), new("many-a", 0, Sample.Notes(2))], Cancellation);
        Assert.Equal([("many-b", 3L), ("many-a", 2L)], results.Select(r => (r.Stream, r.Version)));
        Assert.True(results[0].Position < results[1].Position);
    }

    [Fact]
    public async Task Append_to_many_streams_knows_each_of_them_again()
    {
        var known = new StreamAppend("mixed-a", 0, Sample.Notes(2));
        await log.Append([known], Cancellation);

        var results = await log.Append([known, new("mixed-b", 0, Sample.Notes(1))], Cancellation);

        Assert.Equal([true, false], results.Select(r => r.AlreadyAppended));
    }

    [Fact]
    public async Task Append_of_many_batches_in_opposite_orders_does_not_deadlock()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(n =>
        {
            StreamAppend[] both = [new("left", ExpectedVersion.Any, Sample.Notes(1)), new("right", ExpectedVersion.Any, Sample.Notes(1))];
            return log.Append(n % 2 == 0 ? both : [both[1], both[0]], Cancellation);
        }));

        Assert.Equal(Enumerable.Range(1, 40).Select(n => (long)n), await log.ReadStream("left", 0, Cancellation).Select(e => e.Version).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Append_of_many_batches_of_streams_that_are_not_there_yet_does_not_deadlock()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(n =>
        {
            var streams = Enumerable.Range(n / 8 * 3, 6).Select(s => new StreamAppend($"fresh-{s}", ExpectedVersion.Any, Sample.Notes(2)));
            return log.Append([.. n % 2 == 0 ? streams : streams.Reverse()], Cancellation);
        }));

        for (var s = 0; s < 18; s++)
        {
            var versions = await log.ReadStream($"fresh-{s}", 0, Cancellation).Select(e => e.Version).ToListAsync(Cancellation);
            Assert.Equal(Enumerable.Range(1, s is < 3 or >= 15 ? 16 : 32).Select(v => (long)v), versions);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Append_of_a_type_the_database_does_not_know_is_refused(bool many)
    {
        await using var command = database.Source.CreateCommand(many
            ? "select briefings.append(array['unknown-1'], array[0], array[1], array[null::json], array[1], array[1], array[gen_random_uuid()], array[-5], array['{}'::json], now(), false)"
            : "select briefings.append_one('unknown-1', 0, null, array[gen_random_uuid()], array[-5], array['{}'::json], now())");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancellation));

        Assert.Equal("type_id", refused.ColumnName);
        Assert.Empty(await log.ReadStream("unknown-1", 0, Cancellation).ToListAsync(Cancellation));
    }

    // As numbers: an attribute's text is kept as UTF-8, which has no lone surrogates.
    [Theory]
    [InlineData('\0')]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    public Task Append_replaces_text_that_cannot_be_stored(int unit) => StoresText($"one {(char)unit} here", "one \uFFFD here");

    [Theory]
    [InlineData("a pair \U0001F600 stays")]
    [InlineData(@"a backslash \u0000 and \ud800 stays")]
    public Task Append_keeps_other_text(string text) => StoresText(text, text);

    async Task StoresText(string text, string stored)
    {
        var appended = await log.Append("text", ExpectedVersion.Any, [Sample.Note(text)], new(Actor: text), Cancellation);

        var read = await log.ReadStream("text", appended.Version - 1, Cancellation).SingleAsync(Cancellation);
        Assert.Equal(stored, read.Text());
        Assert.Equal(stored, read.Metadata.Actor);
    }

    [Fact]
    public async Task Append_refuses_a_batch_that_names_a_stream_twice()
    {
        await Assert.ThrowsAsync<ArgumentException>(
            () => log.Append([new("twice", 0, Sample.Notes(1)), new("twice", 1, Sample.Notes(1))], Cancellation));
    }

    [Fact]
    public async Task Import_writes_what_an_append_would_and_can_be_repeated()
    {
        StreamAppend[] appends =
        [
            new("import-1", 0, Sample.Notes(3, "a"), new("c", "d", "e")),
            new("import-2", 0, Sample.Notes(2, "b")),
            new("import-1", 3, Sample.Notes(1, "c")),
        ];

        Assert.Equal(6, await log.Import(appends.ToAsyncEnumerable(), Cancellation));
        Assert.Equal(0, await log.Import(appends.ToAsyncEnumerable(), Cancellation));

        var events = await log.ReadStream("import-1", 0, Cancellation).ToListAsync(Cancellation);
        Assert.Equal("a 1, a 2, a 3, c 1", events.Texts());
        Assert.Equal(new("c", "d", "e"), events[0].Metadata);
        Assert.Equal(events.Select(e => e.Position).Order().ToList(), events.Select(e => e.Position));
    }
}
