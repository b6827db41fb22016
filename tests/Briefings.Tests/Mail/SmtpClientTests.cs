using System.Text;
using Briefings.Mail;
using Xunit;

namespace Briefings.Tests.Mail;

public sealed class SmtpClientTests : IDisposable
{
    static readonly byte[] Message = Encoding.ASCII.GetBytes("Subject: one\r\n\r\n.hidden\r\n..\r\nend");

    static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    // Long enough for a busy machine to come as far as the command that hangs.
    static readonly TimeSpan Long = TimeSpan.FromSeconds(2);

    readonly string pem = Path.GetTempFileName();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(pem);

    SmtpOptions Options(SmtpSink sink, SmtpProtection protection, string? user = null)
    {
        File.WriteAllText(pem, sink.Pem);
        return new() { Host = "127.0.0.1", Port = sink.Port, Protection = protection, CaFile = pem, User = user, Password = user is null ? null : "señal", FromAddress = "b@example.org" };
    }

    static async Task<SmtpResult> Send(SmtpOptions options)
    {
        await using var client = await SmtpClient.Connect(options, Cancellation);
        return await client.Send("a@example.net", Message, () => Task.CompletedTask, Cancellation);
    }

    [Theory]
    [InlineData(SinkTls.StartTls, SmtpProtection.StartTls)]
    [InlineData(SinkTls.OnConnect, SmtpProtection.Tls)]
    public async Task Mail_goes_under_tls_and_arrives_byte_for_byte(SinkTls tls, SmtpProtection protection)
    {
        await using var sink = new SmtpSink { Tls = tls };
        var result = await Send(Options(sink, protection));
        Assert.Equal((SmtpOutcome.Sent, 250), (result.Outcome, result.Code));
        Assert.Equal(Encoding.ASCII.GetString(Message) + "\r\n", Assert.Single(sink.Mails).Message);
        Assert.All(sink.Commands.Where(c => c.Contains("MAIL", StringComparison.Ordinal) || c.Contains("RCPT", StringComparison.Ordinal)), c => Assert.StartsWith("tls ", c, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("PLAIN LOGIN", "tls AUTH PLAIN AHVzZXIAc2XDsWFs")]
    [InlineData("LOGIN", "tls AUTH LOGIN, tls dXNlcg==, tls c2XDsWFs")]
    public async Task User_signs_in_as_the_server_offers(string offers, string expected)
    {
        await using var sink = new SmtpSink { Tls = SinkTls.StartTls, Auth = offers };
        Assert.Equal(SmtpOutcome.Sent, (await Send(Options(sink, SmtpProtection.StartTls, "user"))).Outcome);
        Assert.Contains(expected, string.Join(", ", sink.Commands), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_never_goes_in_the_clear()
    {
        await using var sink = new SmtpSink { Auth = "PLAIN LOGIN" };
        await Assert.ThrowsAsync<SmtpException>(() => Send(Options(sink, SmtpProtection.None, "user")));
        await Assert.ThrowsAsync<SmtpException>(() => Send(Options(sink, SmtpProtection.StartTls, "user")));
        Assert.DoesNotContain(sink.Commands, c => c.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Server_with_a_certificate_of_somebody_else_gets_nothing()
    {
        await using var other = new SmtpSink();
        await using var sink = new SmtpSink { Tls = SinkTls.StartTls };
        var options = Options(other, SmtpProtection.StartTls) with { Port = sink.Port };
        Assert.Contains("not trusted", (await Assert.ThrowsAsync<SmtpException>(() => Send(options))).Message, StringComparison.Ordinal);
        Assert.Empty(sink.Mails);
    }

    [Theory]
    [InlineData(""), InlineData("EHLO")]
    public async Task Server_that_hangs_before_the_mail_is_given_up(string at)
    {
        await using var sink = new SmtpSink { Hangs = c => c.Split(' ')[0] == at };
        var options = Options(sink, SmtpProtection.None) with { TimeOut = at.Length == 0 ? Short : Long };
        Assert.Contains("in time", (await Assert.ThrowsAsync<SmtpException>(() => Send(options))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RCPT", false)]
    [InlineData("DATA", false)]
    [InlineData(".", true)]
    public async Task Server_that_hangs_in_a_mail_leaves_it_in_doubt_only_after_its_end(string at, bool isInDoubt)
    {
        await using var sink = new SmtpSink { Hangs = c => c.Split(' ')[0] == at };
        await using var client = await SmtpClient.Connect(Options(sink, SmtpProtection.None) with { TimeOut = Long, DataTimeOut = Long }, Cancellation);
        var handedOver = false;
        var result = await client.Send("a@example.net", Message, () => Task.FromResult(handedOver = true), Cancellation);
        Assert.Equal((isInDoubt ? SmtpOutcome.Unknown : SmtpOutcome.Later, isInDoubt, false), (result.Outcome, handedOver, result.ConnectionIsGood));
    }
}
