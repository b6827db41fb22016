using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace Briefings.Tests.Databases;

/// <summary>Looks for a word in every table of the program: as text, in bytes, in base64 and MIME, and in what is compressed in them.</summary>
static partial class Mentions
{
    const int Deepest = 5;

    /// <summary>The tables in which an ASCII word stands.</summary>
    public static async Task<IReadOnlyList<string>> Of(string word, NpgsqlDataSource database, CancellationToken cancellation)
    {
        var tables = new List<string>();
        await using (var list = database.CreateCommand("select table_name from information_schema.tables where table_schema = 'briefings' and table_type = 'BASE TABLE' order by 1"))
        await using (var reader = await list.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                tables.Add(reader.GetString(0));
            }
        }

        var found = new List<string>();
        foreach (var table in tables)
        {
            if (await IsIn(word, table, database, cancellation))
            {
                found.Add(table);
            }
        }

        return found;
    }

    static async Task<bool> IsIn(string word, string table, NpgsqlDataSource database, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // A table name of the schema.
        await using var select = database.CreateCommand($"select t::text, t.* from briefings.\"{table}\" t");
#pragma warning restore CA2100
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            if (Says(word, Encoding.UTF8.GetBytes(reader.GetString(0)), 0))
            {
                return true;
            }

            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            if (values.OfType<byte[]>().Any(bytes => Says(word, bytes, 0)))
            {
                return true;
            }
        }

        return false;
    }

    internal static bool Says(string word, byte[] bytes, int depth)
    {
        if (bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0)
        {
            return true;
        }

        if (depth == Deepest)
        {
            return false;
        }

        var text = Encoding.Latin1.GetString(bytes);
        return Unpacked(bytes, text).Any(inner => Says(word, inner, depth + 1));
    }

    static IEnumerable<byte[]> Unpacked(byte[] bytes, string text)
    {
        if (Inflate(() => new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress)) is { } gzip)
        {
            yield return gzip;
        }

        if (Inflate(() => new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress)) is { } brotli)
        {
            yield return brotli;
        }

        foreach (Match stream in PdfStreams().Matches(text))
        {
            var at = stream.Index + stream.Length;
            if (Inflate(() => new ZLibStream(new MemoryStream(bytes, at, bytes.Length - at), CompressionMode.Decompress)) is { } inner)
            {
                yield return inner;
            }
        }

        if (text.Contains("=\r\n", StringComparison.Ordinal))
        {
            yield return Encoding.Latin1.GetBytes(text.Replace("=\r\n", "", StringComparison.Ordinal));
        }

        foreach (Match run in Base64().Matches(text))
        {
            var written = run.Value.Replace("\r\n", "", StringComparison.Ordinal);
            var decoded = new byte[written.Length];
            if (Convert.TryFromBase64String(written[..(written.Length / 4 * 4)], decoded, out var length))
            {
                yield return decoded[..length];
            }
        }
    }

    static byte[]? Inflate(Func<Stream> open)
    {
        try
        {
            using var inflating = open();
            using var inflated = new MemoryStream();
            inflating.CopyTo(inflated);
            return inflated.Length > 0 ? inflated.ToArray() : null;
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }

    [GeneratedRegex("stream\r?\n", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex PdfStreams();

    [GeneratedRegex("[A-Za-z0-9+/]{40,}(?:\r\n[A-Za-z0-9+/]+)*={0,2}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Base64();
}
