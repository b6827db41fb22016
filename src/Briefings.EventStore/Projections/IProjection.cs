namespace Briefings.EventStore;

/// <summary>When a projection sees an event.</summary>
public enum ProjectionMode
{
    /// <summary>In the transaction that appends it. Such appends wait for each other.</summary>
    Inline,

    /// <summary>After its commit, in batches.</summary>
    Asynchronous,
}

/// <summary>What becomes of an event that a projection cannot apply.</summary>
public enum PoisonPolicy
{
    /// <summary>The projection stops before it, with the error in its status.</summary>
    Stop,

    /// <summary>It is put among the dead letters and the projection goes on after it.</summary>
    DeadLetter,
}

/// <summary>Events folded into documents. A pure function of the events: no clock, no network, no other table.</summary>
public interface IProjection
{
    /// <summary>Lower-case words joined by `_`, at most 40 characters; names its table and never changes.</summary>
    string Name { get; }

    /// <summary>From 1. Raise it when the shape or the meaning of the documents changes: they are built anew in another table.</summary>
    int Version { get; }

    /// <summary>
    /// The oldest version whose documents read as this one's, if not in all they say: they are answered while this version is
    /// being built. Defaults to <see cref="Version"/>: none does.
    /// </summary>
    int OldestReadableVersion => Version;

    ProjectionMode Mode { get; }

    /// <summary>Stored names of the event types it wants; all if null.</summary>
    IReadOnlyCollection<string>? EventTypes { get; }

    /// <summary>Defaults to <see cref="PoisonPolicy.Stop"/>. An inline projection always refuses the append.</summary>
    PoisonPolicy OnPoison => PoisonPolicy.Stop;

    /// <summary>Keys of documents that an event will probably load; those of a batch are fetched in one question. Defaults to none.</summary>
    IEnumerable<string> LikelyKeys(RecordedEvent recorded) => [];

    ValueTask Apply(RecordedEvent recorded, IDocumentSession documents, CancellationToken cancellation);
}

/// <summary>The documents of one projection while events are applied to it.</summary>
public interface IDocumentSession
{
    /// <summary>The document under a key as the events so far have left it, or null.</summary>
    ValueTask<T?> Load<T>(string key, CancellationToken cancellation = default)
        where T : class;

    /// <summary>Fetches in one question what will be loaded next; without it each document is a question of its own.</summary>
    ValueTask Prefetch(IReadOnlyCollection<string> keys, CancellationToken cancellation = default) => ValueTask.CompletedTask;

    void Store<T>(string key, T document)
        where T : class;

    void Delete(string key);
}
