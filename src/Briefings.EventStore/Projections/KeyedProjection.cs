namespace Briefings.EventStore;

/// <summary>A projection whose every event changes the documents of a few keys, each by a pure fold.</summary>
public abstract class KeyedProjection<TDocument> : IProjection, IKeyed
    where TDocument : class
{
    public abstract string Name { get; }

    public virtual int Version => 1;

    public virtual int OldestReadableVersion => Version;

    public virtual ProjectionMode Mode => ProjectionMode.Asynchronous;

    public virtual IReadOnlyCollection<string>? EventTypes => null;

    public virtual PoisonPolicy OnPoison => PoisonPolicy.Stop;

    /// <summary>The keys of the documents an event changes; none if it concerns no document.</summary>
    public abstract IEnumerable<string> Keys(RecordedEvent recorded);

    /// <summary>State + event → state. Null in: there is no document yet. Null out: there is none any more.</summary>
    public abstract TDocument? Evolve(TDocument? document, RecordedEvent recorded);

    public ValueTask Apply(RecordedEvent recorded, IDocumentSession documents, CancellationToken cancellation) =>
        Apply(Keys(recorded), recorded, documents, cancellation);

    ValueTask IKeyed.Apply(RecordedEvent recorded, IDocumentSession documents, Func<string, bool> only, CancellationToken cancellation) =>
        Apply(Keys(recorded).Where(only), recorded, documents, cancellation);

    async ValueTask Apply(IEnumerable<string> keys, RecordedEvent recorded, IDocumentSession documents, CancellationToken cancellation)
    {
        foreach (var key in keys is IReadOnlyList<string> { Count: 1 } ? keys : keys.Distinct(StringComparer.Ordinal))
        {
            var before = await documents.Load<TDocument>(key, cancellation);
            var after = Evolve(before, recorded);
            if (after is null && before is not null)
                documents.Delete(key);
            else if (after is not null && !ReferenceEquals(before, after))
                documents.Store(key, after);
        }
    }
}

/// <summary>A projection that can say which documents an event will touch, so that a batch loads them at once.</summary>
interface IKeyed
{
    IEnumerable<string> Keys(RecordedEvent recorded);

    /// <summary>Applies an event to some of its documents only; each stands for itself.</summary>
    ValueTask Apply(RecordedEvent recorded, IDocumentSession documents, Func<string, bool> only, CancellationToken cancellation);
}
