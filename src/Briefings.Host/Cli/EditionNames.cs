using System.Globalization;
using Briefings.Editions;

namespace Briefings.Host.Cli;

/// <summary>Finds an edition as it is named on the command line.</summary>
static class EditionNames
{
    public const string Help = "The id of an edition, or with --profile its issue number or day: of several editions of one day, the latest.";

    /// <exception cref="UsageException">No edition answers to the name, or a number comes without a profile where several profiles have it.</exception>
    public static async Task<Edition> Find(BriefingsApplication application, string name, string? profile, CancellationToken cancellation)
    {
        if (await application.Documents.Load<Edition>(EditionList.ProjectionName, name, cancellation) is { } named && (profile is null || named.Published.Profile == profile))
        {
            return named;
        }

        var editions = application.Documents.OldestFirst(profile, cancellation: cancellation);
        var matching = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var issue) ? await editions.Where(e => e.Published.Issue == issue).ToListAsync(cancellation)
            : DateOnly.TryParseExact(name, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? await editions.Where(e => e.Published.Day == day).ToListAsync(cancellation)
            : [];
        var profiles = matching.Select(e => e.Published.Profile).Distinct(StringComparer.Ordinal).ToList();
        return profiles.Count switch
        {
            0 => throw new UsageException($"Expected an edition, found none called \"{CliText.Printable(name)}\"{(profile is null ? "" : $" of profile {CliText.Printable(profile)}")}. See: briefings editions"),
            1 => matching[^1],
            _ => throw new UsageException($"Expected --profile to say which edition \"{name}\" is meant, found it of {string.Join(", ", profiles)}."),
        };
    }
}
