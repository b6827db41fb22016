using System.Globalization;
using Briefings.Articles;
using Briefings.Articles.Reading;
using Briefings.EventStore;
using Briefings.Tests.Databases;
using Xunit;

namespace Briefings.Tests.Articles;

/// <summary>The whole trunk on a database of its own, with a clock that stands still until it is set. Use it as a class fixture.</summary>
public sealed class Newsroom(TestServer server) : IAsyncLifetime
{
    readonly TestDatabase database = new(server);

    BriefingsApplication? application;

    public BriefingsApplication Application => application ?? throw new InvalidOperationException("The fixture has not been initialised.");

    public TestDatabase Database => database;

    public TestServer Server => server;

    public StoppedClock Clock { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        application = await Open();
        await application.Projections.CatchUp(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (application is not null)
        {
            await application.DisposeAsync();
        }

        await database.DisposeAsync();
    }

    /// <summary>A second program on the same database.</summary>
    public Task<BriefingsApplication> Open() => BriefingsApplication.Open(database.ConnectionString, Clock, TestContext.Current.CancellationToken);

    public async Task<IngestResult> Ingest(ArticleDraft draft) => (await IngestAll(draft)).Single();

    public Task<IReadOnlyList<IngestResult>> IngestAll(params ArticleDraft[] drafts) => IngestAll(Application.IngestArticles, drafts);

    public static async Task<IReadOnlyList<IngestResult>> IngestAll(IngestArticles ingest, params ArticleDraft[] drafts) =>
        await ingest.Handle(drafts.Select(d => (ReadOutcome)new ReadOutcome.Read(d)).ToAsyncEnumerable(), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<RecordedEvent>> Stream(string? stream) =>
        await Application.Log.ReadStream(stream ?? "", cancellation: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    /// <param name="published">A day, an instant, or <c>null</c> for unknown.</param>
    public static ArticleDraft Draft(string text, string? published = "2026-02-02", string? url = null, string file = "", string? outlet = "Wire", string? title = null, string? origin = null) => new()
    {
        Origin = origin ?? (file.Length > 0 ? file : "standard input"),
        FileName = file,
        Format = "text",
        Text = text,
        Title = title,
        Outlet = outlet,
        Url = url is null ? null : new Uri(url),
        Published = On(published),
    };

    public static Publication On(string? published)
    {
        if (published is null)
        {
            return Publication.Unknown;
        }

        var day = DateOnly.ParseExact(published[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new Publication(day, published.Length > 10 ? DateTimeOffset.Parse(published, CultureInfo.InvariantCulture) : null, published, "front matter");
    }
}

/// <summary>Tells the time it was told.</summary>
public sealed class StoppedClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 2, 2, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
