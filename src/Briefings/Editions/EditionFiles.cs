using System.Security.Cryptography;
using Briefings.EventStore;
using Npgsql;

namespace Briefings.Editions;

/// <summary>The bytes of editions, kept under their SHA-256.</summary>
public sealed class EditionFiles(NpgsqlDataSource database)
{
    public static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    // language=sql
    const string KeepFile = """
        insert into briefings.edition_files (sha256, media_type, bytes) values ($1, $2, $3)
        on conflict on constraint edition_file_is_named_by_content do nothing
        """;

    /// <summary>Keeps what an edition names: its document, its provenance and its PDF.</summary>
    public async Task Keep(MadeEdition made, CancellationToken cancellation)
    {
        await Keep(made.Json, "application/json", cancellation);
        await Keep(made.Provenance, "application/json", cancellation);
        await Keep(made.Pdf, "application/pdf", cancellation);
    }

    /// <summary>Keeps bytes and answers their digest; bytes that are kept already are left alone.</summary>
    public async Task<string> Keep(byte[] bytes, string mediaType, CancellationToken cancellation)
    {
        var digest = Digest(bytes);
        await using var keep = database.CreateCommand(KeepFile);
        keep.Parameters.Add(new() { Value = digest });
        keep.Parameters.Add(new() { Value = mediaType });
        keep.Parameters.Add(new() { Value = bytes });
        await keep.ExecuteNonQueryAsync(cancellation);
        FaultPoint.Pass("edition.kept");
        return digest;
    }

    // language=sql
    const string LoadFile = "select bytes from briefings.edition_files where sha256 = $1";

    /// <summary>The bytes under a digest, or <c>null</c> when they are not kept.</summary>
    /// <exception cref="InvalidDataException">The stored bytes have another digest: they were altered in the database.</exception>
    public async Task<byte[]?> Load(string digest, CancellationToken cancellation)
    {
        await using var load = database.CreateCommand(LoadFile);
        load.Parameters.Add(new() { Value = digest });
        if (await load.ExecuteScalarAsync(cancellation) is not byte[] bytes)
        {
            return null;
        }

        return Digest(bytes) == digest
            ? bytes
            : throw new InvalidDataException($"Expected the kept file {digest} to have that SHA-256, found {Digest(bytes)}.");
    }

    // language=sql
    const string DeleteFile = "delete from briefings.edition_files where sha256 = $1";

    /// <summary>Forgets the bytes, as a redaction must.</summary>
    public async Task Delete(string digest, CancellationToken cancellation)
    {
        await using var delete = database.CreateCommand(DeleteFile);
        delete.Parameters.Add(new() { Value = digest });
        await delete.ExecuteNonQueryAsync(cancellation);
    }
}
