using Briefings.Editions;

namespace Briefings.Host.Background;

/// <summary>Publishes what profiles have scheduled. On several nodes each tries, and the edition's stream lets one win.</summary>
sealed partial class ScheduleWork(BriefingsApplication application, TimeProvider clock, ILogger<ScheduleWork> logger) : BackgroundService
{
    /// <summary>A profile that is changed meanwhile is seen after this long at the latest.</summary>
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = await Attend(stoppingToken);
            await Task.Delay(wait, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Attends to everything that is due; answers how long to wait.</summary>
    async Task<TimeSpan> Attend(CancellationToken cancellation)
    {
        try
        {
            // A program that starts on a database whose lists were never made makes them first.
            await application.Projections.CatchUp(cancellation);
            var standings = await application.ScheduledEditions.At(clock.GetUtcNow(), cancellation);
            var failed = false;
            foreach (var standing in standings.Where(s => s.Due is not null))
            {
                failed |= !await Attend(standing, cancellation);
            }

            var next = standings.Select(s => s.Next?.At - clock.GetUtcNow()).Append(LongestWait).Min() ?? LongestWait;
            return failed ? RetryInterval : TimeSpan.FromMilliseconds(Math.Clamp(next.TotalMilliseconds, 1, LongestWait.TotalMilliseconds));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (Exception trouble)
        {
            // A loop's edge: whatever it was, what is scheduled later must still go out.
            LogTrouble(trouble);
            return RetryInterval;
        }
    }

    async Task<bool> Attend(ScheduleStanding standing, CancellationToken cancellation)
    {
        var (profile, due) = (standing.State.Profile.Name, standing.Due);
        try
        {
            if (standing.Missed.Count > 0)
            {
                LogMissed(profile, standing.Missed.Count, standing.Missed[0].At, due?.At);
            }

            if (await application.ScheduledEditions.Attend(standing, cancellation) is { } edition)
            {
                LogAttended(profile, due?.At, edition.Id, edition.IsNew, edition.Published.PdfSha256);
            }

            return true;
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            // One profile's trouble is not that of the others.
            LogNotPublished(profile, due?.At, trouble);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Profile {Profile}, due {Due}: edition {Edition}, new: {IsNew}, PDF SHA-256 {PdfSha256}")]
    partial void LogAttended(string profile, DateTimeOffset? due, string edition, bool isNew, string pdfSha256);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Profile {Profile}: {Missed} scheduled times since {First} were not attended to; the edition due {Due} covers them")]
    partial void LogMissed(string profile, int missed, DateTimeOffset first, DateTimeOffset? due);

    [LoggerMessage(Level = LogLevel.Error, Message = "Profile {Profile}: the edition due {Due} is not published")]
    partial void LogNotPublished(string profile, DateTimeOffset? due, Exception trouble);

    [LoggerMessage(Level = LogLevel.Error, Message = "The schedule could not be looked at")]
    partial void LogTrouble(Exception trouble);
}
