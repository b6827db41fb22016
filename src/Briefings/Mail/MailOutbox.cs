using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Briefings.Articles;
using Briefings.Editions;
using Briefings.EventStore;
using Briefings.Profiles;
using Npgsql;
using NpgsqlTypes;

namespace Briefings.Mail;

/// <summary>
/// Writes down what is to be sent: whole messages, and the checkpoint with them in one commit. It is fed by the log and its own
/// checkpoint only; a replay of projections brings it nothing.
/// </summary>
sealed class MailOutbox(
    NpgsqlDataSource database, EventLog log, PublishEdition editions, DefineProfile profiles, EditionMail writer, Unsubscribing unsubscribing, SmtpOptions options,
    Uri? publicUrl, TimeProvider clock)
{
    /// <summary>News older than this is no news: it is passed over when mail was not set up or not running for so long.</summary>
    static readonly TimeSpan OldestNews = TimeSpan.FromHours(24);

    static readonly string[] Types = ["EditionPublished", "ArticleCorrected", "ArticleRetracted"];

    // language=sql
    const string LockCheckpoint = "select position from briefings.mail_checkpoint for update";

    // language=sql
    const string MoveCheckpoint = "update briefings.mail_checkpoint set position = $1 where position < $1";

    /// <summary>Writes down the mails of everything up to a settled position, one event a commit.</summary>
    public async Task AdvanceTo(long mark, CancellationToken cancellation)
    {
        while (await Advance(mark, cancellation) < mark)
        {
        }
    }

    async Task<long> Advance(long mark, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var check = new NpgsqlCommand(LockCheckpoint, connection);
        var position = await check.ExecuteScalarAsync(cancellation) is long at ? at : 0;
        if (position >= mark)
        {
            return position;
        }

        var reached = mark;
        await foreach (var recorded in log.ReadSettled(position, mark, Types, cancellation))
        {
            reached = recorded.Position;
            await Write(connection, recorded, cancellation);
            FaultPoint.Pass("mail.writing");
            break;
        }

        await using var move = new NpgsqlCommand(MoveCheckpoint, connection) { Parameters = { new() { Value = reached } } };
        await move.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        FaultPoint.Pass("mail.written");
        return reached;
    }

    Task Write(NpgsqlConnection connection, RecordedEvent recorded, CancellationToken cancellation) =>
        clock.GetUtcNow() - recorded.RecordedAt > OldestNews ? Task.CompletedTask : recorded.Body switch
        {
            EditionPublished published => WriteEdition(connection, recorded, published, cancellation),
            ArticleCorrected { Changes.Count: > 0 } corrected => WriteCorrection(connection, recorded, corrected.Title, null, cancellation),
            ArticleRetracted retracted => WriteCorrection(connection, recorded, null, retracted.Reason, cancellation),
            _ => Task.CompletedTask,
        };

    async Task WriteEdition(NpgsqlConnection connection, RecordedEvent recorded, EditionPublished published, CancellationToken cancellation)
    {
        var profile = await profiles.Load(published.Profile, recorded.Position, cancellation);
        var id = Editions.Edition.IdFor(published.Profile, published.Day, published.Revision);
        if (profile is not { Recipients.Count: > 0 } || await editions.Load(id, cancellation) is not { } edition)
        {
            return;
        }

        var mail = writer.Edition(edition);
        var wanted = profile.Recipients.Except(await OptedOut(connection, published.Profile, cancellation), StringComparer.OrdinalIgnoreCase).ToList();
        await Insert(connection, "edition", id, published.Profile, wanted, mail, recorded.RecordedAt, cancellation);
    }

    // language=sql
    const string SelectOptOuts = "select recipient from briefings.mail_optouts where profile = $1";

    static async Task<IReadOnlyList<string>> OptedOut(NpgsqlConnection connection, string profile, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand(SelectOptOuts, connection) { Parameters = { new() { Value = profile } } };
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        var found = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }

    // language=sql
    const string SelectCarriers = """
        select m.profile, m.recipient, m.subject_key
        from briefings.events e
        join briefings.event_types t on t.id = e.type_id and t.name = 'EditionPublished'
        join briefings.mails m on m.kind = 'edition' and m.state in (0, 1, 3, 4)
            and m.subject_key = (e.body ->> 'profile') || '-' || (e.body ->> 'day')
                || case when (e.body ->> 'revision')::integer > 1 then '-r' || (e.body ->> 'revision') else '' end
        where e.position < $1 and (e.body -> 'articles')::jsonb ? $2
          and not exists (select from briefings.mail_optouts o where o.profile = m.profile and o.recipient = m.recipient)
        order by e.position
        """;

    /// <summary>One notice to each recipient of an edition that carried the article, also of one that is still to be sent.</summary>
    async Task WriteCorrection(NpgsqlConnection connection, RecordedEvent recorded, string? title, string? retraction, CancellationToken cancellation)
    {
        var carriers = new List<(string Profile, string Recipient, string Edition)>();
        await using (var select = new NpgsqlCommand(SelectCarriers, connection) { Parameters = { new() { Value = recorded.Position }, new() { Value = recorded.Stream } } })
        await using (var reader = await select.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                carriers.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
            }
        }

        var what = retraction is null ? "An article that your briefing rests on was corrected." : $"An article that your briefing rests on was retracted: {retraction}";
        foreach (var group in carriers.GroupBy(c => (c.Profile, Editions: string.Join(", ", carriers.Where(o => o.Profile == c.Profile && o.Recipient == c.Recipient).Select(o => o.Edition).Distinct(StringComparer.Ordinal)))))
        {
            var profile = await profiles.Load(group.Key.Profile, recorded.Position, cancellation);
            var mail = EditionMail.Correction(profile?.Title ?? group.Key.Profile, await Named(recorded.Stream, title, cancellation), what, group.Key.Editions.Split(", "));
            var key = string.Create(CultureInfo.InvariantCulture, $"{group.Key.Profile} {recorded.Position}");
            await Insert(connection, "correction", key, group.Key.Profile, [.. group.Select(g => g.Recipient).Distinct(StringComparer.Ordinal)], mail, recorded.RecordedAt, cancellation);
        }
    }

    async Task<string> Named(string stream, string? title, CancellationToken cancellation)
    {
        await foreach (var first in log.ReadStream(stream, cancellation: cancellation))
        {
            return first.Body is ArticleIngested ingested ? $"{ingested.Outlet ?? ingested.FileName}: {title ?? ingested.Title ?? stream}{(ingested.Url is { } url ? $" ({url})" : "")}" : stream;
        }

        return stream;
    }

    // language=sql
    const string InsertBody = """
        insert into briefings.mail_bodies (sha256, bytes) values ($1, $2)
        on conflict on constraint mail_body_is_named_by_content do nothing
        """;

    // language=sql
    const string InsertMails = """
        insert into briefings.mails (kind, subject_key, profile, recipient, message_id, head, body_sha256, created_at, due_at)
        select $1, $2, $3, m.recipient, m.message_id, m.head, $4, $5, $5
        from unnest($6::text[], $7::text[], $8::bytea[]) m(recipient, message_id, head)
        on conflict on constraint mail_goes_once do nothing
        """;

    /// <summary>Writes down one mail to each recipient who has not got it yet.</summary>
    /// <param name="key">With the kind, what it is about.</param>
    public async Task Insert(
        NpgsqlConnection connection, string kind, string key, string? profile, IReadOnlyList<string> recipients, MailText mail, DateTimeOffset at, CancellationToken cancellation)
    {
        if (recipients.Count == 0)
        {
            return;
        }

        var body = MimeBody.Of(mail.Text, mail.Html, mail.Attachments);
        var digest = Convert.ToHexStringLower(SHA256.HashData(body.Bytes));
        var heads = recipients.Select(r => Head(kind, key, profile, r, mail.Subject, body.ContentType, at)).ToList();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(InsertBody) { Parameters = { new() { Value = digest }, new() { Value = body.Bytes } } },
                new(InsertMails)
                {
                    Parameters =
                    {
                        new() { Value = kind }, new() { Value = key }, new() { Value = (object?)profile ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }, new() { Value = digest },
                        new() { Value = clock.GetUtcNow() }, new() { Value = recipients.ToArray() }, new() { Value = heads.Select(h => h.MessageId).ToArray() },
                        new() { Value = heads.Select(h => Encoding.ASCII.GetBytes(h.Head)).ToArray() },
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    (string MessageId, string Head) Head(string kind, string key, string? profile, string recipient, string subject, string contentType, DateTimeOffset at)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{key}\n{recipient}")))[..32];
        var messageId = $"<{kind}.{digest}@{options.FromAddress[(options.FromAddress.IndexOf('@', StringComparison.Ordinal) + 1)..]}>";
        var head = new StringBuilder()
            .Append(MailHeaders.Field("From", MailHeaders.Mailbox(options.FromName, options.FromAddress)))
            .Append(MailHeaders.Field("To", MailHeaders.Mailbox(null, recipient)))
            .Append(MailHeaders.Field("Subject", MailHeaders.Words(subject)))
            .Append(MailHeaders.Field("Date", MailHeaders.Date(at)))
            .Append(MailHeaders.Field("Message-ID", messageId));
        if (profile is not null && publicUrl is { Scheme: "https" })
        {
            head.Append(MailHeaders.Field("List-Unsubscribe", $"<{new Uri(publicUrl, unsubscribing.PathFor(profile, recipient)).AbsoluteUri}>"));
            head.Append(MailHeaders.Field("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }

        head.Append(MailHeaders.Field("Auto-Submitted", "auto-generated"));
        head.Append(MailHeaders.Field("MIME-Version", "1.0"));
        head.Append(MailHeaders.Field("Content-Type", contentType));
        return (messageId, head.Append("\r\n").ToString());
    }
}
