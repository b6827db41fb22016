using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Briefings.EventStore.PrivatePostgres;
using Npgsql;
using Xunit;

namespace Briefings.EndToEnd;

public sealed class EditionTests : EndToEndTest
{
    const string Article = "---\nsource: Andes Ledger\npublished: 2026-02-02\nurl: https://a.example/1\n---\nPresident Gustavo Petro of Colombia will meet US President Donald Trump at the White House on Tuesday.\n";

    [Fact]
    public async Task Edition_is_made_again_to_the_byte_after_a_correction_and_a_replay_in_another_locale_and_zone()
    {
        var path = await Brief();
        var recorded = await Sha256(path);
        Briefings.Write("articles/a.md", Article.Replace("Tuesday", "Thursday", StringComparison.Ordinal));
        Assert.Equal(0, (await Briefings.Run("ingest", "articles")).ExitCode);
        Assert.Equal(0, (await Briefings.Run("replay", "--all")).ExitCode);
        (Briefings.Environment["TZ"], Briefings.Environment["LC_ALL"], Briefings.Environment["LANG"]) = ("Pacific/Kiritimati", "tr_TR.UTF-8", "tr_TR.UTF-8");
        foreach (var name in new[] { "general-2026-02-02", "1" })
        {
            var again = await Briefings.Run("editions", "render", name, "-o", "again.pdf");
            Assert.Equal("", again.ExitCode == 0 ? "" : again.Error);
            Assert.Equal(recorded, await Sha256(again.Lines.Single()));
        }
    }

    [Fact]
    public async Task Verify_holds_until_a_byte_of_an_article_is_altered_and_then_names_the_sentence()
    {
        var path = await Brief();
        var whole = await Briefings.Run("verify", path);
        Assert.Equal("", whole.ExitCode == 0 ? "" : whole.Output);
        Assert.All(whole.Lines, l => Assert.StartsWith("ok ", l, StringComparison.Ordinal));

        await using (var database = NpgsqlDataSource.Create(PrivateServer.Find(Briefings.Folder)!))
        {
            await using var alter = database.CreateCommand("update briefings.events e set body = replace(body::text, 'on Tuesday', 'on Weekend')::json from briefings.event_types t where t.id = e.type_id and t.name = 'ArticleIngested'");
            await alter.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var altered = await Briefings.Run("verify", path);
        Assert.Equal(1, altered.ExitCode);
        Assert.Contains(altered.Lines, l => l.StartsWith("FAILS  sentence", StringComparison.Ordinal) && l.Contains("meet", StringComparison.Ordinal) && l.Contains("Weekend", StringComparison.Ordinal));
        Assert.Contains(altered.Lines, l => l.StartsWith("FAILS  chain", StringComparison.Ordinal));

        var alone = await Briefings.Run("verify", "--offline", "--json", path);
        Assert.Equal(0, alone.ExitCode);
        Assert.Contains(alone.Lines, l => JsonDocument.Parse(l).RootElement.GetProperty("check").GetString() == "pages");
        Assert.Equal(2, (await Briefings.Run("verify", "nowhere.pdf")).ExitCode);
        Assert.Equal(1, (await Briefings.Run("verify", Briefings.Write("no.pdf", "no pdf"))).ExitCode);
    }

    [Fact]
    public async Task Two_servers_publish_a_scheduled_edition_once()
    {
        Briefings.Write("desk.profile.yaml", "name: desk\ntitle: Desk\ntime_zone: America/Bogota\ntimes: [\"00:00\"]\n");
        Assert.Equal(0, (await Briefings.Run("profiles", "set", "desk.profile.yaml")).ExitCode);
        await using var database = NpgsqlDataSource.Create(PrivateServer.Find(Briefings.Folder)!);

        // As if the profile had been defined two days ago, and nobody had served since.
        await using (var age = database.CreateCommand("update briefings.events set recorded_at = recorded_at - interval '2 days'"))
        {
            await age.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, (await Briefings.Run("replay", "profiles")).ExitCode);
        Assert.Contains("due since", (await Briefings.Run("editions", "next")).Output, StringComparison.Ordinal);
        var servers = new[] { Briefings.Start("serve", "--urls", "http://127.0.0.1:0"), Briefings.Start("serve", "--urls", "http://127.0.0.1:0") };
        try
        {
            // Both have looked at the schedule once they listen and once their first look is attended to.
            await Task.WhenAll(servers.Select(Listening));
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(TimeSpan.FromMinutes(2));
            while ((await Briefings.Run("editions", "next", "--json")).Output.Contains("overdue", StringComparison.Ordinal))
            {
                patience.Token.ThrowIfCancellationRequested();
            }

            Assert.Single((await Briefings.Run("editions", "--profile", "desk")).Lines);
            Assert.Single((await Briefings.Run("events", "--type", "EditionPublished", "--json")).Lines);
        }
        finally
        {
            foreach (var server in servers)
            {
                server.Kill();
                await server.WaitForExitAsync(TestContext.Current.CancellationToken);
                server.Dispose();
            }
        }
    }

    static async Task Listening(Process server)
    {
        while (await server.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.StartsWith("Listening on ", StringComparison.Ordinal))
        {
        }
    }

    async Task<string> Brief()
    {
        Briefings.Write("articles/a.md", Article);
        var run = await Briefings.Run("brief", "articles");
        Assert.Equal("", run.ExitCode == 0 ? "" : run.Error);
        return run.Lines.Single();
    }

    static async Task<string> Sha256(string path) =>
        Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)));
}
