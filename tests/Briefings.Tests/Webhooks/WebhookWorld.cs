using Briefings.Articles;
using Briefings.EventStore;
using Briefings.Outbound;
using Briefings.Secrets;
using Briefings.Tests.Articles;
using Briefings.Tests.Databases;
using Briefings.Webhooks;
using Xunit;

namespace Briefings.Tests.Webhooks;

/// <summary>A database of its own with webhooks that may reach loopback, and a clock that a test moves.</summary>
sealed class WebhookWorld : IAsyncDisposable
{
    public static WebhookOptions Quick { get; } = new() { Poll = TimeSpan.FromMilliseconds(20) };

    static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    readonly TestDatabase database;
    readonly List<IAsyncDisposable> programs = [];

    WebhookWorld(TestDatabase database) => this.database = database;

    public StoppedClock Clock { get; } = new();

    public TestDatabase Database => database;

    public BriefingsApplication Application { get; private set; } = null!;

    public OutgoingWebhooks Webhooks { get; private set; } = null!;

    public static async Task<WebhookWorld> Create(TestServer server, WebhookOptions? options = null)
    {
        var fresh = new TestDatabase(server);
        await fresh.InitializeAsync();
        var world = new WebhookWorld(fresh);
        world.Application = await BriefingsApplication.Open(fresh.ConnectionString, world.Clock, TestContext.Current.CancellationToken);
        world.Webhooks = world.Wire(options ?? Quick);
        return world;
    }

    public OutgoingWebhooks Wire(WebhookOptions options, byte[]? key = null)
    {
        var outbound = new OutboundOptions { Allowed = OutboundOptions.Parse("127.0.0.1/32", "test") };
        return new(
            Application.Database, Application.Log, Application.Documents, Application.Projections, new OutboundClient(outbound, Clock), outbound,
            new Lazy<SecretBox>(() => new SecretBox(key ?? Key)), options, Clock);
    }

    /// <summary>Delivers in the background until the world ends, or it is disposed of.</summary>
    public IAsyncDisposable Serve(OutgoingWebhooks? webhooks = null)
    {
        var running = new Running((webhooks ?? Webhooks).Dispatcher());
        programs.Add(running);
        return running;
    }

    public Task<WebhookWithSecret> Add(WebhookRequest request) => Webhooks.Subscriptions.Add(request, TestContext.Current.CancellationToken);

    public Task<WebhookWithSecret> Add(string url, WebhookOrdering ordering = WebhookOrdering.Parallel, string name = "desk", WebhookFilter? filter = null, int atOnce = 20) =>
        Add(new WebhookRequest { Name = name, Url = url, Ordering = ordering, Filter = filter ?? new(), MaxConcurrency = atOnce });

    /// <summary>Appends events that are no news, to one stream each unless named.</summary>
    public async Task<IReadOnlyList<long>> Append(int count, string? stream = null)
    {
        var positions = new List<long>();
        for (var i = 0; i < count; i++)
        {
            var name = stream ?? $"article-{Guid.NewGuid():N}";
            var appended = await Application.Log.Append(name, ExpectedVersion.Any, [Retracted()], cancellation: TestContext.Current.CancellationToken);
            positions.Add(appended.Position);
        }

        return positions;
    }

    public static NewEvent Retracted() => new(Guid.NewGuid(), new ArticleRetracted { Reason = "It was invented.", RetractedOn = new(2026, 2, 3) });

    /// <summary>Waits until the deliveries of a webhook meet a condition.</summary>
    public async Task<IReadOnlyList<WebhookDelivery>> Until(string webhook, Func<IReadOnlyList<WebhookDelivery>, bool> isMet)
    {
        while (true)
        {
            var all = await Webhooks.Deliveries.Of(webhook, null, long.MaxValue, 1000, TestContext.Current.CancellationToken);
            if (isMet(all))
            {
                return all;
            }

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public async Task<Webhook> Until(string webhook, Func<Webhook, bool> isMet)
    {
        while (true)
        {
            var found = await Webhooks.Subscriptions.Named(webhook, TestContext.Current.CancellationToken);
            if (isMet(found))
            {
                return found;
            }

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in programs)
        {
            await program.DisposeAsync();
        }

        await Application.DisposeAsync();
        await database.DisposeAsync();
    }

    sealed class Running : IAsyncDisposable
    {
        readonly CancellationTokenSource stopping = new();
        readonly Task run;

        public Running(WebhookDispatcher dispatcher) => run = Task.Run(() => dispatcher.Run(stopping.Token), CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            if (!stopping.IsCancellationRequested)
            {
                await stopping.CancelAsync();
                await run;
            }
        }
    }
}
