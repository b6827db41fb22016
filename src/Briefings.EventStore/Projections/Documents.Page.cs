using System.Text.Json;

namespace Briefings.EventStore;

public sealed partial class Documents
{
    // language=sql
    const string PageOfDocuments = "select key, body from {table} where starts_with(key, $1) and key > $2 order by key limit $3";

    /// <summary>The documents whose key begins with a prefix and comes after another, ordered by the bytes of their keys.</summary>
    /// <param name="after">The last key of the page before; empty for the first page.</param>
    public async Task<IReadOnlyList<KeyValuePair<string, T>>> Page<T>(
        string projection, string keyPrefix, string after, int limit, CancellationToken cancellation = default)
        where T : class
    {
        var page = new List<KeyValuePair<string, T>>();
        await foreach (var (key, body) in Rows(new DocumentTable(registry[projection], Slot.Live), PageOfDocuments, [keyPrefix, after, limit], cancellation))
        {
            if (JsonSerializer.Deserialize<T>(body, json) is { } document)
                page.Add(KeyValuePair.Create(key, document));
        }

        return page;
    }

    // language=sql
    const string OldestChanges = """
        select key, body from {table} where starts_with(key, $1) and position > $2 order by position, key limit $3
        """;

    // language=sql
    const string NewestChanges = """
        select key, body from {table} where starts_with(key, $1) and position < $2 order by position desc, key desc limit $3
        """;

    /// <summary>
    /// The documents whose key begins with a prefix in the order in which the log last changed them; for projections of which an
    /// event changes one document, others would lose some between two pages.
    /// </summary>
    /// <param name="beyond">The last position of the page before: with 0 the first page of the oldest, with <see cref="long.MaxValue"/> that of the newest.</param>
    public async Task<IReadOnlyList<T>> PageByPosition<T>(
        string projection, string keyPrefix, long beyond, int limit, bool newestFirst = false, CancellationToken cancellation = default)
        where T : class
    {
        var page = new List<T>();
        await foreach (var (_, body) in Rows(new DocumentTable(registry[projection], Slot.Live), newestFirst ? NewestChanges : OldestChanges, [keyPrefix, beyond, limit], cancellation))
        {
            if (JsonSerializer.Deserialize<T>(body, json) is { } document)
                page.Add(document);
        }

        return page;
    }
}
