using Briefings.EventStore;

namespace Briefings.Host.Background;

/// <summary>Has the next partition of the log ready before it is needed, and the planner's statistics of the log up to date.</summary>
sealed partial class PartitionWork(EventLog log, TimeProvider clock, ILogger<PartitionWork> logger) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            await Attend(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task Attend(CancellationToken cancellation)
    {
        try
        {
            await log.MakePartitions(cancellation);
            await log.KeepStatistics(cancellation);
        }
        catch (Exception trouble) when (!cancellation.IsCancellationRequested)
        {
            // A loop's edge: whatever it was, the service goes on. Appends make the partition they need themselves.
            NotAttended(trouble);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The partitions of the log could not be looked after.")]
    partial void NotAttended(Exception trouble);
}
