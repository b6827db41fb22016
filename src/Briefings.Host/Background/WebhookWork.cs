using Briefings.Webhooks;

namespace Briefings.Host.Background;

/// <summary>Delivers events of the log to webhook endpoints.</summary>
sealed class WebhookWork(BriefingsApplication application, ILogger<WebhookDispatcher> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => application.Webhooks.Dispatcher(application.Mail.Tell, log).Run(stoppingToken);
}
