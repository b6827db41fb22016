namespace Briefings.EventStore;

/// <summary>Documents without a database: a projection at any past position, and the given / when / then of its tests.</summary>
public sealed class InMemoryDocuments : IDocumentSession
{
    readonly SortedDictionary<string, object> documents = new(Utf8Order.Instance);

    public ValueTask<T?> Load<T>(string key, CancellationToken cancellation = default)
        where T : class => ValueTask.FromResult(documents.GetValueOrDefault(key) as T);

    public void Store<T>(string key, T document)
        where T : class => documents[key] = document;

    public void Delete(string key) => documents.Remove(key);

    /// <summary>The documents whose key begins with a prefix, ordered by key as the database orders them.</summary>
    public IEnumerable<KeyValuePair<string, T>> All<T>(string keyPrefix = "")
        where T : class =>
        from document in documents
        where document.Key.StartsWith(keyPrefix, StringComparison.Ordinal)
        select KeyValuePair.Create(document.Key, (T)document.Value);

    /// <summary>
    /// Folds the events up to a position, leaving the live documents alone. Events that the projection skips are skipped
    /// here too; one that cannot be applied is passed by where the policy is to give it up.
    /// </summary>
    /// <param name="upTo">The last position folded, included, if it is settled. Defaults to the high-water mark.</param>
    /// <exception cref="PoisonException">An event could not be applied.</exception>
    /// <exception cref="UnknownEventTypeException">A newer program wrote one of the events.</exception>
    public static Task<InMemoryDocuments> Fold(
        EventLog log, IProjection projection, long? upTo = null, CancellationToken cancellation = default) =>
        Fold(log, projection, null, upTo, cancellation);

    /// <summary>The same; only the documents under some keys, if the projection can tell which events concern them, all of them otherwise.</summary>
    public static async Task<InMemoryDocuments> Fold(
        EventLog log, IProjection projection, IReadOnlySet<string>? only, long? upTo = null, CancellationToken cancellation = default)
    {
        var folded = new InMemoryDocuments();
        var skipped = await log.Skipped(projection, cancellation);
        var mark = Math.Min(upTo ?? long.MaxValue, await log.HighWaterMark(cancellation));
        await foreach (var recorded in log.ReadFor(projection, 0, mark, cancellation))
        {
            if (!recorded.IsKnown)
                throw new UnknownEventTypeException(new(recorded.Type, recorded.SchemaVersion), recorded.Position);
            if (!skipped.Contains(recorded.Position))
                await folded.Apply(projection, recorded, only, cancellation);
        }

        return folded;
    }

    async Task Apply(IProjection projection, RecordedEvent recorded, IReadOnlySet<string>? only, CancellationToken cancellation)
    {
        var change = new Change(this);
        try
        {
            await (projection is IKeyed keyed && only is not null
                ? keyed.Apply(recorded, change, only.Contains, cancellation)
                : projection.Apply(recorded, change, cancellation));
            change.Keep();
        }
        catch (Exception) when (projection.OnPoison == PoisonPolicy.DeadLetter && !cancellation.IsCancellationRequested)
        {
            // Given up, as the live projection does; nothing of it is kept.
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            throw new PoisonException(recorded.Position, cause);
        }
    }

    /// <summary>What one event changes, kept once it is applied as a whole.</summary>
    sealed class Change(InMemoryDocuments documents) : IDocumentSession
    {
        readonly Dictionary<string, object?> changed = new(StringComparer.Ordinal);

        public ValueTask<T?> Load<T>(string key, CancellationToken cancellation = default)
            where T : class => changed.TryGetValue(key, out var document) ? ValueTask.FromResult(document as T) : documents.Load<T>(key, cancellation);

        public void Store<T>(string key, T document)
            where T : class => changed[key] = document;

        public void Delete(string key) => changed[key] = null;

        public void Keep()
        {
            foreach (var (key, document) in changed)
            {
                if (document is null)
                    documents.Delete(key);
                else
                    documents.documents[key] = document;
            }
        }
    }
}

/// <summary>The order of PostgreSQL's "C" collation: by UTF-8 bytes, in which a surrogate pair comes after U+FFFF.</summary>
sealed class Utf8Order : IComparer<string>
{
    public static Utf8Order Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (x ?? "", y ?? "");
        for (var i = 0; i < left.Length && i < right.Length; i++)
        {
            if (left[i] != right[i])
                return Weight(left[i]) - Weight(right[i]);
        }

        return left.Length - right.Length;
    }

    static int Weight(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
