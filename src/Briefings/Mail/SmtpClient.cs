using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Briefings.Mail;

/// <summary>How far a mail came.</summary>
enum SmtpOutcome
{
    Sent,

    /// <summary>Not taken, and may be later.</summary>
    Later,

    /// <summary>Not taken for good.</summary>
    Refused,

    /// <summary>Handed over whole, but without an answer: taken or not.</summary>
    Unknown,
}

/// <summary>What a server said about one mail.</summary>
/// <param name="Code">Of its answer; <c>null</c> when there was none.</param>
sealed record SmtpResult(SmtpOutcome Outcome, int? Code, string Answer)
{
    /// <summary>Whether the connection can be used for another mail.</summary>
    public bool ConnectionIsGood { get; init; }
}

/// <summary>One connection to a mail server (RFC 5321): STARTTLS or TLS, AUTH PLAIN or LOGIN, one recipient a mail.</summary>
sealed class SmtpClient : IAsyncDisposable
{
    const int LongestLine = 2000, MostLines = 100;

    readonly SmtpOptions options;
    readonly TcpClient tcp = new() { NoDelay = true };
    Stream stream = Stream.Null;
    readonly byte[] buffer = new byte[4096];
    int start, end;
    HashSet<string> extensions = new(StringComparer.OrdinalIgnoreCase);
    string authentication = "";

    SmtpClient(SmtpOptions options) => this.options = options;

    /// <summary>Connects and signs in.</summary>
    /// <exception cref="SmtpException">The server is not there, not trusted, busy, or does not let us in.</exception>
    public static async Task<SmtpClient> Connect(SmtpOptions options, CancellationToken cancellation)
    {
        var client = new SmtpClient(options);
        try
        {
            await client.Open(cancellation);
            return client;
        }
        catch (Exception e)
        {
            await client.DisposeAsync();
            if (e is SocketException or IOException or AuthenticationException or TimeoutException)
            {
                throw new SmtpException(null, $"{options.Host}:{options.Port} {(e is TimeoutException ? "did not answer in time" : e is AuthenticationException ? "is not trusted: " + e.Message : "cannot be reached: " + e.Message)}", e);
            }

            throw;
        }
    }

    async Task Open(CancellationToken cancellation)
    {
        await Timed(options.TimeOut, c => tcp.ConnectAsync(options.Host, options.Port, c).AsTask(), cancellation);
        stream = tcp.GetStream();
        if (options.Protection == SmtpProtection.Tls)
        {
            await Protect(cancellation);
        }

        Expect(await Answer(options.TimeOut, cancellation), 220);
        await Hello(cancellation);
        if (options.Protection == SmtpProtection.StartTls)
        {
            if (!extensions.Contains("STARTTLS"))
            {
                throw new SmtpException(null, $"{options.Host} offers no STARTTLS. Name it as smtps://, or with ?tls=none if the way to it is safe.");
            }

            Expect(await Command("STARTTLS", cancellation), 220);

            // What came before the handshake is not the server's word.
            (start, end) = (0, 0);
            await Protect(cancellation);
            await Hello(cancellation);
        }

        if (options.User is { } user)
        {
            await SignIn(user, options.Password ?? "", cancellation);
        }
    }

    async Task Protect(CancellationToken cancellation)
    {
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        stream = tls;
        var authenticating = new SslClientAuthenticationOptions { TargetHost = options.Host };
        if (options.CaFile is { } file)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(file);
            authenticating.CertificateChainPolicy = policy;
        }

