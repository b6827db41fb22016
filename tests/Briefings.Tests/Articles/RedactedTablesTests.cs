using System.Net;
using System.Net.Sockets;
using System.Text;
using Briefings.Articles.Reading;
using Briefings.Mail;
using Briefings.Profiles;
using Briefings.Requests;
using Briefings.Secrets;
using Briefings.Tests.Databases;
using Briefings.Tests.Webhooks;
using Briefings.Webhooks;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Briefings.Tests.Articles;

/// <summary>A redaction reaches what is kept for others: webhooks, mail, answers to retries, and the quarantine.</summary>
public sealed class RedactedTablesTests(TestServer server) : IAsyncLifetime
{
    const string Secret = "Quispehuaranga";

    const string Text = $"Police arrested Casimiro {Secret} in Lima on Monday. President Gustavo Petro of Colombia will meet US President Donald Trump at the White House on Tuesday.";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    WebhookWorld world = null!;

    public async ValueTask InitializeAsync() => world = await WebhookWorld.Create(server);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Nothing_of_a_redacted_article_is_left_in_any_table_or_sent_any_more()
    {
        var status = 500;
        await using var receiver = await Receiver.Start((one, http) =>
        {
            http.Response.StatusCode = Volatile.Read(ref status);
            return http.Response.WriteAsync(Encoding.UTF8.GetString(one.Body).Contains(Secret, StringComparison.Ordinal) ? Secret : "", http.RequestAborted);
        });
        await world.Add(receiver.Url);
        var stream = await Ingest();
        var edition = await world.Application.PublishEdition.Handle(Profile.General with { Name = "desk", Recipients = ["a@example.net", "b@example.net"] }, new(2026, 2, 2), Cancellation);
        await using (world.Serve())
        {
            await world.Until("desk", all => all.Any(d => d.Type == "EditionPublished" && d.Attempts > 0));
        }

        await WriteMails();
        await KeepAnswer(stream);
        await Quarantine(stream);
        var before = await Mentions.Of(Secret, world.Database.Source, Cancellation);
        Assert.Superset(
            new HashSet<string> { "edition_files", "events", "idempotent_answers", "mail_bodies", "originals", "webhook_attempts", "webhook_messages" }, before.ToHashSet());

        var redaction = await world.Application.Redact.Handle(stream, "names a witness", "ana", null, Cancellation);

        Assert.Empty(await Mentions.Of(Secret, world.Database.Source, Cancellation));
        Assert.Equal([edition.Id], redaction.Editions);
        var quarantined = await world.Application.Log.ReadAll(0, null, ["ItemQuarantined"], Cancellation).SingleAsync(Cancellation);
        Assert.Contains(quarantined.Position, redaction.Positions);
        await NoMailIsSent(edition.Id);
        Assert.IsType<IdempotencyOutcome.Do>(await Answers.Begin("key:a", "1", [1], Cancellation));

        var queued = redaction.Positions.Where(p => p != quarantined.Position).Order().ToList();
        var sent = receiver.All.Count(r => queued.Contains(r.Position));
        world.Clock.Now += TimeSpan.FromHours(1);
        Volatile.Write(ref status, 200);
        await using (world.Serve())
        {
            var given = (await world.Until("desk", all => all.Count(d => d.State == DeliveryState.GivenUp) == queued.Count)).Where(d => d.State == DeliveryState.GivenUp).ToList();
            Assert.Equal(queued, given.Select(d => d.Position).Order());
            Assert.All(given, d => Assert.Equal(RedactedWebhookMessages.Reason, d.Failure));
            Assert.Equal(sent, receiver.All.Count(r => queued.Contains(r.Position)));

            await world.Webhooks.Jobs.Add("desk", WebhookJobKind.Replay, 1, long.MaxValue, onlyFailed: false, Cancellation);
            var again = await receiver.Until(all => redaction.Positions.All(p => all.Any(r => r.Position == p && Encoding.UTF8.GetString(r.Body).Contains("\"$redacted\"", StringComparison.Ordinal))));
            Assert.DoesNotContain(again.Where(r => Encoding.UTF8.GetString(r.Body).Contains("\"$redacted\"", StringComparison.Ordinal)), r => Encoding.UTF8.GetString(r.Body).Contains(Secret, StringComparison.Ordinal));
        }

        Assert.Empty(await Mentions.Of(Secret, world.Database.Source, Cancellation));
    }

    async Task<string> Ingest()
    {
        var draft = Newsroom.Draft(Text, url: "https://wire.example/witness") with { Original = new DraftOriginal(Encoding.UTF8.GetBytes(Text), "text") };
        var results = await Newsroom.IngestAll(world.Application.IngestArticles, draft);
        return results[0].Stream ?? "";
    }

    // Nobody listens there: mails are written down and wait.
    static SmtpOptions Post(int port) => new() { Host = "127.0.0.1", Port = port, Protection = SmtpProtection.None, FromAddress = "briefs@example.org" };

    OutgoingMail Mail(int port) => new(
        world.Application.Database, world.Application.Log, world.Application.PublishEdition, world.Application.DefineProfile, world.Application.Renderers,
        new Lazy<SecretBox>(() => new SecretBox(new byte[32])), Post(port), WebhookWorld.Quick, world.Clock);

    async Task WriteMails()
    {
        var mail = Mail(1);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = mail.Run(null, stopping.Token);
        while ((await mail.All(MailState.Waiting, 10, Cancellation)) is not [{ Attempts: 1 }, { Attempts: 1 }])
        {
            await Task.Delay(20, Cancellation);
        }

        await stopping.CancelAsync();
        await running;
    }

    async Task NoMailIsSent(string edition)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var mail = Mail(port);
        var mails = await mail.All(null, 10, Cancellation);
        Assert.All(mails, m => Assert.Equal((edition, MailState.Refused, RedactedMails.Reason), (m.About, m.State, m.Answer)));
        Assert.False(await mail.Retry(mails[0].Id, Cancellation));
        world.Clock.Now += TimeSpan.FromDays(1);
        await new MailPost(world.Application.Database, Post(port), 1, world.Clock).SendDue(Cancellation);
        Assert.False(listener.Pending());
    }

    IdempotentAnswers Answers => new(world.Application.Database, world.Clock);

    async Task KeepAnswer(string stream)
    {
        Assert.IsType<IdempotencyOutcome.Do>(await Answers.Begin("key:a", "1", [1], Cancellation));
        await Answers.Keep("key:a", "1", new KeptAnswer(201, "application/json", null, Encoding.UTF8.GetBytes($"{{\"items\":[{{\"id\":\"{stream}\",\"title\":\"{Secret}\"}}]}}")), Cancellation);
    }

    async Task Quarantine(string article)
    {
        var added = await world.Application.Feeds.Add("https://wire.example/feed", null, fullText: false, Cancellation);
        var feed = added.Feed ?? throw new InvalidOperationException(added.Problem);
        await world.Application.Quarantine.Keep(feed, "7", "Not understood.", Encoding.UTF8.GetBytes($"<item>{Text}</item>"), "rss", null, world.Clock.Now, Cancellation);
        var standing = Assert.Single(await world.Application.Quarantine.Standing(null, Cancellation));
        await world.Application.Quarantine.Release(standing.Stream, [article], Cancellation);
    }
}
