using Briefings.Mail;

namespace Briefings.Host.Background;

/// <summary>Mails editions to the recipients of their profiles, when a mail server is named.</summary>
sealed class MailWork(BriefingsApplication application, ILogger<OutgoingMail> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => application.Mail.Run(log, stoppingToken);
}
