using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Briefings.EventStore;
using Briefings.EventStore.PrivatePostgres;
using Npgsql;
using Xunit;
using EventLog = Briefings.EventStore.EventLog;

namespace Briefings.EndToEnd.Faults;

[EventType("counted")]
public sealed record Counted(string Text, int Amount) : IEvent;

[EventType("carried-over")]
public sealed record CarriedOver(int Amount) : IEvent;

public sealed record Count(long Sum, int Events);

/// <summary>Counts: an event that is applied twice, or not at all, shows. Chokes on what is marked as rotten, unless it has the stomach.</summary>
sealed class Counting(string name, ProjectionMode mode, int version, PoisonPolicy policy, bool hasStomach) : KeyedProjection<Count>
{
    public override string Name => name;

    public override int Version => version;

    public override int OldestReadableVersion => 1;

    public override ProjectionMode Mode => mode;

    public override PoisonPolicy OnPoison => policy;

    public override IReadOnlyCollection<string> EventTypes { get; } = mode == ProjectionMode.Inline ? ["counted"] : ["counted", "carried-over"];

    public override IEnumerable<string> Keys(RecordedEvent recorded) => [recorded.Stream.Split('-')[0]];

    public override Count Evolve(Count? document, RecordedEvent recorded)
    {
        var amount = recorded.Body switch
        {
            Counted { Text: "rotten" } when !hasStomach => throw new InvalidOperationException("Cannot stomach it."),
            Counted counted => counted.Amount,
            CarriedOver carried => carried.Amount,
            _ => 0,
        };
        return new((document?.Sum ?? 0) + amount, (document?.Events ?? 0) + 1);
    }
}

/// <summary>The same by a projection that does not say which documents an event concerns.</summary>
sealed class Whole(Counting counting) : IProjection
{
    public string Name => counting.Name;

    public int Version => counting.Version;

    public ProjectionMode Mode => counting.Mode;

    public PoisonPolicy OnPoison => counting.OnPoison;

    public IReadOnlyCollection<string> EventTypes => counting.EventTypes;

    public ValueTask Apply(RecordedEvent recorded, IDocumentSession documents, CancellationToken cancellation) => counting.Apply(recorded, documents, cancellation);
}

/// <summary>
/// Everything that the library does and the desk does not, in an order that a killed program takes up again: imports,
/// poison that is skipped and retried, versions that follow each other. What one year leaves is counted at its end.
/// </summary>
sealed class Ledger(NpgsqlDataSource database, int year)
{
    const string Variable = "BRIEFINGS_LEDGER";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    readonly EventCatalog catalog = EventCatalog.Of(Json, [typeof(Counted), typeof(CarriedOver)]);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Kills a program at a point of its year, and lets another one go on to its end.</summary>
    public static async Task<bool> Die(BriefingsProcess briefings, int year, string fault)
    {
        var server = new NpgsqlConnectionStringBuilder(await PrivateServer.Start(briefings.Folder, cancellation: Cancellation));
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        var name = string.Create(CultureInfo.InvariantCulture, $"ledger_{year}");
        await WholeDatabase.Rows(database, "create database " + name, r => 0, Cancellation);
        server.Database = name;
        var settings = string.Create(CultureInfo.InvariantCulture, $"{year} {server.ConnectionString}");
        var (died, said) = await Run(settings, fault);
        Assert.True(died == 137 || died == 0, said);
        await using (var ledger = NpgsqlDataSource.Create(server.ConnectionString))
            Assert.Empty(await WholeDatabase.Torn(ledger, Cancellation));
        var (ended, told) = await Run(settings, null);
        Assert.True(ended == 0, told);
        await WholeDatabase.Rows(database, $"drop database {name} with (force)", r => 0, Cancellation);
        return died == 137;
    }

