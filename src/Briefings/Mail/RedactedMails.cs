using Briefings.Articles;
using Npgsql;

namespace Briefings.Mail;

/// <summary>Empties the mails that tell of a redacted article: of editions that cite it, and of its corrections. Those that wait are given up.</summary>
sealed class RedactedMails(NpgsqlDataSource database, TimeProvider clock) : IArticleTextHolder
{
    /// <summary>What stands as the last answer of a mail that was given up.</summary>
    public const string Reason = "Given up: what it tells was redacted.";

    // Mails are written under this lock, by what the log says at that moment.
    // language=sql
    const string WaitForWriter = "select from briefings.mail_checkpoint for update";

    // The name of a correction ends in the position of its event.
    // language=sql
    const string EmptyMails = """
        with emptied as (
            update briefings.mails m
            set head = ''::bytea, body_sha256 = null,
                state = case when m.state = 0 then 2 else m.state end,
                finished_at = case when m.state = 0 then $3 else m.finished_at end,
                answer = case when m.state = 0 then $4 else m.answer end
            where m.body_sha256 is not null
              and ((m.kind = 'edition' and m.subject_key = any($1))
                   or (m.kind = 'correction' and exists (
                       select from briefings.events e join briefings.streams s on s.id = e.stream_id
                       where s.name = $2 and e.position = substring(m.subject_key from '[0-9]+$')::bigint)))
            returning m.id, m.answer = $4 as given_up)
        insert into briefings.mail_attempts (mail_id, at, code, answer) select id, $3, null, $4 from emptied where given_up
        """;

    // language=sql
    const string DropBodies = "delete from briefings.mail_bodies b where not exists (select from briefings.mails m where m.body_sha256 = b.sha256)";

    public async Task Forget(ArticleRedaction redaction, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var wait = new NpgsqlCommand(WaitForWriter, connection))
        {
            await wait.ExecuteNonQueryAsync(cancellation);
        }

        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(EmptyMails)
                {
                    Parameters =
                    {
                        new() { Value = redaction.Editions.ToArray() }, new() { Value = redaction.Stream }, new() { Value = clock.GetUtcNow() }, new() { Value = Reason },
                    },
                },
                new(DropBodies),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
