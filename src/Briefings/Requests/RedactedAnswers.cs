using Briefings.Articles;
using Npgsql;

namespace Briefings.Requests;

/// <summary>
/// Drops the kept answers that name a redacted article, with their keys: a retry is carried out anew, and told that the article was redacted.
/// </summary>
sealed class RedactedAnswers(NpgsqlDataSource database) : IArticleTextHolder
{
    // Answers name an article by its stream.
    // language=sql
    const string DropAnswers = "delete from briefings.idempotent_answers where position(convert_to($1, 'UTF8') in body) > 0";

    public async Task Forget(ArticleRedaction redaction, CancellationToken cancellation)
    {
        await using var drop = database.CreateCommand(DropAnswers);
        drop.Parameters.Add(new() { Value = redaction.Stream });
        await drop.ExecuteNonQueryAsync(cancellation);
    }
}
