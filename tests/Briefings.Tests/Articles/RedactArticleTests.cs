using System.Text;
using Briefings.Articles;
using Briefings.EventStore;
using Briefings.Profiles;
using Xunit;

namespace Briefings.Tests.Articles;

public sealed class RedactArticleTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    const string Secret = "Casimiro Quispe-Huaranga";

    const string Text = $"{Secret} was arrested in Lima on Monday, police said. Gustavo Petro will meet Donald Trump at the White House on Tuesday.";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("https://wire.example/witness")]
    public async Task Nothing_of_a_redacted_article_stays_in_the_database_and_it_does_not_come_back(string? url)
    {
        var draft = Newsroom.Draft(Text, url: url);
        var ingested = await newsroom.Ingest(draft);
        var edition = await newsroom.Application.PublishEdition.Handle(Profile.General with { Name = url is null ? "words" : "address" }, new(2026, 2, 2), Cancellation);
        Assert.NotEmpty(await Mentions());

        var redaction = await newsroom.Application.Redact.Handle(url ?? ingested.Stream ?? "", "names a witness", "ana", null, Cancellation);

        Assert.Equal((ingested.Stream, ingested.NewsEvents + 1), (redaction.Stream, redaction.Positions.Count));
        Assert.Equal([edition.Id], redaction.Editions);
        Assert.Empty(await Mentions());
        var verified = await newsroom.Application.Log.VerifyChain(Cancellation);
        Assert.True(verified.Matches, verified.Problem);
        Assert.Subset(verified.Redacted.ToHashSet(), redaction.Positions.ToHashSet());

        var again = await newsroom.Ingest(draft);
        Assert.Equal((IngestOutcome.Known, ingested.Stream), (again.Outcome, again.Stream));
        Assert.Contains("redacted", again.Note, StringComparison.Ordinal);
        Assert.Empty(await Mentions());
        await newsroom.Application.PublishEdition.Handle(Profile.General with { Name = url is null ? "words" : "address" }, new(2026, 2, 2), Cancellation);
        foreach (var projection in newsroom.Application.Registry.All)
        {
            Assert.True((await newsroom.Application.Projections.Verify(projection.Name, cancellation: Cancellation)).Matches);
        }
    }

    [Fact]
    public async Task What_is_not_there_is_refused()
    {
        foreach (var what in (string[])["article-0000000000000000", "https://wire.example/no-such", "8a8d6f1e-1111-4111-8111-111111111111"])
        {
            await Assert.ThrowsAsync<RedactionRefusedException>(() => newsroom.Application.Redact.Handle(what, "reason", "ana", null, Cancellation));
        }
    }

    /// <summary>The tables of the program in which the secret stands, as text or in the bytes of a file.</summary>
    async Task<List<string>> Mentions()
    {
        var tables = new List<string>();
        await using (var list = newsroom.Database.Source.CreateCommand("select table_name from information_schema.tables where table_schema = 'briefings'"))
        await using (var reader = await list.ExecuteReaderAsync(Cancellation))
        {
            while (await reader.ReadAsync(Cancellation))
            {
                tables.Add(reader.GetString(0));
            }
        }

        var found = new List<string>();
        foreach (var table in tables)
        {
#pragma warning disable CA2100 // A table name of the schema.
            await using var search = newsroom.Database.Source.CreateCommand($"select exists (select from briefings.\"{table}\" t where t::text like $1 or t::text like $2)");
#pragma warning restore CA2100
            search.Parameters.Add(new() { Value = $"%{Secret}%" });
            search.Parameters.Add(new() { Value = $"%{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Secret))}%" });
            if (await search.ExecuteScalarAsync(Cancellation) is true)
            {
                found.Add(table);
            }
        }

        return found;
    }
}