    static async Task<(int ExitCode, string Said)> Run(string settings, string? fault)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Ledger).Assembly.Location, "-method", $"{typeof(LedgerTests).FullName}.{nameof(LedgerTests.A_year_of_a_ledger_adds_up)}"])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        (start.Environment[Variable], start.Environment["BRIEFINGS_FAULT"]) = (settings, fault);
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync(Cancellation);
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, await said + await error);
    }

    /// <summary>The year and the database that a parent asks for; <c>null</c> when there is none.</summary>
    public static (int Year, string Connection)? Asked => Environment.GetEnvironmentVariable(Variable)?.Split(' ', 2) is [var year, var connection] ? (int.Parse(year, CultureInfo.InvariantCulture), connection) : null;

    (Projector Projector, EventLog Log, Documents Documents) Program(bool hasStomach, int version)
    {
        var registry = new ProjectionRegistry(
        [
            new Counting("sums", ProjectionMode.Inline, 1, PoisonPolicy.Stop, hasStomach: true),
            new Counting("halting", ProjectionMode.Asynchronous, 1, PoisonPolicy.Stop, hasStomach),
            new Counting("giving_up", ProjectionMode.Asynchronous, 1, PoisonPolicy.DeadLetter, hasStomach),
            new Whole(new("unkeyed", ProjectionMode.Asynchronous, 1, PoisonPolicy.Stop, hasStomach)),
            new Counting("renewed", ProjectionMode.Asynchronous, version, PoisonPolicy.Stop, hasStomach: true),
        ]);
        var log = new EventLog(database, catalog, TimeProvider.System, new InlineProjections(registry, Json));
        return (new(database, log, registry, Json), log, new(database, registry, Json));
    }

    NewEvent Event(string name, IEvent body)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{year} {name}")));
        return new(new Guid(hash.AsSpan(0, 16), bigEndian: true), body);
    }

    string Stream(string name) => string.Create(CultureInfo.InvariantCulture, $"{name}{year}-a");

    /// <summary>Does what has not been done yet, and then counts.</summary>
    public async Task Live()
    {
        await Migrations.Apply(database, [], Cancellation);
        var last = await LastVersion();
        var (projector, log, _) = Program(hasStomach: false, last);
        await projector.CatchUp(Cancellation);
        await log.Import(Enumerable.Range(0, 1200).Select(n => new StreamAppend(
            string.Create(CultureInfo.InvariantCulture, $"carried{year}-{n}"), 0,
            [.. Enumerable.Range(0, 10).Select(i => Event(string.Create(CultureInfo.InvariantCulture, $"carried {n} {i}"), new CarriedOver(i)))])).ToAsyncEnumerable(), Cancellation);
        for (var n = 0; n < 5; n++)
            await log.Append(Stream("counted"), ExpectedVersion.Any, [Event(string.Create(CultureInfo.InvariantCulture, $"counted {n}"), new Counted("", n))], cancellation: Cancellation);
        await log.Append(Stream("spoilt"), ExpectedVersion.Any, [Event("good", new Counted("", 1)), Event("bad", new Counted("rotten", 2)), Event("good again", new Counted("", 4))], cancellation: Cancellation);
        await projector.CatchUp(Cancellation);
        await projector.Rebuild("sums", cancellation: Cancellation);
        await projector.RebuildStream("giving_up", Stream("counted"), cancellation: Cancellation);
        await Program(hasStomach: true, last).Projector.RebuildStream("unkeyed", Stream("counted"), cancellation: Cancellation);
        await Digest(projector);
        await Renew(last);
        await AddUp();
    }

    /// <summary>What is rotten is skipped in even years, and retried by a program that can stomach it in odd ones.</summary>
    async Task Digest(Projector projector)
    {
        var strong = Program(hasStomach: true, await LastVersion()).Projector;
        foreach (var name in new[] { "halting", "unkeyed" })
        {
            foreach (var letter in (await projector.Letters(name, Cancellation)).Where(l => l.State == DeadLetterState.Stopped))
            {
                if (year % 2 == 0 || name == "unkeyed")
                    Assert.True(await projector.Skip(name, letter.Position, "rotten", "ana", Cancellation));
                else
                    await strong.Retry(name, letter.Position, cancellation: Cancellation);
            }
        }

        await projector.CatchUp(Cancellation);
        if (year % 2 != 0)
        {
            foreach (var letter in (await projector.Letters("unkeyed", Cancellation)).Where(l => l.State == DeadLetterState.Skipped))
                await strong.Retry("unkeyed", letter.Position, cancellation: Cancellation);
        }

        await strong.Retry("giving_up", cancellation: Cancellation);
    }

    /// <summary>The next version of a projection is built beside the last one, and takes its place.</summary>
    async Task Renew(int last)
    {
        var next = Program(hasStomach: true, last + 1).Projector;
        await next.CatchUp(Cancellation);
        await next.Prune(Cancellation);
    }

    async Task<int> LastVersion() =>
        (await WholeDatabase.Rows(database, "select coalesce(max(version), 1) from briefings.projections where name = 'renewed' and slot = 'live'", r => r.GetInt32(0), Cancellation))[0];

    // language=sql
    const string Sums = """
        select split_part(s.name, '-', 1), sum((e.body ->> 'amount')::integer), count(*)::integer
        from briefings.events e join briefings.streams s on s.id = e.stream_id join briefings.event_types t on t.id = e.type_id
        where (t.name = 'counted' or not $1)
          and e.position not in (select k.position from briefings.skipped_events k where k.name = $2)
        group by 1
        """;

    async Task AddUp()
    {
        var (projector, _, documents) = Program(hasStomach: true, await LastVersion());
        foreach (var name in new[] { "sums", "halting", "giving_up", "unkeyed", "renewed" })
        {
            var wanted = await WholeDatabase.Rows(database, Sums, r => (Key: r.GetString(0), Count: new Count(r.GetInt64(1), r.GetInt32(2))), Cancellation, name == "sums", name);
            var found = await documents.All<Count>(name, "", Cancellation).Select(d => (d.Key, Count: d.Value)).ToListAsync(Cancellation);
            Assert.Equal(wanted.OrderBy(w => w.Key, StringComparer.Ordinal), found.OrderBy(f => f.Key, StringComparer.Ordinal));
            Assert.Null((await projector.Verify(name, cancellation: Cancellation)).FirstDifference);
            Assert.DoesNotContain(await projector.Letters(name, Cancellation), l => l.State != DeadLetterState.Skipped);
        }

        Assert.Empty(await WholeDatabase.Torn(database, Cancellation));
        Assert.Empty(await WholeDatabase.Rows(database, "select name || version || slot from briefings.projections where slot <> 'live' or name = 'renewed' and version < $1", r => r.GetString(0), Cancellation, await LastVersion()));
        Assert.Empty(await WholeDatabase.Rows(database, "select s.name from briefings.events e join briefings.streams s on s.id = e.stream_id group by s.name having count(*) <> max(e.version) or count(distinct e.version) <> count(*)", r => r.GetString(0), Cancellation));
    }
}

public sealed class LedgerTests : EndToEndTest
{
    /// <summary>By itself it lives one year; fault rounds run it as a program that is killed.</summary>
    [Fact]
    public async Task A_year_of_a_ledger_adds_up()
    {
        var (year, connection) = Ledger.Asked ?? (2026, await PrivateServer.Start(Briefings.Folder, cancellation: TestContext.Current.CancellationToken));
        await using var database = NpgsqlDataSource.Create(connection);
        await new Ledger(database, year).Live();
    }
}
