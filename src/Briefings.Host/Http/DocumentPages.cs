using System.Buffers.Text;
using System.Text;
using Briefings.EventStore;

namespace Briefings.Host.Http;

/// <summary>Reads the documents of a projection in pages, in the order of their keys, within a bound of documents looked at.</summary>
static class DocumentPages
{
    const int MaxExamined = 2_000;
    const int MaxCursorLength = 400;

    /// <param name="Next">Cursor of the page behind it; <c>null</c> at the end.</param>
    public readonly record struct Found<T>(IReadOnlyList<T> Items, string? Next);

    /// <exception cref="BadHttpRequestException">The cursor or the limit cannot be used.</exception>
    public static async Task<Found<T>> Read<T>(
        Documents documents, string projection, string prefix, string? after, string? limit, Func<T, bool> wants, CancellationToken cancellation)
        where T : class
    {
        var (last, most, examined) = (Key(after), QueryValues.Limit(limit), 0);
        var found = new List<T>();
        while (true)
        {
            var page = await documents.Page<T>(projection, prefix, last, most + 1, cancellation);
            foreach (var (key, document) in page)
            {
                if (found.Count == most || examined++ == MaxExamined)
                {
                    return new(found, Cursor(last));
                }

                last = key;
                if (wants(document))
                {
                    found.Add(document);
                }
            }

            if (page.Count <= most)
            {
                return new(found, null);
            }
        }
    }

    static string Cursor(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    static string Key(string? cursor)
    {
        if (cursor is null)
        {
            return "";
        }

        var bytes = new byte[MaxCursorLength];
        return cursor.Length is > 0 and <= MaxCursorLength && Base64Url.IsValid(cursor) && Base64Url.TryDecodeFromChars(cursor, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length).Replace("\0", "\uFFFD", StringComparison.Ordinal)
            : throw QueryValues.Bad("after", "the next of the page before", cursor);
    }
}
