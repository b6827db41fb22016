using Briefings.EventStore;
using Briefings.Extraction;
using Briefings.NewsEvents;

namespace Briefings.Actors;

/// <summary>One actor through all articles.</summary>
public sealed record ActorState
{
    /// <summary>As in <see cref="Actor.Id"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The longest name met.</summary>
    public required string Name { get; init; }

    public required string Code { get; init; }

    public required string Country { get; init; }

    public required string Sector { get; init; }

    public int AsSource { get; init; }

    public int AsTarget { get; init; }

    public required long FirstPosition { get; init; }

    public required long LastPosition { get; init; }
}

/// <summary>Counts what each actor did and what was done to it.</summary>
public sealed class ActorProjection : IProjection
{
    public const string ProjectionName = "actors";

    public string Name => ProjectionName;

    public int Version => 1;

    public ProjectionMode Mode => ProjectionMode.Asynchronous;

    // Every news event type counts, so the projection names none.
    public IReadOnlyCollection<string>? EventTypes => null;

    public IEnumerable<string> LikelyKeys(RecordedEvent recorded) => recorded.Body is NewsEvent news ? Actors(news).Select(a => a.Id) : [];

    static IEnumerable<Actor> Actors(NewsEvent news) =>
        news.Reported.Source.Concat(news.Reported.Target).Where(a => a.Id.Length > 0).DistinctBy(a => a.Id, StringComparer.Ordinal);

    public async ValueTask Apply(RecordedEvent recorded, IDocumentSession documents, CancellationToken cancellation)
    {
        if (recorded.Body is not NewsEvent news)
        {
            return;
        }

        foreach (var actor in Actors(news))
        {
            var before = await documents.Load<ActorState>(actor.Id, cancellation);
            if (before is null || before.LastPosition < recorded.Position)
            {
                documents.Store(actor.Id, Evolve(before, actor, news.Reported, recorded.Position));
            }
        }
    }

    /// <summary>Names grow to the longest met; what is unknown is filled in when an article says it.</summary>
    static ActorState Evolve(ActorState? state, Actor actor, ReportedEvent reported, long position)
    {
        state ??= new ActorState
        {
            Id = actor.Id,
            Name = actor.Name,
            Code = actor.Code,
            Country = actor.Country,
            Sector = actor.Sector,
            FirstPosition = position,
            LastPosition = position,
        };
        return state with
        {
            Name = actor.Name.Length > state.Name.Length ? actor.Name : state.Name,
            Code = state.Code.Length > 0 ? state.Code : actor.Code,
            Country = state.Country.Length > 0 ? state.Country : actor.Country,
            Sector = state.Sector.Length > 0 ? state.Sector : actor.Sector,
            AsSource = state.AsSource + reported.Source.Count(a => a.Id == actor.Id),
            AsTarget = state.AsTarget + reported.Target.Count(a => a.Id == actor.Id),
            LastPosition = position,
        };
    }
}
