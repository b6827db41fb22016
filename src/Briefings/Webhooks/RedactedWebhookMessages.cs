using Briefings.Articles;
using Npgsql;

namespace Briefings.Webhooks;

/// <summary>Takes redacted events out of the messages kept for webhooks. A delivery without its message is given up and not sent.</summary>
sealed class RedactedWebhookMessages(NpgsqlDataSource database) : IArticleTextHolder
{
    /// <summary>What the log of attempts says of such a delivery.</summary>
    public const string Reason = "Given up: the event was redacted.";

    // Whoever writes messages holds one of these rows from before it reads the log until its commit: what comes after reads stubs.
    // The weaker lock lets deliveries be written, which refer to their webhook.
    // language=sql
    const string WaitForWriters = """
        select from briefings.webhook_live for update;
        select from briefings.webhooks order by id for no key update;
        select from briefings.webhook_jobs where finished_at is null order by id for no key update
        """;

    // language=sql
    const string DeleteMessages = "delete from briefings.webhook_messages where position = any($1)";

    // language=sql
    const string ForgetAnswers = "update briefings.webhook_attempts set answer = null where position = any($1) and answer is not null";

    public async Task Forget(ArticleRedaction redaction, CancellationToken cancellation)
    {
        var positions = redaction.Positions.ToArray();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var wait = new NpgsqlCommand(WaitForWriters, connection))
        {
            await wait.ExecuteNonQueryAsync(cancellation);
        }

        // An endpoint may answer with what it was sent.
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(DeleteMessages) { Parameters = { new() { Value = positions } } },
                new(ForgetAnswers) { Parameters = { new() { Value = positions } } },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
