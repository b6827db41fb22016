using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Briefings.Secrets;
using Npgsql;

namespace Briefings.Mail;

/// <summary>Lets a recipient end the mails of a profile with one click (RFC 8058), by an address that only its mail has.</summary>
public sealed class Unsubscribing(NpgsqlDataSource database, Lazy<SecretBox> box, TimeProvider clock)
{
    const int TagBytes = 16;

    /// <summary>Path below the service's address; the same for the same profile and recipient.</summary>
    public string PathFor(string profile, string recipient) => $"unsubscribe/{profile}/{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(recipient))}.{Base64Url.EncodeToString(Tag(profile, recipient))}";

    byte[] Tag(string profile, string recipient) => box.Value.Tag($"unsubscribe {profile} {recipient}")[..TagBytes];

    /// <summary>The recipient of a token, or <c>null</c> when it was not made here.</summary>
    public string? Recipient(string profile, string token)
    {
        var parts = token.Split('.');
        try
        {
            return parts.Length == 2
                && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])) is var recipient
                && CryptographicOperations.FixedTimeEquals(Tag(profile, recipient), Base64Url.DecodeFromChars(parts[1])) ? recipient : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // language=sql
    const string OptOut = """
        with said as (
            insert into briefings.mail_optouts (profile, recipient, at) values ($1, $2, $3)
            on conflict on constraint optout_is_said_once do nothing)
        update briefings.mails set state = 5, finished_at = $3 where profile = $1 and recipient = $2 and state = 0
        """;

    /// <summary>Sends this recipient no more mails of a profile.</summary>
    public async Task Record(string profile, string recipient, CancellationToken cancellation)
    {
        await using var record = database.CreateCommand(OptOut);
        record.Parameters.Add(new() { Value = profile });
        record.Parameters.Add(new() { Value = recipient });
        record.Parameters.Add(new() { Value = clock.GetUtcNow() });
        await record.ExecuteNonQueryAsync(cancellation);
    }
}
