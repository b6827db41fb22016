using Briefings.Actors;
using Briefings.Articles;
using Briefings.Editions;
using Briefings.Editions.Verification;
using Briefings.EventStore;
using Briefings.EventStore.PrivatePostgres;
using Briefings.Extraction;
using Briefings.Feeds;
using Briefings.Keys;
using Briefings.Mail;
using Briefings.Models;
using Briefings.NewsEvents;
using Briefings.Outbound;
using Briefings.Pages;
using Briefings.Profiles;
using Briefings.Rendering;
using Briefings.Requests;
using Briefings.Secrets;
using Briefings.Stories;
using Briefings.Webhooks;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Briefings;

/// <summary>The whole trunk on one database, wired once. Safe to share between threads.</summary>
public sealed class BriefingsApplication : IAsyncDisposable
{
    // No proxy from the environment and no redirects: articles go to the endpoint that was named and nowhere else.
    readonly HttpClient modelClient = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };

    readonly Lazy<SecretBox> secretBox;

    BriefingsApplication(NpgsqlDataSource database, NodeIdentity node, TimeProvider clock, Action<string>? warn, ILoggerFactory? loggers, string? dataFolder, OutboundOptions? outbound)
    {
        Database = database;
        OutboundOptions = outbound ?? OutboundOptions.FromEnvironment(Environment.GetEnvironmentVariable);
        Outbound = new OutboundClient(OutboundOptions, clock);
        var json = BriefingsJson.Options;
        var pdf = new PdfRenderer(warn);
        Renderers = new Renderers([pdf, new HtmlRenderer(), new MarkdownRenderer(), new JsonRenderer()]);
        Registry = new ProjectionRegistry([new ArticleIndex(), new StoryProjection(), new ActorProjection(), new EditionList(), new DraftList(), new ProfileList(), new FeedList()]);
        Catalog = EventCatalog.Scan(json, [typeof(BriefingsApplication).Assembly]);
        NewsEvents = NewsEventCatalog.Load();
        var rules = new Extractor(NewsEvents.Frames);
        Extractor = ModelOptions.FromEnvironment(Environment.GetEnvironmentVariable) is { } model
            ? new ModelExtractor(modelClient, model, rules, NewsEvents.Frames, warn ?? (_ => { }))
            : rules;
        Log = new EventLog(database, Catalog, clock, new InlineProjections(Registry, json));
        Documents = new Documents(database, Registry, json);
        Projections = new Projector(database, Log, Registry, json, loggers?.CreateLogger<Projector>(), node);
        Originals = new OriginalFiles(database);
        IngestArticles = new IngestArticles(Log, Documents, Originals, Extractor, NewsEvents, clock);
        ReextractArticles = new ReextractArticles(Log, Documents, Originals, Extractor, NewsEvents);
        RetractArticle = new RetractArticle(Log, Documents, clock);
        var web = new WebFetch(Outbound, new HostGate(clock, HostPause));
        FetchPages = new FetchPages(web, new Robots(web, clock), clock);
        Quarantine = new Quarantine(Log, Documents);
        var (fetches, items) = (new FeedFetches(database), new FeedItems(database));
        Feeds = new FeedBook(Log, Documents, fetches, OutboundOptions, clock);
        PollFeeds = new PollFeeds(Feeds, fetches, new FetchFeed(web, clock), new TakeInItems(IngestArticles, new CarriedItems(Log, Documents), items, Quarantine, FetchPages), Quarantine, clock);
        RetryQuarantine = new RetryQuarantine(Quarantine, Feeds, items, IngestArticles);
        DefineProfile = new DefineProfile(Log, json);
        Keys = new ApiKeys(database, clock);
        KeyRing = new KeyRing(Keys, clock);
        Sessions = new Sessions(database, clock);
        EditionInputs = new EditionInputs(Log, Documents, Projections, DefineProfile, Feeds, Quarantine);
        EditionComposer = new EditionComposer(NewsEvents.Frames);
        EditionFiles = new EditionFiles(database);
        MakeEdition = new MakeEdition(EditionInputs, EditionComposer, pdf);
        PublishEdition = new PublishEdition(Log, Documents, EditionFiles, DefineProfile, MakeEdition);
        ScheduledEditions = new ScheduledEditions(Documents, PublishEdition);
        RenderEdition = new RenderEdition(DefineProfile, MakeEdition);
        VerifyEdition = new VerifyEdition(Log, Documents, pdf);
        EditionDrafts = new EditionDrafts(Log, EditionFiles, DefineProfile, MakeEdition);
        (secretBox, Webhooks, Mail) = Outgoing(dataFolder, WebhookOptions.FromEnvironment(Environment.GetEnvironmentVariable), clock);
        Redact = new RedactArticle(Log, Projections, Registry, Originals, EditionFiles, new QuarantinedArticles(Log, items), new BegunRedactions(database),
            [new RedactedWebhookMessages(database), new RedactedMails(database, clock), new RedactedAnswers(database)]);
    }

    (Lazy<SecretBox> Box, OutgoingWebhooks Webhooks, OutgoingMail Mail) Outgoing(string? dataFolder, WebhookOptions webhooks, TimeProvider clock)
    {
        var box = new Lazy<SecretBox>(() => SecretBox.Open(dataFolder ?? PrivateServer.DefaultDataDirectory, Environment.GetEnvironmentVariable));
        return (
            box,
            new(Database, Log, Documents, Projections, Outbound, OutboundOptions, box, webhooks, clock),
            new(Database, Log, PublishEdition, DefineProfile, Renderers, box, SmtpOptions.FromEnvironment(Environment.GetEnvironmentVariable), webhooks, clock));
    }

    // Between two requests to one host, for feeds and pages.
    static readonly TimeSpan HostPause = TimeSpan.FromSeconds(1);

    // The log's statements are few and run often; preparing them saves the server most of its planning.
    const int MaxAutoPrepare = 60;

    /// <summary>SQL of the trunk, applied after the event store's own.</summary>
    public static ScriptSet Scripts { get; } = new("briefings", typeof(BriefingsApplication).Assembly, "Schema/");

    public NpgsqlDataSource Database { get; }

    /// <summary>Where the program may connect to, as the environment says.</summary>
    public OutboundOptions OutboundOptions { get; }

    /// <summary>For every address that comes from outside: feeds, pages, webhooks.</summary>
    public OutboundClient Outbound { get; }

    public OutgoingWebhooks Webhooks { get; }

    public OutgoingMail Mail { get; }

    public EventCatalog Catalog { get; }

    public NewsEventCatalog NewsEvents { get; }

    /// <summary>The rules, or the model that the environment names.</summary>
    public IExtractor Extractor { get; }

    public EventLog Log { get; }

    public ProjectionRegistry Registry { get; }

    public Documents Documents { get; }

    public Projector Projections { get; }

    /// <summary>What articles were read from.</summary>
    public OriginalFiles Originals { get; }

    public IngestArticles IngestArticles { get; }

    public ReextractArticles ReextractArticles { get; }

    public RetractArticle RetractArticle { get; }

    /// <summary>Takes text out of the log and of everything made of it.</summary>
    public RedactArticle Redact { get; }

    public FetchPages FetchPages { get; }

    /// <summary>The feeds that are polled.</summary>
    public FeedBook Feeds { get; }

    public PollFeeds PollFeeds { get; }

    public Quarantine Quarantine { get; }

    public RetryQuarantine RetryQuarantine { get; }

    public DefineProfile DefineProfile { get; }

    public ApiKeys Keys { get; }

    public KeyRing KeyRing { get; }

    public Sessions Sessions { get; }

    public EditionInputs EditionInputs { get; }

    public EditionComposer EditionComposer { get; }

    public EditionFiles EditionFiles { get; }

    public MakeEdition MakeEdition { get; }

    public PublishEdition PublishEdition { get; }

    public EditionDrafts EditionDrafts { get; }

    public ScheduledEditions ScheduledEditions { get; }

    public RenderEdition RenderEdition { get; }

    public VerifyEdition VerifyEdition { get; }

    public Renderers Renderers { get; }

    /// <summary>Opens a database, bringing its schema up to date first.</summary>
    /// <param name="warn">Told of every character that a rendering could not show as it stands, and of a model's answers that were not used.</param>
    /// <param name="dataFolder">Holds the key of the secrets when the environment names none. Defaults to the user's own.</param>
    /// <exception cref="MigrationException">The database is newer than the program, or its schema was changed by hand.</exception>
    /// <param name="outbound">Where it may connect to; <c>null</c> for what the environment says.</param>
    public static async Task<BriefingsApplication> Open(string connectionString, TimeProvider clock, CancellationToken cancellation, Action<string>? warn = null, ILoggerFactory? loggers = null, string? dataFolder = null, OutboundOptions? outbound = null)
    {
        var node = NodeIdentity.New();
        var builder = new NpgsqlDataSourceBuilder(ConnectionSettings.Complete(connectionString, node));
        builder.ConnectionStringBuilder.MaxAutoPrepare = Math.Max(builder.ConnectionStringBuilder.MaxAutoPrepare, MaxAutoPrepare);
        builder.UseLoggerFactory(loggers).WatchEpoch();
        var database = builder.Build();
        try
        {
            await Migrations.Apply(database, [Scripts], cancellation);
            return new BriefingsApplication(database, node, clock, warn, loggers, dataFolder, outbound);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        modelClient.Dispose();
        Outbound.Dispose();
        if (secretBox.IsValueCreated)
        {
            secretBox.Value.Dispose();
        }

        return Database.DisposeAsync();
    }
}
