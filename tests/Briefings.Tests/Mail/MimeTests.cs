using System.Text;
using Briefings.Mail;
using Xunit;

namespace Briefings.Tests.Mail;

public sealed class MimeTests
{
    [Fact]
    public void Subject_in_other_letters_is_encoded_words_of_whole_characters_within_their_length()
    {
        var words = MailHeaders.Words(string.Concat(Enumerable.Repeat("señal 東京 📰 ", 12))).Split(' ');
        Assert.All(words, w => Assert.InRange(w.Length, 1, 75));
        Assert.All(words, w => Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Convert.FromBase64String(w["=?utf-8?B?".Length..^2]))));
        Assert.All(MailHeaders.Field("Subject", string.Join(' ', words)).Split("\r\n"), l => Assert.InRange(l.Length, 0, 78));
    }

    [Theory]
    [InlineData("Desk\r\nBcc: evil@example.net"), InlineData("Desk\nBcc: evil@example.net"), InlineData("Desk\0")]
    public void Name_cannot_break_out_of_its_header(string name)
    {
        var field = MailHeaders.Field("From", MailHeaders.Mailbox(name, "a@example.org"));
        Assert.Equal(field.Length - 2, field.IndexOf("\r\n", StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => MailHeaders.Field("Subject", name));
    }

    [Fact]
    public void Quoted_printable_keeps_every_character_in_short_lines()
    {
        var text = "plain\n.\n" + new string('a', 300) + " é = 東京 \n trailing space \n";
        var written = MimeBody.QuotedPrintable(text);
        Assert.All(written.Split("\r\n"), l => Assert.InRange(l.Length, 0, 76));
        Assert.All(written.Split("\r\n"), l => Assert.False(l.StartsWith('.') || l.EndsWith(' ')));
        Assert.Equal(text, Decoded(written));
    }

    static string Decoded(string written)
    {
        var bytes = new List<byte>();
        var joined = written.Replace("=\r\n", "", StringComparison.Ordinal).Replace("\r\n", "\n", StringComparison.Ordinal)[..^1];
        for (var i = 0; i < joined.Length; i++)
        {
            if (joined[i] == '=')
            {
                bytes.Add(Convert.FromHexString(joined.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
            else
            {
                bytes.Add((byte)joined[i]);
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    [Fact]
    public void Same_content_gives_the_same_bytes_and_no_boundary_stands_in_it()
    {
        MimeBody Make() => MimeBody.Of("text", "<p>text</p>", [new("señal.pdf", "application/pdf", [.. Enumerable.Range(0, 5000).Select(i => (byte)i)])]);
        Assert.Equal(Make().Bytes, Make().Bytes);
        var body = Encoding.ASCII.GetString(Make().Bytes);
        Assert.Contains("filename=\"se_al.pdf\"; filename*=utf-8''se%C3%B1al.pdf", body.Replace("\r\n ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(body.Split("\r\n"), l => Assert.InRange(l.Length, 0, 78));
    }

    [Theory]
    [InlineData("smtp://u:p%40ss@mail.example:2525", "BRIEFINGS <b@example.org>", SmtpProtection.StartTls, 2525)]
    [InlineData("smtps://mail.example", "b@example.org", SmtpProtection.Tls, 465)]
    [InlineData("smtp://127.0.0.1?tls=none", "b@example.org", SmtpProtection.None, 587)]
    public void Server_is_named_by_an_address(string url, string from, SmtpProtection protection, int port)
    {
        var options = SmtpOptions.FromEnvironment(name => name == SmtpOptions.UrlVariable ? url : name == SmtpOptions.FromVariable ? from : null)!;
        Assert.Equal((protection, port, "b@example.org"), (options.Protection, options.Port, options.FromAddress));
        Assert.True(options.User is null || options.Password == "p@ss");
    }

    [Theory]
    [InlineData("http://mail.example", "b@example.org"), InlineData("smtp://u:p@mail.example?tls=none", "b@example.org"), InlineData("smtp://mail.example", "no address"), InlineData("smtp://mail.example", "a@b>\r\nRCPT TO:<c@d")]
    public void Setting_that_is_none_is_refused(string url, string from) => Assert.Throws<SmtpOptionsException>(
        () => SmtpOptions.FromEnvironment(name => name == SmtpOptions.UrlVariable ? url : name == SmtpOptions.FromVariable ? from : null));
}
