using Briefings.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Briefings.Mail;

/// <summary>Hands mails that are due to the server, one after another over one connection, and writes down what it said.</summary>
sealed class MailPost(NpgsqlDataSource database, SmtpOptions options, double retryScale, TimeProvider clock)
{
    /// <summary>The wait before each further try, over about three days.</summary>
    static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2),
        TimeSpan.FromHours(4), TimeSpan.FromHours(8), TimeSpan.FromHours(12), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    // language=sql
    const string SettleInterrupted = """
        with interrupted as (
            update briefings.mails m set state = case when m.body_sha256 is null then 4 else $1 end, due_at = $2,
                finished_at = case when $1 = 4 or m.body_sha256 is null then $2 end, attempts = attempts + 1,
                code = null, answer = 'The program ended while the mail was handed over.'
            where state = 3
            returning id)
        insert into briefings.mail_attempts (mail_id, at, code, answer)
        select id, $2, null, 'The program ended while the mail was handed over.' from interrupted
        """;

    /// <summary>Decides about mails that a program was handing over when it was killed.</summary>
    public async Task TakeOver(CancellationToken cancellation)
    {
        await using var settle = database.CreateCommand(SettleInterrupted);
        settle.Parameters.Add(new() { Value = (short)(options.ResendsUnknown ? 0 : 4) });
        settle.Parameters.Add(new() { Value = clock.GetUtcNow() });
        await settle.ExecuteNonQueryAsync(cancellation);
    }

    // language=sql
    const string NextDue = """
        select m.id, m.recipient, m.head, b.bytes, m.attempts
        from briefings.mails m join briefings.mail_bodies b on b.sha256 = m.body_sha256
        where m.state = 0 and m.due_at <= $1
        order by m.due_at, m.id
        limit 1
        """;

    /// <summary>Sends everything that is due.</summary>
    public async Task SendDue(CancellationToken cancellation)
    {
        SmtpClient? client = null;
        try
        {
            while (await Next(cancellation) is { } mail)
            {
                SmtpResult result;
                try
                {
                    client ??= await SmtpClient.Connect(options, cancellation);
                    result = await client.Send(mail.Recipient, mail.Bytes, () => Mark(mail.Id, cancellation), cancellation);
                }
                catch (SmtpException none)
                {
                    // Of the server, not of the mail: a refusal to talk to us never ends a mail at once.
                    result = new(SmtpOutcome.Later, none.Code, none.Message);
                }

                FaultPoint.Pass("mail.sent");
                await Settle(mail.Id, mail.Attempts + 1, result);
                FaultPoint.Pass("mail.settled");
                if (!result.ConnectionIsGood && client is not null)
                {
                    await client.DisposeAsync();
                    client = null;
                }
            }
        }
        finally
        {
            if (client is not null)
            {
                await client.Quit();
                await client.DisposeAsync();
            }
        }
    }

    async Task<(long Id, string Recipient, byte[] Bytes, int Attempts)?> Next(CancellationToken cancellation)
    {
        await using var next = database.CreateCommand(NextDue);
        next.Parameters.Add(new() { Value = clock.GetUtcNow() });
        await using var reader = await next.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Mail(reader) : null;
    }

    static (long, string, byte[], int) Mail(NpgsqlDataReader reader) =>
        (reader.GetInt64(0), reader.GetString(1), [.. reader.GetFieldValue<byte[]>(2), .. reader.GetFieldValue<byte[]>(3)], reader.GetInt16(4));

    // language=sql
    const string MarkHandingOver = "update briefings.mails set state = 3 where id = $1 and state = 0";

    async Task Mark(long id, CancellationToken cancellation)
    {
        await using var mark = database.CreateCommand(MarkHandingOver);
        mark.Parameters.Add(new() { Value = id });
        if (await mark.ExecuteNonQueryAsync(cancellation) != 1)
        {
            throw new SmtpException(null, "The mail is not wanted any more.");
        }

        FaultPoint.Pass("mail.marked");
    }

    // language=sql
    const string SetOutcome = """
        with settled as (
            update briefings.mails m set state = o.state, attempts = $3, due_at = $4, finished_at = case when o.state in (1, 2, 4) then $5::timestamptz end, code = $6, answer = $7
            from (select case when $2 = 0 and body_sha256 is null then 2 else $2 end as state from briefings.mails where id = $1) o
            where m.id = $1 and m.state in (0, 3)
            returning m.id)
        insert into briefings.mail_attempts (mail_id, at, code, answer) select id, $5, $6, $7 from settled
        """;

    async Task Settle(long id, int attempts, SmtpResult result)
    {
        var now = clock.GetUtcNow();
        var wait = attempts <= Waits.Length ? Waits[attempts - 1] * retryScale : (TimeSpan?)null;
        var state = result.Outcome switch
        {
            SmtpOutcome.Sent => 1,
            SmtpOutcome.Refused => 2,
            SmtpOutcome.Unknown when !options.ResendsUnknown => 4,
            _ => wait is null ? 2 : 0,
        };
        await using var settle = database.CreateCommand(SetOutcome);
        settle.Parameters.Add(new() { Value = id });
        settle.Parameters.Add(new() { Value = (short)state });
        settle.Parameters.Add(new() { Value = (short)attempts });
        settle.Parameters.Add(new() { Value = now + (wait ?? TimeSpan.Zero) });
        settle.Parameters.Add(new() { Value = now });
        settle.Parameters.Add(new() { Value = result.Code is { } code ? (short)code : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Smallint });
        settle.Parameters.Add(new() { Value = result.Answer.Length > 500 ? result.Answer[..500] : result.Answer });
        await settle.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
