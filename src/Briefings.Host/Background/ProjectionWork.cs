namespace Briefings.Host.Background;

/// <summary>Follows the log and keeps the asynchronous projections up to date.</summary>
sealed class ProjectionWork(BriefingsApplication application) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => application.Projections.Run(stoppingToken);
}
