using System.Text.Json;
using Briefings.EventStore;
using Briefings.Tests.Databases;
using Npgsql;
using Xunit;

namespace Briefings.Tests.EventStore;

[EventType("noted")]
sealed record Noted(string Text, int Amount = 1) : IEvent;

[EventType("crossed-out")]
sealed record CrossedOut(string Text) : IEvent;

/// <summary>What the tests of the log share: its event types, and events with ids made from small numbers.</summary>
static class Sample
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    public static EventCatalog Catalog { get; } = EventCatalog.Of(Json, [typeof(Noted), typeof(CrossedOut)]);

    public static EventLog Log(NpgsqlDataSource source, ProjectionRegistry? inline = null) =>
        new(source, Catalog, TimeProvider.System, inline is null ? null : new InlineProjections(inline, Json));

    public static NewEvent Note(string text, int amount = 1) => new(Guid.NewGuid(), new Noted(text, amount));

    public static NewEvent[] Notes(int count, string text = "note") => [.. Enumerable.Range(1, count).Select(n => Note($"{text} {n}"))];

    public static async Task<List<RecordedEvent>> All(this EventLog log, long after = 0) =>
        await log.ReadAll(after, cancellation: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    // language=sql
    const string Listeners = """
        select exists (select from pg_stat_activity where datname = current_database() and state = 'idle' and query ilike 'listen%')
        """;

    /// <summary>Waits until a follower of the log has nothing left to read and listens.</summary>
    public static Task UntilSomebodyListens(this TestDatabase database) => database.Until(Listeners);

    /// <summary>Waits until a query answers true.</summary>
    public static async Task Until(this TestDatabase database, string sql)
    {
        await using var command = database.Source.CreateCommand(sql);
        while (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is false)
            await Task.Yield();
    }

    public static string Text(this RecordedEvent recorded) => ((Noted)recorded.Body).Text;

    public static string Texts(this IEnumerable<RecordedEvent> events) => string.Join(", ", events.Select(Text));
}

/// <summary>An append as its steps, so that a test can stop between them: the way `briefings.append` does it.</summary>
sealed class HeldAppend : IAsyncDisposable
{
    readonly NpgsqlConnection connection;
    readonly NpgsqlTransaction transaction;

    HeldAppend(NpgsqlConnection connection, NpgsqlTransaction transaction, long position)
    {
        this.connection = connection;
        this.transaction = transaction;
        Position = position;
    }

    public long Position { get; }

    // language=sql
    const string AppendOne = """
        select positions[1] from briefings.append(
            array[$1], array[-1], array[1], array[null::json], array[1], array[1], array[$2::uuid],
            array[(select id from briefings.event_types where name = 'noted')],
            array['{"text":"held","amount":1}'::json], now(), false)
        """;

    /// <summary>Appends one event and leaves its transaction open. The log must have recorded a note before.</summary>
    public static async Task<HeldAppend> Begin(NpgsqlDataSource source, string stream, Guid? id = null)
    {
        var opened = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var begun = await opened.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var append = new NpgsqlCommand(AppendOne, opened) { Parameters = { new() { Value = stream }, new() { Value = id ?? Guid.NewGuid() } } };
        return new(opened, begun, (long)(await append.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);
    }

    public Task Commit() => transaction.CommitAsync(TestContext.Current.CancellationToken);

    public Task Rollback() => transaction.RollbackAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
