using System.Collections.Immutable;
using Briefings.EventStore;

namespace Briefings.Tests.EventStore;

sealed record Tally(int Sum, ImmutableArray<string> Last);

/// <summary>Adds up the amounts noted in each category of streams; a crossing-out removes the tally.</summary>
sealed class Tallies(string name = "tallies", ProjectionMode mode = ProjectionMode.Asynchronous) : KeyedProjection<Tally>
{
    public override string Name => name;

    public override int Version => Number;

    public int Number { get; init; } = 1;

    public int? Readable { get; init; }

    public override int OldestReadableVersion => Readable ?? Number;

    public override ProjectionMode Mode => mode;

    public override PoisonPolicy OnPoison => Policy;

    public PoisonPolicy Policy { get; init; } = PoisonPolicy.Stop;

    public override IReadOnlyCollection<string> EventTypes { get; } = ["noted", "crossed-out"];

    /// <summary>The text of a note it cannot apply.</summary>
    public string? Poison { get; set; }

    /// <summary>Called before each event; a test may wait or cancel there.</summary>
    public Action<RecordedEvent>? Watch { get; set; }

    /// <summary>The documents an event changes, if not the one of the category of its stream.</summary>
    public Func<RecordedEvent, IEnumerable<string>>? Concerned { get; init; }

    public override IEnumerable<string> Keys(RecordedEvent recorded) => Concerned?.Invoke(recorded) ?? [recorded.Stream.Split('-')[0]];

    public override Tally? Evolve(Tally? document, RecordedEvent recorded)
    {
        Watch?.Invoke(recorded);
        return recorded.Body switch
        {
            Noted noted when Poison is { } poison && noted.Text.Contains(poison, StringComparison.Ordinal) =>
                throw new InvalidOperationException("Cannot stomach it."),
            Noted noted => new((document?.Sum ?? 0) + noted.Amount, [.. (document?.Last ?? []).TakeLast(2), noted.Text]),
            CrossedOut => null,
            _ => document,
        };
    }
}

/// <summary>The same tallies by a projection that does not say which documents an event concerns.</summary>
sealed class Whole(Tallies tallies) : IProjection
{
    public string Name => tallies.Name;

    public int Version => tallies.Version;

    public ProjectionMode Mode => tallies.Mode;

    public IReadOnlyCollection<string> EventTypes => tallies.EventTypes;

    public PoisonPolicy OnPoison => tallies.OnPoison;

    public ValueTask Apply(RecordedEvent recorded, IDocumentSession documents, CancellationToken cancellation) => tallies.Apply(recorded, documents, cancellation);
}

/// <summary>A program with one projection over a log.</summary>
sealed class TallyProgram(Databases.TestDatabase database, Tallies tallies, bool keyed = true, int? lanes = null)
{
    public ProjectionRegistry Registry { get; } = new([keyed ? tallies : new Whole(tallies)]);

    public Tallies Tallies => tallies;

    public EventLog Log => field ??= Sample.Log(database.Source, Registry);

    public Projector Projector => field ??= new(database.Source, Log, Registry, Sample.Json, lanes: lanes);

    public Documents Documents => field ??= new(database.Source, Registry, Sample.Json);

    static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    /// <summary>The tallies of some keys, as text: `a=3, b=1`.</summary>
    public async Task<string> Sums(string prefix = "") => string.Join(
        ", ", await Documents.All<Tally>(tallies.Name, prefix, Cancellation).Select(d => $"{d.Key}={d.Value.Sum}").ToListAsync(Cancellation));

    public Task Note(string stream, int amount, string text = "note") =>
        Log.Append(stream, ExpectedVersion.Any, [Sample.Note(text, amount)], cancellation: Cancellation);

    public async Task<ProjectionStatus> Status() =>
        (await Projector.Status(Cancellation)).Single(s => string.Equals(s.Name, tallies.Name, StringComparison.Ordinal));
}