        await Timed(options.TimeOut, c => tls.AuthenticateAsClientAsync(authenticating, c), cancellation);
    }

    async Task Hello(CancellationToken cancellation)
    {
        var answer = await Command("EHLO " + (tcp.Client.LocalEndPoint is System.Net.IPEndPoint { Address: var own } ? own.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{own.ToString().Split('%')[0]}]" : $"[{own}]" : "[127.0.0.1]"), cancellation);
        Expect(answer, 250);
        extensions = new(answer.Lines.Skip(1).Select(l => l.Split(' ')[0]), StringComparer.OrdinalIgnoreCase);
        authentication = answer.Lines.Skip(1).FirstOrDefault(l => l.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase)) ?? "";
    }

    async Task SignIn(string user, string password, CancellationToken cancellation)
    {
        if (stream is not SslStream)
        {
            throw new SmtpException(null, $"{options.Host} would get the password in the clear: expected STARTTLS or TLS with a user.");
        }

        if (authentication.Contains("PLAIN", StringComparison.OrdinalIgnoreCase))
        {
            Expect(await Command("AUTH PLAIN " + Base64($"\0{user}\0{password}"), cancellation), 235);
            return;
        }

        if (!authentication.Contains("LOGIN", StringComparison.OrdinalIgnoreCase))
        {
            throw new SmtpException(null, $"{options.Host} offers neither AUTH PLAIN nor AUTH LOGIN.");
        }

        Expect(await Command("AUTH LOGIN", cancellation), 334);
        Expect(await Command(Base64(user), cancellation), 334);
        Expect(await Command(Base64(password), cancellation), 235);
    }

    static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>Hands over one mail to one recipient.</summary>
    /// <param name="message">Whole, its lines ended by CR LF.</param>
    /// <param name="handingOver">Called before the last bytes: from then on the outcome is known only by the server's answer.</param>
    public async Task<SmtpResult> Send(string recipient, byte[] message, Func<Task> handingOver, CancellationToken cancellation)
    {
        try
        {
            var size = extensions.Contains("SIZE") ? $" SIZE={message.Length}" : "";
            foreach (var command in new[] { $"MAIL FROM:<{options.FromAddress}>{size}", $"RCPT TO:<{recipient}>" })
            {
                var answer = await Command(command, cancellation);
                if (answer.Code / 100 != 2)
                {
                    return await Failed(answer, cancellation);
                }
            }

            var data = await Command("DATA", cancellation);
            if (data.Code != 354)
            {
                return await Failed(data, cancellation);
            }

            await Timed(options.DataTimeOut, c => stream.WriteAsync(DotStuffed(message), c).AsTask(), cancellation);
        }
        catch (Exception e) when (IsTrouble(e, cancellation))
        {
            return new(SmtpOutcome.Later, null, "The connection was lost before the mail was handed over.");
        }

        await handingOver();
        try
        {
            await Timed(options.TimeOut, c => stream.WriteAsync(".\r\n"u8.ToArray(), c).AsTask(), CancellationToken.None);
            var answer = await Answer(options.DataTimeOut, CancellationToken.None);
            return answer.Code / 100 == 2
                ? new(SmtpOutcome.Sent, answer.Code, answer.Text) { ConnectionIsGood = true }
                : new(answer.Code / 100 == 5 ? SmtpOutcome.Refused : SmtpOutcome.Later, answer.Code, answer.Text) { ConnectionIsGood = answer.Code != 421 };
        }
        catch (Exception e) when (IsTrouble(e, CancellationToken.None))
        {
            return new(SmtpOutcome.Unknown, null, e is TimeoutException ? "The server did not answer after the whole mail." : "The connection was lost after the whole mail.");
        }
    }

    static bool IsTrouble(Exception e, CancellationToken cancellation) =>
        e is IOException or SocketException or SmtpException or TimeoutException && !cancellation.IsCancellationRequested;

    async Task<SmtpResult> Failed(SmtpAnswer answer, CancellationToken cancellation)
    {
        var isGood = answer.Code != 421 && (await Command("RSET", cancellation)).Code == 250;
        return new(answer.Code / 100 == 5 ? SmtpOutcome.Refused : SmtpOutcome.Later, answer.Code, answer.Text) { ConnectionIsGood = isGood };
    }

    /// <summary>The message with full stops at the beginning of lines doubled, ended by CR LF.</summary>
    static byte[] DotStuffed(byte[] message)
    {
        using var stuffed = new MemoryStream(message.Length + 64);
        var atStart = true;
        foreach (var b in message)
        {
            if (atStart && b == (byte)'.')
            {
                stuffed.WriteByte(b);
            }

            stuffed.WriteByte(b);
            atStart = b == (byte)'\n';
        }

        if (!atStart)
        {
            stuffed.Write("\r\n"u8);
        }

        return stuffed.ToArray();
    }

    static void Expect(SmtpAnswer answer, int code)
    {
        if (answer.Code != code)
        {
            throw new SmtpException(answer.Code, answer.Text);
        }
    }

    async Task<SmtpAnswer> Command(string line, CancellationToken cancellation)
    {
        await Timed(options.TimeOut, c => stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), c).AsTask(), cancellation);
        return await Answer(options.TimeOut, cancellation);
    }

    async Task<SmtpAnswer> Answer(TimeSpan timeOut, CancellationToken cancellation)
    {
        var lines = new List<string>();
        await Timed(timeOut, async c =>
        {
            do
            {
                lines.Add(await Line(c));
            }
            while (lines.Count < MostLines && lines[^1].Length > 3 && lines[^1][3] == '-');
        }, cancellation);
        return lines[^1].Length >= 3 && int.TryParse(lines[^1].AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture, out var code)
            ? new(code, [.. lines.Select(l => l.Length > 4 ? l[4..] : "")])
            : throw new SmtpException(null, "What answers is no mail server.");
    }

    async Task<string> Line(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (line.Length < LongestLine)
        {
            if (start == end)
            {
                (start, end) = (0, await stream.ReadAsync(buffer, cancellation));
                if (end == 0)
                {
                    throw new IOException("The server closed the connection.");
                }
            }

            var c = (char)buffer[start++];
            if (c == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append(char.IsControl(c) && c != '\r' ? ' ' : c);
        }

        throw new SmtpException(null, "What answers is no mail server.");
    }

    static async Task Timed(TimeSpan timeOut, Func<CancellationToken, Task> act, CancellationToken cancellation)
    {
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        clock.CancelAfter(timeOut);
        try
        {
            await act(clock.Token);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException("The server did not answer in time.", late);
        }
    }

    /// <summary>Says goodbye, without waiting for long.</summary>
    public async Task Quit()
    {
        try
        {
            await Timed(TimeSpan.FromSeconds(2), c => stream.WriteAsync("QUIT\r\n"u8.ToArray(), c).AsTask(), CancellationToken.None);
            await Answer(TimeSpan.FromSeconds(2), CancellationToken.None);
        }
        catch (Exception e) when (IsTrouble(e, CancellationToken.None))
        {
            // It is gone already.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        tcp.Dispose();
    }

    sealed record SmtpAnswer(int Code, IReadOnlyList<string> Lines)
    {
        public string Text => string.Join(' ', Lines);
    }
}

/// <summary>A mail server does not let us send.</summary>
sealed class SmtpException(int? code, string message, Exception? cause = null) : Exception(message, cause)
{
    public int? Code => code;
}
