using System.Text.Json;
using Briefings.Tests.Mail;
using Xunit;

namespace Briefings.EndToEnd;

/// <summary>What became of mails when things go wrong, seen from the recipients' side.</summary>
public sealed class MailFaultTests : EndToEndTest
{
    const string Article = "---\npublished: 2026-02-02\noutlet: Ledger\nurl: https://ledger.example/1\n---\nPresident Gustavo Petro criticised President Donald Trump in Bogotá on Monday.\n";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mail_goes_once_over_kills_corrections_and_replays_and_never_after_unsubscribing()
    {
        await using var sink = new SmtpSink { Hangs = at => at == ". c@example.net" };
        Briefings.Environment["BRIEFINGS_SMTP_URL"] = $"smtp://127.0.0.1:{sink.Port}?tls=none";
        Briefings.Environment["BRIEFINGS_MAIL_FROM"] = "briefs@example.org";
        Briefings.Environment["BRIEFINGS_PUBLIC_URL"] = "https://briefings.example.org";
        await Ingest(Article);
        var profile = Briefings.Write("desk.profile.yaml", "name: desk\ntitle: Desk\nrecipients: [a@example.net, b@example.net, later@example.net, c@example.net]\n");
        await Done("brief", "--date", "2026-02-02", "--profile", profile);

        // The server has the whole mail of c and never says so; the program is killed meanwhile.
        await using (var serve = await ServeProcess.Start(Briefings))
        {
            await Until(all => all.Count == 4 && all.Count(m => m.State == "sent") == 2 && all.Any(m => m is { Recipient: "c@example.net", State: "handingOver" }));
            await serve.Kill();
        }

        sink.Hangs = _ => false;
        await using (var serve = await ServeProcess.Start(Briefings))
        {
            await Until(all => all.Any(m => m is { Recipient: "c@example.net", State: "unknown" }));
            Assert.Equal(["edition a@example.net", "edition b@example.net", "edition c@example.net"], Taken(sink));
            await Unsubscribe(serve, sink.Mails.Single(m => m.Recipient == "a@example.net"));

            await Ingest(Article.Replace("on Monday", "on Sunday", StringComparison.Ordinal));
            var told = await Until(all => all.Count(m => m is { Kind: "correction", State: "sent" }) == 2);
            Assert.Contains(told, m => m is { Kind: "correction", Recipient: "later@example.net", State: "waiting" });
            await serve.Kill();
        }

        await Done("replay", "--all");
        await Done("brief", "--date", "2026-02-02", "--profile", profile);
        await using (await ServeProcess.Start(Briefings))
        {
            // The second edition comes after all else that there was to send.
            await Until(all => all.Count(m => m is { Kind: "edition", State: "sent" }) == 4);
            Assert.Equal(
                ["correction b@example.net", "correction c@example.net", "edition a@example.net", "edition b@example.net", "edition b@example.net", "edition c@example.net", "edition c@example.net"],
                Taken(sink));
            Assert.Equal(sink.Mails.Count, sink.Mails.Select(m => m.Header("Message-ID")).Distinct().Count());
        }
    }

    static IEnumerable<string> Taken(SmtpSink sink) =>
        sink.Mails.Select(m => $"{(m.Header("Message-ID").StartsWith("<correction", StringComparison.Ordinal) ? "correction" : "edition")} {m.Recipient}").Order(StringComparer.Ordinal);

    /// <summary>As a mail program does it (RFC 8058): a POST without anything else to the address in the header.</summary>
    static async Task Unsubscribe(ServeProcess serve, Taken mail)
    {
        Assert.Equal("List-Unsubscribe=One-Click", mail.Header("List-Unsubscribe-Post"));
        var address = new Uri(mail.Header("List-Unsubscribe").Trim('<', '>'));
        Assert.Equal("https://briefings.example.org", address.GetLeftPart(UriPartial.Authority));
        using var client = new HttpClient();
        using var form = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        var answer = await client.PostAsync(new Uri(serve.Address, address.PathAndQuery), form, Cancellation);
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        var forged = await client.PostAsync(new Uri(serve.Address, address.PathAndQuery[..^4] + "AAAA"), null, Cancellation);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, forged.StatusCode);
    }

    Task Ingest(string article) => Done("ingest", Briefings.Write("article.md", article));

    async Task Done(params string[] arguments)
    {
        var run = await Briefings.Run(arguments);
        Assert.Equal("", run.ExitCode == 0 ? "" : run.Error);
    }

    async Task<IReadOnlyList<ListedMail>> Until(Func<IReadOnlyList<ListedMail>, bool> isMet)
    {
        while (true)
        {
            List<ListedMail> all = [.. (await Briefings.Run("mails", "list", "--json")).Lines.Select(l => JsonSerializer.Deserialize<ListedMail>(l, JsonSerializerOptions.Web)!)];
            if (isMet(all))
                return all;
            await Task.Delay(100, Cancellation);
        }
    }

    sealed record ListedMail(string Kind, string Recipient, string State);
}
