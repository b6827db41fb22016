using Briefings.Articles;

namespace Briefings.Host.Background;

/// <summary>Goes on with redactions that a killed program had begun.</summary>
sealed partial class RedactionWork(BriefingsApplication application, TimeProvider clock, ILogger<RedactionWork> logger) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var left in await application.Redact.Left(stoppingToken))
                {
                    await Finish(left, stoppingToken);
                }
            }
            catch (Exception trouble) when (!stoppingToken.IsCancellationRequested)
            {
                // A loop's edge: whatever it was, the text must still go.
                LogTrouble(trouble);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task Finish(BegunRedaction left, CancellationToken cancellation)
    {
        await application.Redact.Handle(left.What, left.Reason, left.By, null, cancellation);
        LogFinished(left.What, left.By);
    }

    [LoggerMessage(LogLevel.Warning, "The redaction of {What}, asked for by {By}, had been cut short; it is done now.")]
    partial void LogFinished(string what, string by);

    [LoggerMessage(LogLevel.Error, "A redaction that was cut short could not be ended")]
    partial void LogTrouble(Exception trouble);
}
