using Npgsql;

namespace Briefings.Host.Background;

/// <summary>Polls the feeds that are due. Several nodes share them by leases on their rows.</summary>
sealed partial class FeedWork(BriefingsApplication application, TimeProvider clock, ILogger<FeedWork> log) : BackgroundService
{
    /// <summary>How many hosts one node asks at a time.</summary>
    const int Pollers = 4;

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>How soon a feed is due that a killed program had added and not put on the list.</summary>
    static readonly TimeSpan LookForForgotten = TimeSpan.FromMinutes(1);

    long looked;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Pollers).Select(n => Poll(n == 0, stoppingToken)));

    async Task Poll(bool looks, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                if (looks && (looked == 0 || clock.GetElapsedTime(looked) > LookForForgotten))
                {
                    await application.Feeds.ScheduleForgotten(cancellation);
                    looked = clock.GetTimestamp();
                }

                while (await application.PollFeeds.Next(cancellation) is { } poll)
                {
                    if (poll.Outcome is "failed" or "gone")
                    {
                        NotRead(poll.Url, poll.Reason ?? poll.Outcome);
                    }
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException lost)
            {
                NotPolled(lost.Message);
            }
            catch (Exception defect)
            {
                // One feed must not keep the others from being polled; its lease ends by itself.
                Failed(defect);
            }

            await Task.Delay(Pause, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Feed {Url}: {Reason}")]
    partial void NotRead(string url, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Feeds wait for the database: {Reason}")]
    partial void NotPolled(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Polling a feed failed")]
    partial void Failed(Exception exception);
}
