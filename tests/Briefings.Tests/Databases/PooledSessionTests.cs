using Briefings.Articles;
using Briefings.EventStore;
using Briefings.Tests.Articles;
using Npgsql;
using Xunit;

namespace Briefings.Tests.Databases;

/// <summary>The pool hands sessions on as they are (see <see cref="ConnectionSettings"/>).</summary>
public sealed class PooledSessionTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // language=sql
    const string LeftBehind = """
        select array(select 'listens to ' || channel from pg_listening_channels() l(channel))
               || array(select 'holds a lock: ' || l.classid || '/' || l.objid from pg_locks l where l.locktype = 'advisory' and l.pid = pg_backend_pid())
               || array(select 'has set ' || s.name from pg_settings s where s.source = 'session')
        """;

    [Fact]
    public async Task Sessions_go_back_to_the_pool_as_they_came()
    {
        await using var application = await newsroom.Open();
        await RunFor(application, async () =>
        {
            await Newsroom.IngestAll(application.IngestArticles, Newsroom.Draft("President Gustavo Petro criticised President Donald Trump on Monday."));
            await application.Projections.CatchUp(Cancellation);
            await application.Projections.Rebuild("stories", cancellation: Cancellation);
            await application.Projections.Verify("actors", cancellation: Cancellation);
            await application.Log.VerifyChain(Cancellation);
        });

        // All there are at once, so that none is looked at twice.
        var sessions = await Task.WhenAll(Enumerable.Range(0, await Count(application)).Select(_ => application.Database.OpenConnectionAsync(Cancellation).AsTask()));
        foreach (var session in sessions)
        {
            await using var look = new NpgsqlCommand(LeftBehind, session);
            Assert.Empty((string[])(await look.ExecuteScalarAsync(Cancellation))!);
        }

        Assert.True(sessions.Length > 3);
        foreach (var session in sessions)
            await session.DisposeAsync();
    }

    // language=sql
    const string OfProgram = "select count(*)::integer from pg_stat_activity a where a.datname = current_database() and a.application_name = $1";

    async Task<int> Count(BriefingsApplication application)
    {
        await using var count = newsroom.Database.Source.CreateCommand(OfProgram);
        count.Parameters.Add(new() { Value = new NpgsqlConnectionStringBuilder(application.Database.ConnectionString).ApplicationName! });
        return (int)(await count.ExecuteScalarAsync(Cancellation))!;
    }

    /// <summary>Does something beside a follower of the log and the work on the projections, and ends both.</summary>
    static async Task RunFor(BriefingsApplication application, Func<Task> work)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = application.Projections.Run(ending.Token);
        var following = Follow(application.Log, ending);
        await work();
        await following;
        await running;
    }

    static async Task Follow(EventLog log, CancellationTokenSource ending)
    {
        try
        {
            await foreach (var recorded in log.Follow(0, cancellation: ending.Token))
            {
                if (recorded.Body is ArticleIngested)
                    await ending.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
