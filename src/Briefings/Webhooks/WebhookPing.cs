using System.Text.Json;
using Briefings.Secrets;
using Npgsql;

namespace Briefings.Webhooks;

/// <summary>Sends a test message, signed like any other, and logs the attempt.</summary>
public sealed class WebhookPing
{
    public const string Type = "webhook.test";

    readonly Lazy<SecretBox> box;
    readonly WebhookSender sender;
    readonly WebhookQueue queue;
    readonly TimeProvider clock;

    internal WebhookPing(NpgsqlDataSource database, Lazy<SecretBox> box, WebhookSender sender, WebhookOptions options, TimeProvider clock) =>
        (this.box, this.sender, this.clock, queue) = (box, sender, clock, new(database, options, clock));

    /// <exception cref="WebhookRefusedException">The secrets cannot be read with the key that is here.</exception>
    public async Task<WebhookAttempt> Send(Webhook webhook, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var keys = WebhookKeyring.TryOpen(box.Value, webhook.Secrets, webhook.Name)
            ?? throw new WebhookRefusedException($"Expected the key that the secrets of \"{webhook.Name}\" were sealed with. It is lost or another: give it new ones with `briefings webhooks rotate {webhook.Name}`.");
        var headers = webhook.Headers is null ? null : WebhookKeyring.TryOpenHeaders(box.Value, webhook.Headers, webhook.Name);
        var id = Guid.CreateVersion7(now);
        var body = JsonSerializer.SerializeToUtf8Bytes(new { type = Type, timestamp = now, data = new { id, webhook = webhook.Name } }, BriefingsJson.Options);
        var attempt = await sender.Send(webhook.Url, new(0, WebhookMessage.IdOf(id), Type, body), keys.At(now), headers, webhook.Origin, cancellation);
        await queue.LogPing(webhook.Id, attempt, cancellation);
        return attempt;
    }
}
