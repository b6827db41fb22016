using System.Text.RegularExpressions;

namespace Briefings.Mail;

/// <summary>How the way to the mail server is protected.</summary>
public enum SmtpProtection
{
    /// <summary>STARTTLS, without which nothing is sent.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>None; said with <c>?tls=none</c>.</summary>
    None,
}

/// <summary>The mail server and the sender, as the operator names them.</summary>
public sealed partial record SmtpOptions
{
    /// <summary><c>smtp://user:password@host:587</c> (STARTTLS) or <c>smtps://host:465</c>; <c>?tls=none</c> for a relay on a trusted network. Without it no mail is sent.</summary>
    public const string UrlVariable = "BRIEFINGS_SMTP_URL";

    /// <summary>The sender, <c>Briefings &lt;briefings@example.org&gt;</c>.</summary>
    public const string FromVariable = "BRIEFINGS_MAIL_FROM";

    /// <summary>A file with certificates (PEM) to trust instead of the system's.</summary>
    public const string CaVariable = "BRIEFINGS_SMTP_CA";

    /// <summary>Told of disabled webhooks that name nobody.</summary>
    public const string OperatorVariable = "BRIEFINGS_OPERATOR_MAIL";

    /// <summary><c>hold</c> (default) or <c>resend</c>: what becomes of a mail when it is not known whether the server took it.</summary>
    public const string UnknownVariable = "BRIEFINGS_SMTP_UNKNOWN";

    public required string Host { get; init; }

    public required int Port { get; init; }

    public SmtpProtection Protection { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    public string? CaFile { get; init; }

    public required string FromAddress { get; init; }

    public string? FromName { get; init; }

    public string? Operator { get; init; }

    /// <summary>Whether a mail with an unknown outcome is sent again by itself, at the risk of a second copy. Defaults to no.</summary>
    public bool ResendsUnknown { get; init; }

    /// <summary>A PDF above it is linked, not attached. Defaults to 10 MB.</summary>
    public int MaxAttachment { get; init; } = 10_000_000;

    /// <summary>For connecting and for each answer. Defaults to 60 seconds.</summary>
    public TimeSpan TimeOut { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For the answer to a whole message. RFC 5321 asks for ten minutes. Defaults to that.</summary>
    public TimeSpan DataTimeOut { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The settings, or <c>null</c> when no mail server is named.</summary>
    /// <exception cref="SmtpOptionsException">A variable holds something else; the message repeats no password.</exception>
    public static SmtpOptions? FromEnvironment(Func<string, string?> variable)
    {
        if (variable(UrlVariable) is not { Length: > 0 } written)
        {
            return null;
        }

        if (!Uri.TryCreate(written, UriKind.Absolute, out var url) || url.Scheme is not ("smtp" or "smtps") || url.Host.Length == 0)
        {
            throw new SmtpOptionsException($"Expected {UrlVariable} to be smtp://user:password@host:587 or smtps://host:465.");
        }

        if (url.UserInfo.Length > 0 && url.Query == "?tls=none")
        {
            throw new SmtpOptionsException($"Expected {UrlVariable} without a user, or without ?tls=none: a password is not sent in the clear.");
        }

        var (name, address) = Sender(variable(FromVariable) ?? "");
        var user = url.UserInfo.Split(':', 2);
        return new()
        {
            Host = url.IdnHost.Trim('[', ']'),
            Port = url.Port > 0 ? url.Port : url.Scheme == "smtps" ? 465 : 587,
            Protection = url.Scheme == "smtps" ? SmtpProtection.Tls : url.Query == "?tls=none" ? SmtpProtection.None : SmtpProtection.StartTls,
            User = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            CaFile = variable(CaVariable) is { Length: > 0 } file ? file : null,
            FromName = name,
            FromAddress = address,
            Operator = variable(OperatorVariable) is { Length: > 0 } told ? MailAddresses.Checked(told, OperatorVariable) : null,
            ResendsUnknown = variable(UnknownVariable) switch
            {
                null or "" or "hold" => false,
                "resend" => true,
                var other => throw new SmtpOptionsException($"Expected {UnknownVariable} to be hold or resend, found \"{other}\"."),
            },
        };
    }

    static (string? Name, string Address) Sender(string written)
    {
        var match = SenderPattern().Match(written.Trim());
        return match.Success
            ? (match.Groups["name"].Value.Trim().Trim('"') is { Length: > 0 } name ? name : null, MailAddresses.Checked(match.Groups["address"].Value, FromVariable))
            : (null, MailAddresses.Checked(written.Trim(), FromVariable));
    }

    [GeneratedRegex(@"^(?<name>[^<>\r\n]*)<(?<address>[^<>]+)>$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SenderPattern();
}

/// <summary>Mail addresses as they may stand in commands to a mail server.</summary>
static partial class MailAddresses
{
    public static bool IsAddress(string written) => written.Length <= 254 && Pattern().IsMatch(written);

    /// <exception cref="SmtpOptionsException">It is none.</exception>
    public static string Checked(string written, string where) =>
        IsAddress(written) ? written : throw new SmtpOptionsException($"Expected {where} to be a mail address such as briefings@example.org, found \"{written}\".");

    [GeneratedRegex(@"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}

/// <summary>The settings for mail cannot be read.</summary>
public sealed class SmtpOptionsException(string message) : Exception(message);
