using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using Xunit;

namespace Briefings.EndToEnd.Faults;

sealed partial class FaultRunner
{
    static readonly string[] Projections = ["articles", "stories", "actors", "editions", "drafts", "profiles", "feeds"];

    Task<bool> Ingest(string fault, string file) => Command(fault, "ingest", file, "--json");

    /// <summary>A database of its own, since a schema is made once; the next command completes it.</summary>
    async Task<bool> Migrate(string fault)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"scratch_{++named}");
        await Ask<object>($"create database {name}");
        await using var server = await Database();
        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;
        var died = await Command(fault, "migrate", "--database", connection);
        await Done("migrate", "--database", connection);
        await Done("verify-log", "--database", connection);
        return died;
    }

    /// <summary>A log of its own whose first partition is closed: packed anew, it tells the same.</summary>
    async Task<bool> Archive(string fault, params string[] options)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"archive_{++named}");
        await Ask<object>($"create database {name}");
        await using var server = await Database();
        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;
        if (await Ask<long>("select count(*) from pg_tablespace where spcname = 'slow'") == 0)
        {
            await using var maker = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Options = "-c allow_in_place_tablespaces=on" });
            await WholeDatabase.Rows(maker, "create tablespace slow location ''", _ => 0, Cancellation);
        }

        var (early, late) = (briefings.Write($"{name}-early.ndjson", Article(1)), briefings.Write($"{name}-late.ndjson", Article(2)));
        await Done("ingest", early, "--database", connection);
        await using (var log = NpgsqlDataSource.Create(connection))
            await WholeDatabase.Rows(log, "select setval('briefings.event_positions', 50000000)", _ => 0, Cancellation);
        await Done("ingest", late, "--database", connection);
        var before = (await Done("events", "--json", "--database", connection)).Output;
        string[] pack = ["archive", "pack", "--reason", "the year is over", "--by", "ana", "--database", connection, .. options];
        var died = await Command(fault, pack);
        await Done(pack);
        Assert.Equal(before, (await Done("events", "--json", "--database", connection)).Output);
        Assert.Contains("archived", (await Done("archive", "--json", "--database", connection)).Output, StringComparison.Ordinal);
        await Done("verify-log", "--database", connection);
        await Done("replay", "--all", "--verify", "--database", connection);
        NpgsqlConnection.ClearAllPools();
        await Ask<object>($"drop database {name} with (force)");
        return died;
    }

    /// <summary>Another text under an address that may be known, and once more when the first try was cut short.</summary>
    async Task<bool> Correct(string fault)
    {
        if (articles == 0)
            await Done("ingest", WriteArticles(), "--json");
        var corrected = briefings.Write(
            string.Create(CultureInfo.InvariantCulture, $"correction-{++named}.ndjson"),
            Article(random.Next(articles) + 1, string.Create(CultureInfo.InvariantCulture, $" Corrected for the {named}. time: the mayor of Cali resigned on Monday.")));
        var died = await Ingest(fault, corrected);
        await Done("ingest", corrected, "--json");
        return died;
    }

    async Task<bool> Retract(string fault)
    {
        if (SomeArticle() is null)
            await Done("ingest", WriteArticles(), "--json");
        var died = await Command(fault, "retract", SomeArticle()!, "--reason", "its outlet took it back");
        return died;
    }

    async Task<bool> Replay(string fault)
    {
        var projection = Projections[random.Next(Projections.Length)];

        // A redaction that is half done shows in what is rebuilt, and until a server has gone on with it only there.
        if (await Ask<long>("select count(*) from briefings.begun_redactions") == 0)
            await Done("replay", projection, "--verify");
        return await Command(fault, "replay", projection);
    }

    async Task<bool> ReplayKeys(string fault)
    {
        if (SomeArticle() is null)
            await Done("ingest", WriteArticles(), "--json");
        return await Command(fault, "replay", random.Next(2) == 0 ? "articles" : "stories", "--stream", SomeArticle()!);
    }

    async Task<bool> Draft(string fault)
    {
        var day = new DateOnly(2026, 2, 2).AddDays(++named).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var died = await Command(fault, "editions", "draft", "--date", day);
        await Done("editions", "draft", "--date", day);
        var draft = (await Done("editions", "--drafts", "--json")).Lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("id").GetString()!).Last(id => id.Contains(day, StringComparison.Ordinal));
        if (died)
            return true;
        died = await Command(fault, "editions", "approve", draft, "--by", "ana", "--publish");
        if (died)
            await briefings.Run("editions", "approve", draft, "--by", "ana", "--publish");
        return died;
    }

    /// <summary>Asked for again, a redaction does what a kill had left undone.</summary>
    async Task<bool> Redact(string fault)
    {
        if (SomeArticle() is null)
            await Done("ingest", WriteArticles(), "--json");
        var article = SomeArticle()!;
        var died = await Command(fault, "redact", article, "--reason", "a court order", "--by", "ana");
        if (died && random.Next(2) == 0)
            await Done("redact", article, "--reason", "a court order", "--by", "ana");
        return died;
    }

    /// <summary>One of an article that an edition cites.</summary>
    async Task<bool> RedactEdition(string fault)
    {
        await Done("ingest", WriteArticles(), "--json");
        await Done("brief", "--date", "2026-02-02");
        if (await Ask<string>("select e.body -> 'articles' ->> 0 from briefings.events e join briefings.event_types t on t.id = e.type_id and t.name = 'EditionPublished' where json_array_length(e.body -> 'articles') > 0 order by e.position desc limit 1") is not { } cited)
            return false;
        return await Command(fault, "redact", cited, "--reason", "a court order", "--by", "ana");
    }

    async Task<bool> Feed(string fault)
    {
        AddItem();
        AddItem();
        if (!(await Done("feeds", "list", "--json")).Output.Contains("/main.xml", StringComparison.Ordinal))
            await Done("feeds", "add", outside.Address + "/main.xml");
        await Rest();
        var died = await Command(fault, "feeds", "poll", outside.Address + "/main.xml");
        await Rest();
        return died;
    }

    void AddItem()
    {
        named++;
        outside.AddItem($"Harbour dispatch {named}", $"https://harbour.example/{named}");
    }

    async Task<bool> FeedAdded(string fault)
    {
        var died = await Command(fault, "feeds", "add", string.Create(CultureInfo.InvariantCulture, $"{outside.Address}/added-{++named}.xml"));
        return died;
    }

    async Task<bool> FeedRemoved(string fault)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"{outside.Address}/removed-{++named}.xml");
        await Done("feeds", "add", url);
        return await Command(fault, "feeds", "remove", url);
    }

    /// <summary>A feed that is new, has moved for good, or cannot be read.</summary>
    async Task<bool> OtherFeed(string fault, string kind)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"{outside.Address}/{kind}-{++named}.xml");
        await Done("feeds", "add", url);
        var died = await Command(fault, "feeds", "poll", url);
        await Rest();
        return died;
    }

    /// <summary>An item that takes back an article which nobody has yet stands in quarantine until the article is there.</summary>
    async Task<bool> Quarantine(string fault)
    {
        var link = string.Create(CultureInfo.InvariantCulture, $"https://harbour.example/late-{++named}");
        outside.AddItem("RETRACTED: our dispatch", link);
        if (!(await Done("feeds", "list", "--json")).Output.Contains("/main.xml", StringComparison.Ordinal))
            await Done("feeds", "add", outside.Address + "/main.xml");
        await Rest();
        await briefings.Run("feeds", "poll", outside.Address + "/main.xml");
        await Done("ingest", "--json", briefings.Write(
            string.Create(CultureInfo.InvariantCulture, $"late-{named}.json"),
            JsonSerializer.Serialize(new { title = "Our dispatch", source = "Harbour", published = "2026-02-02", url = link, text = $"President Gustavo Petro criticised President Donald Trump on Monday. Late dispatch {named}." })));
        var died = await Command(fault, "feeds", "retry");
        await briefings.Run("feeds", "retry");
        await Rest();
        return died;
    }

    /// <summary>As if a quarter of an hour had passed, after which the leases of killed pollers end.</summary>
    Task<object?> Rest() => Ask<object>("update briefings.feed_fetches set leased_until = null, not_before = null");

    async Task<string> KilledIngest()
    {
        var lines = random.Next(ArticlesInARound);
        using var ingest = Start(null, "ingest", WriteArticles(), "--json");
        for (var line = 0; line < lines && await ingest.StandardOutput.ReadLineAsync(Cancellation) is { } said; line++)
            Hear(said);
        return await Killed(ingest) ? $"ingest killed after {lines} lines" : "ingest ended before it was killed";
    }

    async Task<string> KilledReplay()
    {
        using var replay = Start(null, "replay", Projections[random.Next(Projections.Length)]);
        await Task.Delay(300 + random.Next(600), Cancellation);
        return await Killed(replay) ? "replay killed" : "replay ended before it was killed";
    }

    async Task<bool> Killed(Process process)
    {
        process.Kill();
        var died = await Ended(process);
        Kills += died ? 1 : 0;
        return died;
    }

    async Task<string> KilledServer()
    {
        using var ingest = Start(null, "ingest", WriteArticles(), "--json");
        var lines = random.Next(ArticlesInARound);
        for (var line = 0; line < lines && await ingest.StandardOutput.ReadLineAsync(Cancellation) is { } said; line++)
            Hear(said);
        KillServer();
        await Ended(ingest);
        return string.Create(CultureInfo.InvariantCulture, $"server killed under ingest, exit code {ingest.ExitCode}");
    }

    void KillServer()
    {
        var file = Path.Combine(briefings.Folder, "postgres", "cluster", "postmaster.pid");
        if (!File.Exists(file) || File.ReadLines(file).FirstOrDefault() is not { Length: > 0 } line)
            return;
        try
        {
            using var server = Process.GetProcessById(int.Parse(line, CultureInfo.InvariantCulture));
            server.Kill();
            server.WaitForExit();
            Kills++;
        }
        catch (ArgumentException)
        {
            // The one before it was killed and none has been started since.
        }
    }
}
