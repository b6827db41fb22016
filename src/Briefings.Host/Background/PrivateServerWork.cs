using Briefings.EventStore.PrivatePostgres;

namespace Briefings.Host.Background;

/// <summary>Starts the private PostgreSQL again when it was killed under the running service.</summary>
sealed partial class PrivateServerWork(string dataFolder, ILogger<PrivateServerWork> log) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await PrivateServer.Revive(dataFolder, stoppingToken))
                {
                    Revived(dataFolder);
                }
            }
            catch (Exception trouble) when (!stoppingToken.IsCancellationRequested)
            {
                // A loop's edge: whatever it was, the server must be looked after.
                Failed(trouble);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The private PostgreSQL in {Folder} had ended; it was started again.")]
    partial void Revived(string folder);

    [LoggerMessage(LogLevel.Error, "The private PostgreSQL has ended and cannot be started.")]
    partial void Failed(Exception trouble);
}
