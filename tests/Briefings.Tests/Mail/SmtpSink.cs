using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Briefings.Tests.Mail;

/// <summary>How a sink behaves.</summary>
public enum SinkTls
{
    None,
    StartTls,
    OnConnect,
}

/// <summary>One mail as the sink took it.</summary>
sealed record Taken(string Recipient, string Message)
{
    /// <summary>The value of a header, unfolded; empty when there is none.</summary>
    public string Header(string name) => Message[..Message.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n")
        .FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim() ?? "";
}

/// <summary>A mail server on loopback with a certificate of its own.</summary>
sealed class SmtpSink : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stopping = new();
    readonly X509Certificate2 certificate = MakeCertificate();
    readonly ConcurrentQueue<Taken> taken = new();
    readonly ConcurrentQueue<string> commands = new();
    readonly Task run;

    public SmtpSink()
    {
        listener.Start();
        run = Task.Run(Accept, CancellationToken.None);
    }

    public SinkTls Tls { get; init; }

    /// <summary>What stands behind AUTH in the answer to EHLO; <c>null</c> offers none.</summary>
    public string? Auth { get; init; }

    /// <summary>Whether a command, the greeting ("") or a whole message (".", with its recipient) is left without an answer for ever.</summary>
    public Func<string, bool> Hangs { get; set; } = _ => false;

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public IReadOnlyList<Taken> Mails => [.. taken];

    /// <summary>The commands, those sent under TLS with "tls " before them.</summary>
    public IReadOnlyList<string> Commands => [.. commands];

    /// <summary>The certificate to trust, as PEM.</summary>
    public string Pem => certificate.ExportCertificatePem();

    static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    async Task Accept()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
                talks.Add(Talk(await listener.AcceptTcpClientAsync(stopping.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(talks);
        }
    }

    async Task Talk(TcpClient client)
    {
        using (client)
        {
            try
            {
                await Serve(client.GetStream());
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                // The client went away, or does not trust us, or the test is over.
            }
        }
    }

    async Task Serve(Stream stream)
    {
        if (Tls == SinkTls.OnConnect)
            stream = await Protected(stream);
        await Say(stream, "", "220 sink");
        var recipient = "";
        while (await Line(stream) is { } command)
        {
            commands.Enqueue((stream is SslStream ? "tls " : "") + command);
            switch (command.Split(' ')[0])
            {
                case "EHLO":
                    var offers = new[] { Tls == SinkTls.StartTls && stream is not SslStream ? "STARTTLS" : null, Auth is null ? null : "AUTH " + Auth, "SIZE 50000000" };
                    await Say(stream, command, string.Join("\r\n", offers.OfType<string>().Select(o => "250-" + o).Prepend("250-sink").Append("250 8BITMIME")));
                    break;
                case "STARTTLS":
                    await Say(stream, command, "220 go");
                    stream = await Protected(stream);
                    break;
                case "AUTH" when command == "AUTH LOGIN":
                    await Say(stream, command, "334 VXNlcm5hbWU6");
                    break;
                case "AUTH":
                    await Say(stream, command, "235 welcome");
                    break;
                case "RCPT":
                    recipient = command.Split('<', '>')[1];
                    await Say(stream, command, recipient.StartsWith("later", StringComparison.Ordinal) ? "450 later" : "250 ok");
                    break;
                case "DATA":
                    await Say(stream, command, "354 go");
                    taken.Enqueue(new(recipient, await Message(stream)));
                    await Say(stream, ". " + recipient, "250 taken");
                    break;
                case "MAIL" or "RSET" or "QUIT":
                    await Say(stream, command, "250 ok");
                    break;
                default:
                    // What AUTH LOGIN asked for: first the user, then the password.
                    await Say(stream, command, commands.Reverse().Skip(1).First().EndsWith("AUTH LOGIN", StringComparison.Ordinal) ? "334 UGFzc3dvcmQ6" : "235 welcome");
                    break;
            }
        }
    }

    async Task<Stream> Protected(Stream stream)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stopping.Token);
        return tls;
    }

    async Task Say(Stream stream, string to, string answer)
    {
        if (Hangs(to))
            await Task.Delay(Timeout.Infinite, stopping.Token);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"), stopping.Token);
    }

    async Task<string> Message(Stream stream)
    {
        var message = new StringBuilder();
        while (await Line(stream) is { } line && line != ".")
            message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        return message.ToString();
    }

    async Task<string?> Line(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, stopping.Token) == 1)
        {
            if (one[0] == '\n')
                return Encoding.ASCII.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await run;
        listener.Dispose();
        certificate.Dispose();
        stopping.Dispose();
    }
}
