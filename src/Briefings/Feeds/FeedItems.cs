using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Briefings.Feeds;

/// <summary>An item of a feed that was met before.</summary>
/// <param name="Article">The stream it became; <c>null</c> when it could not be read.</param>
/// <param name="Revisions">How often its words have changed since.</param>
public sealed record MetItem(byte[] Content, string? Article, int Revisions, DateTimeOffset FirstSeenAt);

/// <summary>The table of items that were met, by what their feed calls them.</summary>
public sealed class FeedItems(NpgsqlDataSource database)
{
    public static byte[] Digest(string words) => SHA256.HashData(Encoding.UTF8.GetBytes(words));

    // language=sql
    const string MetOfFeed = """
        select item_key, content_sha256, article, revisions, first_seen_at from briefings.feed_items
        where stream = $1 and item_key = any($2)
        """;

    /// <summary>By key in hex.</summary>
    public async Task<IReadOnlyDictionary<string, MetItem>> Met(string stream, IReadOnlyCollection<byte[]> keys, CancellationToken cancellation)
    {
        var met = new Dictionary<string, MetItem>(StringComparer.Ordinal);
        await using var command = database.CreateCommand(MetOfFeed);
        command.Parameters.Add(new() { Value = stream });
        command.Parameters.Add(new() { Value = keys.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var key = Convert.ToHexStringLower(await reader.GetFieldValueAsync<byte[]>(0, cancellation));
            var article = await reader.IsDBNullAsync(2, cancellation) ? null : reader.GetString(2);
            met[key] = new MetItem(await reader.GetFieldValueAsync<byte[]>(1, cancellation), article, reader.GetInt32(3), new DateTimeOffset(reader.GetDateTime(4), TimeSpan.Zero));
        }

        return met;
    }

    // language=sql
    const string MeetItem = """
        insert into briefings.feed_items (stream, item_key, content_sha256, article, revisions, first_seen_at, last_seen_at) values ($1, $2, $3, $4, 0, $5, $5)
        on conflict on constraint item_is_met_once do update
        set revisions = feed_items.revisions + case when feed_items.content_sha256 = excluded.content_sha256 then 0 else 1 end,
            content_sha256 = excluded.content_sha256, article = coalesce(excluded.article, feed_items.article), last_seen_at = excluded.last_seen_at
        """;

    public async Task Meet(string stream, byte[] key, byte[] content, string? article, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(MeetItem);
        command.Parameters.Add(new() { Value = stream });
        command.Parameters.Add(new() { Value = key });
        command.Parameters.Add(new() { Value = content });
        command.Parameters.Add(new() { Value = (object?)article ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    // language=sql
    const string ItemsOfArticle = "select stream, item_key from briefings.feed_items where article = $1";

    /// <summary>The items that became an article: streams of feeds, and keys in hex.</summary>
    public async Task<IReadOnlySet<(string Feed, string Key)>> Of(string article, CancellationToken cancellation)
    {
        var found = new HashSet<(string, string)>();
        await using var command = database.CreateCommand(ItemsOfArticle);
        command.Parameters.Add(new() { Value = article });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            found.Add((reader.GetString(0), Convert.ToHexStringLower(await reader.GetFieldValueAsync<byte[]>(1, cancellation))));
        }

        return found;
    }

    // language=sql
    const string SetArticleOfItem = "update briefings.feed_items set article = $3 where stream = $1 and item_key = $2";

    /// <summary>Records the article that an item became after all.</summary>
    public async Task SetArticle(string stream, byte[] key, string article, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(SetArticleOfItem);
        command.Parameters.Add(new() { Value = stream });
        command.Parameters.Add(new() { Value = key });
        command.Parameters.Add(new() { Value = article });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
