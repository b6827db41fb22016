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

    /// <summary>Folds the events up to a position, leaving the live documents alone.</summary>
    /// <param name="upTo">The last position folded, included, if it is settled. Defaults to the high-water mark.</param>
    public static async Task<InMemoryDocuments> Fold(
        EventLog log, IProjection projection, long? upTo = null, CancellationToken cancellation = default)
    {
        var folded = new InMemoryDocuments();
        await foreach (var recorded in log.ReadAll(0, upTo, projection.EventTypes, cancellation))
            await projection.Apply(recorded, folded, cancellation);
        return folded;
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
