using Briefings.Keys;

namespace Briefings.Host.Background;

/// <summary>Writes down, every few seconds and at the end, when keys were last used.</summary>
sealed partial class KeyUseWork(KeyRing keys, TimeProvider clock, ILogger<KeyUseWork> log) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Record(stoppingToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LastWords);
        await Record(limit.Token);
    }

    async Task Record(CancellationToken cancellation)
    {
        try
        {
            await keys.RecordUses(cancellation);
        }
        catch (Exception lost)
        {
            // A loop's edge: whatever it was, the service goes on.
            NotRecorded(lost.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last uses of keys wait to be recorded: {Reason}")]
    partial void NotRecorded(string reason);
}
