using System.CommandLine;
using System.Globalization;
using Briefings.Editions;
using NodaTime;

namespace Briefings.Host.Cli;

/// <summary><c>briefings editions next</c>: when each profile's next edition is due.</summary>
static class EditionsNextVerb
{
    public static Command Create(CliContext context, Option<string?> profile)
    {
        var verb = new Command("next", "Show when the next edition of each profile is due, and what is overdue; serve publishes it.");
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            await CliContext.CatchUp(application, cancellation);
            foreach (var standing in await application.ScheduledEditions.At(context.Clock.GetUtcNow(), cancellation))
            {
                if (parsed.GetValue(profile) is null || parsed.GetValue(profile) == standing.State.Profile.Name)
                {
                    await (context.IsJson(parsed) ? context.WriteJson(Json(standing)) : context.Output.WriteLineAsync(CliText.Printable($"{standing.State.Profile.Name,-24} {Written(standing)}")));
                }
            }

            return CliExit.Done;
        });
        return verb;
    }

    public static object Json(ScheduleStanding standing) => new
    {
        profile = standing.State.Profile.Name,
        timeZone = standing.State.Profile.TimeZone,
        next = standing.Next?.At,
        nextDay = standing.Next?.Day,
        last = standing.State.LastSlot,
        overdue = standing.Due?.At,
        missed = standing.Missed.Select(m => m.At),
    };

    public static string Written(ScheduleStanding standing) => standing.Next is not { } next
        ? "on demand"
        : string.Create(CultureInfo.InvariantCulture, $"next {Local(next.At, standing)} ({next.At.ToUniversalTime():yyyy-MM-dd HH:mm}Z){(standing.Due is { } due ? $"; due since {Local(due.At, standing)} and not published: it goes out when briefings serve runs" : "")}");

    static string Local(DateTimeOffset at, ScheduleStanding standing) =>
        string.Create(CultureInfo.InvariantCulture, $"{Instant.FromDateTimeOffset(at).InZone(DateTimeZoneProviders.Tzdb[standing.State.Profile.TimeZone]):ddd yyyy-MM-dd HH:mm} {standing.State.Profile.TimeZone}");
}
