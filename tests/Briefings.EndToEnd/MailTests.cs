using System.Text.Json;
using Xunit;

namespace Briefings.EndToEnd;

public sealed class MailTests : EndToEndTest
{
    [Fact]
    public async Task Edition_is_mailed_once_to_each_recipient_as_the_kit_wants_it()
    {
        var sink = Kit.Script("smtp_sink.py");
        var mails = Path.Combine(Briefings.Folder, "mails");
        using var server = Kit.Start(sink, "serve", "--port", "0", "--dir", mails);
        try
        {
            var address = (await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!.Split(' ')[^1];
            Briefings.Environment["BRIEFINGS_SMTP_URL"] = $"smtp://{address}?tls=none";
            Briefings.Environment["BRIEFINGS_MAIL_FROM"] = "Briefings – señal <briefs@example.org>";
            Briefings.Environment["BRIEFINGS_PUBLIC_URL"] = "https://briefings.example.org";
            Briefings.Environment["BRIEFINGS_WEBHOOK_RETRY_SCALE"] = "0.001";
            var profile = Briefings.Write("desk.profile.yaml", "name: desk\ntitle: Señal\nrecipients: [a@example.net, reject.b@example.net, greylist1.c@example.net, tempdata1.d@example.net]\n");
            await Briefings.Run("brief", BriefingsProcess.Seeds, "--profile", profile);
            using var serve = Briefings.Start("serve", "--urls", "http://127.0.0.1:0");
            try
            {
                while ((await Briefings.Run("mails", "list", "--json")).Lines is var lines && (lines.Count < 4 || lines.Any(l => JsonDocument.Parse(l).RootElement.GetProperty("state").GetString() is "waiting" or "handingOver")))
                {
                    await Task.Delay(200, TestContext.Current.CancellationToken);
                }
            }
            finally
            {
                serve.Kill();
                await serve.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            var report = JsonDocument.Parse(await Kit.Output(sink, "check", "--dir", mails, "--need-pdf")).RootElement;
            Assert.True(report.GetProperty("ok").GetBoolean(), report.ToString());
            Assert.Equal(3, report.GetProperty("messages").GetInt32());
        }
        finally
        {
            server.Kill();
        }
    }
}
