using Npgsql;
using NpgsqlTypes;

namespace Briefings.Webhooks;

/// <summary>Subscriptions as rows.</summary>
static class WebhookRows
{
    // language=sql
    public const string Select = """
        select w.id, w.name, w.url, w.event_types, w.actors, w.countries, w.stories, w.minimum_intensity, w.minimum_salience, w.ordering,
               w.max_concurrency, w.max_per_second, w.origin, w.notify, w.ed25519, w.secrets, w.headers, w.state, w.reason, w.position,
               w.not_before, w.failing_since, w.created_at, w.changed_at
        from briefings.webhooks w
        """;

    public static async Task<IReadOnlyList<Webhook>> Read(NpgsqlCommand command, CancellationToken cancellation)
    {
        var webhooks = new List<Webhook>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            webhooks.Add(Row(reader));
        }

        return webhooks;
    }

    static Webhook Row(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetInt32(0),
        Name = reader.GetString(1),
        Url = new Uri(reader.GetString(2)),
        Filter = new WebhookFilter
        {
            Types = reader.GetFieldValue<string[]>(3),
            Actors = reader.GetFieldValue<string[]>(4),
            Countries = reader.GetFieldValue<string[]>(5),
            Stories = reader.GetFieldValue<string[]>(6),
            MinimumIntensity = Value<double>(reader, 7),
            MinimumSalience = Value<int>(reader, 8),
        },
        Ordering = Enum.Parse<WebhookOrdering>(reader.GetString(9), ignoreCase: true),
        MaxConcurrency = reader.GetInt32(10),
        MaxPerSecond = Value<double>(reader, 11),
        Origin = reader.IsDBNull(12) ? null : reader.GetString(12),
        Notify = reader.IsDBNull(13) ? null : reader.GetString(13),
        Asymmetric = reader.GetBoolean(14),
        Secrets = reader.GetFieldValue<byte[]>(15),
        Headers = reader.IsDBNull(16) ? null : reader.GetFieldValue<byte[]>(16),
        State = Enum.Parse<WebhookState>(reader.GetString(17), ignoreCase: true),
        Reason = reader.IsDBNull(18) ? null : reader.GetString(18),
        Position = Value<long>(reader, 19),
        NotBefore = Value<DateTimeOffset>(reader, 20),
        FailingSince = Value<DateTimeOffset>(reader, 21),
        CreatedAt = reader.GetFieldValue<DateTimeOffset>(22),
        ChangedAt = reader.GetFieldValue<DateTimeOffset>(23),
    };

    static T? Value<T>(NpgsqlDataReader reader, int column)
        where T : struct => reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);

    public static void Bind(NpgsqlCommand insert, WebhookRequest request, Uri url, byte[] secrets, byte[]? headers, long after, DateTimeOffset now)
    {
        object?[] values =
        [
            request.Name, url.AbsoluteUri, request.Filter.Types.ToArray(), request.Filter.Actors.ToArray(), request.Filter.Countries.ToArray(),
            request.Filter.Stories.ToArray(), request.Filter.MinimumIntensity, request.Filter.MinimumSalience, Word(request.Ordering), request.MaxConcurrency,
            request.MaxPerSecond, request.Origin, request.Notify, request.Asymmetric, secrets, headers, after, now,
        ];
        NpgsqlDbType[] nullable = [NpgsqlDbType.Double, NpgsqlDbType.Integer, NpgsqlDbType.Double, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Bytea];
        int[] places = [6, 7, 10, 11, 12, 15];
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = new NpgsqlParameter { Value = values[i] ?? DBNull.Value };
            if (Array.IndexOf(places, i) is >= 0 and var place)
            {
                parameter.NpgsqlDbType = nullable[place];
            }

            insert.Parameters.Add(parameter);
        }
    }

#pragma warning disable CA1308 // The words of the schema are in lower case.
    static string Word(WebhookOrdering ordering) => ordering.ToString().ToLowerInvariant();
#pragma warning restore CA1308
}
