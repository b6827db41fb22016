using Briefings.Editions;
using Briefings.EventStore;
using Briefings.Profiles;
using Briefings.Rendering;
using Briefings.Secrets;
using Briefings.Webhooks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NpgsqlTypes;

namespace Briefings.Mail;

public enum MailState
{
    Waiting,
    Sent,

    /// <summary>Refused by the server for good, or tried for three days.</summary>
    Refused,
    HandingOver,

    /// <summary>Handed over whole, but without an answer: the recipient may or may not have it.</summary>
    Unknown,

    /// <summary>The recipient asked for no more.</summary>
    Unsubscribed,
}

/// <summary>One mail as shown.</summary>
/// <param name="About">Edition id, or what else it is about.</param>
/// <param name="Code">SMTP code of the last answer.</param>
public sealed record MailDelivery(
    long Id, string Kind, string About, string Recipient, string MessageId, MailState State, int Attempts, DateTimeOffset? DueAt, DateTimeOffset? FinishedAt, int? Code, string? Answer);

/// <summary>Everything about mail on one database, wired once. Safe to share between threads.</summary>
public sealed partial class OutgoingMail(
    NpgsqlDataSource database, EventLog log, PublishEdition editions, DefineProfile profiles, Renderers renderers, Lazy<SecretBox> box, SmtpOptions? options,
    WebhookOptions shared, TimeProvider clock)
{
    static readonly TimeSpan TroubleInterval = TimeSpan.FromSeconds(1);

    /// <summary>The one program that sends mail holds this advisory lock, "BRML".</summary>
    const int LockClass = 0x42524D4C;

    public Unsubscribing Unsubscribing { get; } = new(database, box, clock);

    /// <summary>Whether a mail server is named.</summary>
    public bool IsSetUp => options is not null;

    // language=sql
    const string TakeTurn = "select pg_try_advisory_lock($1, 0)";

    /// <summary>Writes down and sends mail until cancelled. Of several programs on a database one is at it, and the others wait for their turn.</summary>
    public async Task Run(ILogger<OutgoingMail>? logger, CancellationToken cancellation)
    {
        if (options is not { } smtp)
        {
            return;
        }

        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await using var turn = await database.OpenConnectionAsync(cancellation);
                await using var take = new NpgsqlCommand(TakeTurn, turn) { Parameters = { new() { Value = LockClass } } };
                if (await take.ExecuteScalarAsync(cancellation) is true)
                {
                    await SendWhile(turn, smtp, cancellation);
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble)
            {
                // A loop's edge: whatever it was, mail must not stop for good.
                LogTrouble(logger ?? NullLogger<OutgoingMail>.Instance, trouble);
            }

            await Task.Delay(TroubleInterval, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // language=sql
    const string StillOurs = "select 1";

    // language=sql
    const string EndTurn = "select pg_advisory_unlock_all()";

    async Task SendWhile(NpgsqlConnection turn, SmtpOptions smtp, CancellationToken cancellation)
    {
        var outbox = Outbox(smtp);
        var post = new MailPost(database, smtp, shared.RetryScale, clock);
        try
        {
            await post.TakeOver(cancellation);
            while (true)
            {
                await outbox.AdvanceTo(await log.HighWaterMark(cancellation), cancellation);
                await post.SendDue(cancellation);
                await using var ours = new NpgsqlCommand(StillOurs, turn);
                await ours.ExecuteScalarAsync(cancellation);
                await Task.Delay(shared.Poll, clock, cancellation);
            }
        }
        finally
        {
            if (turn.State == System.Data.ConnectionState.Open)
            {
                await using var end = new NpgsqlCommand(EndTurn, turn);
                await end.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
    }

    MailOutbox Outbox(SmtpOptions smtp) => new(
        database, log, editions, profiles, new EditionMail(renderers, shared.PublicUrl, smtp.MaxAttachment), Unsubscribing, smtp, shared.PublicUrl, clock);

    /// <summary>Tells whom a disabled webhook names, or else the operator, once.</summary>
    public async Task Tell(Webhook webhook, CancellationToken cancellation)
    {
        if (options is not { } smtp || (webhook.Notify ?? smtp.Operator) is not { } recipient || !MailAddresses.IsAddress(recipient))
        {
            return;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Outbox(smtp).Insert(
            connection, "notice", FormattableString.Invariant($"webhook {webhook.Id} {webhook.ChangedAt:O}"), null, [recipient],
            EditionMail.Disabled(webhook.Name, webhook.Url.IdnHost, webhook.Reason ?? ""), webhook.ChangedAt, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    // language=sql
    const string Select = """
        select id, kind, subject_key, recipient, message_id, state, attempts, due_at, finished_at, code, answer
        from briefings.mails
        where ($1::smallint is null or state = $1)
        order by id desc
        limit $2
        """;

    /// <summary>The mails, the latest first.</summary>
    /// <param name="state">Only these; <c>null</c> for all.</param>
    public async Task<IReadOnlyList<MailDelivery>> All(MailState? state, int limit, CancellationToken cancellation)
    {
        await using var select = database.CreateCommand(Select);
        select.Parameters.Add(new() { Value = state is { } wanted ? (short)wanted : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Smallint });
        select.Parameters.Add(new() { Value = Math.Clamp(limit, 1, 1000) });
        var mails = new List<MailDelivery>();
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            mails.Add(Row(reader));
        }

        return mails;
    }

    static MailDelivery Row(NpgsqlDataReader reader)
    {
        var state = (MailState)reader.GetInt16(5);
        return new(
            reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), state, reader.GetInt16(6),
            state == MailState.Waiting ? reader.GetFieldValue<DateTimeOffset>(7) : null, reader.IsDBNull(8) ? null : reader.GetFieldValue<DateTimeOffset>(8),
            reader.IsDBNull(9) ? null : reader.GetInt16(9), reader.IsDBNull(10) ? null : reader.GetString(10));
    }

    // language=sql
    const string MakeDue = "update briefings.mails set state = 0, attempts = 0, due_at = $2, finished_at = null where id = $1 and state in (2, 4) and body_sha256 is not null";

    /// <summary>Sends a mail again that was refused or whose outcome is unknown: the same bytes under the same Message-ID.</summary>
    /// <returns>Whether there was such a mail, and its text is still kept.</returns>
    public async Task<bool> Retry(long id, CancellationToken cancellation)
    {
        await using var make = database.CreateCommand(MakeDue);
        make.Parameters.Add(new() { Value = id });
        make.Parameters.Add(new() { Value = clock.GetUtcNow() });
        return await make.ExecuteNonQueryAsync(cancellation) == 1;
    }

    [LoggerMessage(LogLevel.Warning, "Mail waits.")]
    static partial void LogTrouble(ILogger logger, Exception trouble);
}
