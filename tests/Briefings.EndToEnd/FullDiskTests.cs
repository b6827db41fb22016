using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Briefings.EventStore.PrivatePostgres;
using Npgsql;
using Xunit;

namespace Briefings.EndToEnd;

/// <summary>A database whose disk fills up.</summary>
public sealed class FullDiskTests : EndToEndTest
{
    readonly string disk = Path.Combine("/tmp", $"briefings-disk-{Guid.NewGuid():N}");
    bool isMounted;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    string ConnectionString => PrivateServer.Find(Briefings.Folder) ?? throw new InvalidOperationException("The private server does not run.");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "A disk small enough to fill takes root on Linux to mount.");
        await Briefings.Run("migrate");
        Directory.CreateDirectory(disk);
        isMounted = await Shell("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk) == 0;
        Assert.SkipUnless(isMounted, "No tmpfs may be mounted here.");
        await Shell("chown", "--reference", Path.GetDirectoryName(Directory.GetFiles(Briefings.Folder, "postmaster.pid", SearchOption.AllDirectories).Single())!, disk);
    }

    public override async ValueTask DisposeAsync()
    {
        await Briefings.Run("stop");
        if (isMounted)
            await Shell("umount", "-l", disk);
        if (Directory.Exists(disk))
            Directory.Delete(disk);
        await base.DisposeAsync();
    }

    [Fact(Timeout = 300_000)]
    public async Task Ingest_on_a_full_disk_is_exit_code_3_and_completes_once_there_is_room()
    {
        var connection = await DatabaseOn(disk);
        var import = Briefings.Write("import.ndjson", string.Join('\n', Enumerable.Range(1, 40).Select(n => Article(n, new string('x', 100) + RandomWords(n)))));
        await File.WriteAllBytesAsync(Path.Combine(disk, "filler"), new byte[Free(disk) - 200_000], Cancellation);
        var full = await Briefings.Run("ingest", import, "--database", connection, "--json");
        Assert.Equal(3, full.ExitCode);
        Assert.Contains("No space left", full.Error, StringComparison.Ordinal);

        await using var application = await BriefingsApplication.Open(connection, TimeProvider.System, Cancellation);
        application.Log.Room.RanOut();
        Assert.Contains("the disk of the database is full", await application.Projections.Problems(Cancellation));

        File.Delete(Path.Combine(disk, "filler"));
        Assert.Empty(await application.Projections.Problems(Cancellation));
        var again = await Briefings.Run("ingest", import, "--database", connection);
        Assert.Equal((0, ""), (again.ExitCode, again.ExitCode == 0 ? "" : again.Error));
        Assert.Contains(FormattableString.Invariant($"{full.Lines.Count} known"), again.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Briefings.Run("replay", "--all", "--verify", "--database", connection)).ExitCode);
    }

    [Fact(Timeout = 300_000)]
    public async Task Serve_on_a_full_disk_refuses_articles_with_503_and_recovers_within_5_seconds_of_room()
    {
        var connection = await DatabaseOn(disk);
        var key = (await Briefings.Run("keys", "create", "--scope", "ingest", "--database", connection)).Lines.Single();
        await using var serve = await ServeProcess.Start(Briefings, "--database", connection);
        await serve.UntilReady(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Created, await serve.Post(key, Article(1, RandomWords(1))));
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(disk, "filler"), new byte[Free(disk)], Cancellation);
        }
        catch (IOException)
        {
            // The server wrote meanwhile: the disk is full all the same.
        }

        var sent = 1;
        HttpStatusCode answered;
        while ((answered = await serve.Post(key, Article(++sent, RandomWords(sent)))) == HttpStatusCode.Created && sent < 400)
        {
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answered);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await serve.Ready());
        Assert.Equal(HttpStatusCode.OK, await serve.Live());
        File.Delete(Path.Combine(disk, "filler"));
        Assert.InRange(await serve.UntilReady(HttpStatusCode.OK), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.Created, await serve.Post(key, Article(sent, RandomWords(sent))));
        Assert.Equal(sent, (await Briefings.Run("events", "--type", "ArticleIngested", "--json", "--database", connection)).Lines.Count);
    }

    async Task<string> DatabaseOn(string disk)
    {
        await using var database = NpgsqlDataSource.Create(ConnectionString);
        foreach (var sql in new[] { $"create tablespace small location '{disk}'", "create database small tablespace small" })
        {
#pragma warning disable CA2100 // The test's own text.
            await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        var connection = new NpgsqlConnectionStringBuilder(ConnectionString) { Database = "small" }.ConnectionString;
        Assert.Equal(0, (await Briefings.Run("migrate", "--database", connection)).ExitCode);
        return connection;
    }

    static long Free(string disk) => new DriveInfo(disk).AvailableFreeSpace;

    /// <summary>Text that does not compress, the same for the same number.</summary>
    static string RandomWords(int seed)
    {
        var random = new Random(seed);
        return string.Concat(Enumerable.Range(0, 6000).Select(_ => (char)random.Next('a', 'z' + 1)));
    }

    static string Article(int number, string rest) => JsonSerializer.Serialize(new
    {
        title = $"Dispatch {number}",
        source = "Wire",
        published = "2026-02-02",
        url = $"https://wire.example/{number}",
        text = $"President Gustavo Petro criticised President Donald Trump on Monday. {rest}",
    });

    static async Task<int> Shell(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        await process.WaitForExitAsync(Cancellation);
        return process.ExitCode;
    }
}
