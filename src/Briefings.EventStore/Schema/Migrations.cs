using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Briefings.EventStore;

/// <summary>SQL files embedded in an assembly: the resources whose name starts with a prefix, in the order of their names.</summary>
/// <param name="Name">Stands with every script in the database, so it never changes.</param>
public sealed record ScriptSet(string Name, Assembly Assembly, string Prefix)
{
    /// <summary>The scripts of the event store itself.</summary>
    public static ScriptSet EventStore { get; } = new("event-store", typeof(ScriptSet).Assembly, "Schema/");

    internal IEnumerable<Script> Scripts() => Assembly.GetManifestResourceNames()
        .Where(r => r.StartsWith(Prefix, StringComparison.Ordinal) && r.EndsWith(".sql", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(r => new Script(Name, r[Prefix.Length..], Read(r)));

    string Read(string resource)
    {
        using var stream = Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"Expected resource {resource} in {Assembly.GetName().Name}, found none.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

/// <summary>One embedded SQL file.</summary>
sealed record Script(string Set, string Name, string Sql)
{
    public byte[] Digest { get; } = SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n")));
}

/// <summary>Brings the schema `briefings` of a database to what this program expects.</summary>
public static class Migrations
{
    // language=sql
    const string ReadApplied = "select script_set, name, digest from briefings.migrations";

    /// <summary>Applies the scripts that are missing, in one transaction; one query when none is.</summary>
    /// <param name="further">Script sets to apply after the event store's own.</param>
    /// <returns>How many scripts were applied.</returns>
    /// <exception cref="MigrationException">The database is newer than the program, or a script changed after it was applied.</exception>
    public static async Task<int> Apply(
        NpgsqlDataSource database, IReadOnlyList<ScriptSet>? further = null, CancellationToken cancellation = default)
    {
        Script[] scripts = [.. new[] { ScriptSet.EventStore }.Concat(further ?? []).SelectMany(s => s.Scripts())];
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return Missing(scripts, await Applied(connection, cancellation)).Length == 0
            ? 0
            : await ApplyMissing(scripts, connection, cancellation);
    }

    // language=sql
    const string Begin = """
        select pg_advisory_xact_lock(x'42520001'::bigint);
        create schema if not exists briefings;
        create table if not exists briefings.migrations (
            script_set text collate "C" not null,
            name text collate "C" not null,
            digest bytea not null,
            applied_at timestamptz not null default now(),
            constraint script_is_applied_once primary key (script_set, name)
        );
        """;

    // language=sql
    const string Record = "insert into briefings.migrations (script_set, name, digest) values ($1, $2, $3)";

    // language=sql
    const string LookAtEpoch = "select briefings.log_epoch()";

    static async Task<int> ApplyMissing(Script[] scripts, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var begin = new NpgsqlCommand(Begin, connection))
            await begin.ExecuteNonQueryAsync(cancellation);

        var missing = Missing(scripts, await Applied(connection, cancellation));
        foreach (var script in missing)
        {
            await Run(script, connection, cancellation);
            await using var record = new NpgsqlCommand(Record, connection)
            {
                Parameters = { new() { Value = script.Set }, new() { Value = script.Name }, new() { Value = script.Digest } },
            };
            await record.ExecuteNonQueryAsync(cancellation);
        }

        if (missing.Length > 0)
        {
            await using var look = new NpgsqlCommand(LookAtEpoch, connection);
            await look.ExecuteNonQueryAsync(cancellation);
        }

        FaultPoint.Pass("migration.applied");
        await transaction.CommitAsync(cancellation);
        return missing.Length;
    }

    static async Task Run(Script script, NpgsqlConnection connection, CancellationToken cancellation)
    {
        try
        {
#pragma warning disable CA2100 // The SQL is a resource of the program.
            await using var run = new NpgsqlCommand(script.Sql, connection);
#pragma warning restore CA2100
            await run.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException refused)
        {
            throw new MigrationException($"Script {script.Set}/{script.Name} failed: {refused.MessageText}", refused);
        }
    }

    static Script[] Missing(Script[] scripts, Dictionary<(string Set, string Name), byte[]> applied)
    {
        var own = scripts.ToDictionary(s => (s.Set, s.Name));
        foreach (var (script, digest) in applied)
        {
            if (!own.TryGetValue(script, out var known))
            {
                if (scripts.Any(s => string.Equals(s.Set, script.Set, StringComparison.Ordinal)))
                    throw new MigrationException($"The database is newer than this program: it has script {script.Set}/{script.Name}. Use the program that wrote it, or a later one.");
            }
            else if (!known.Digest.AsSpan().SequenceEqual(digest))
            {
                throw new MigrationException($"Script {script.Set}/{script.Name} changed after it was applied to this database. Restore it and put the change into a further script.");
            }
        }

        return [.. scripts.Where(s => !applied.ContainsKey((s.Set, s.Name)))];
    }

    static async Task<Dictionary<(string Set, string Name), byte[]>> Applied(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var applied = new Dictionary<(string, string), byte[]>();
        try
        {
            await using var command = new NpgsqlCommand(ReadApplied, connection);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                applied.Add((reader.GetString(0), reader.GetString(1)), reader.Bytes(2));
        }
        catch (PostgresException fresh) when (fresh.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
        }

        return applied;
    }
}

/// <summary>The schema of the database and this program do not fit together.</summary>
public sealed class MigrationException(string message, Exception? cause = null) : Exception(message, cause);
