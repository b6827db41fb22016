using System.CommandLine;
using System.Globalization;
using Briefings.Editions;

namespace Briefings.Host.Cli;

/// <summary><c>briefings editions</c>: lists what was published.</summary>
static class EditionsVerb
{
    public static Command Create(CliContext context)
    {
        var profile = new Option<string?>("--profile") { Description = "Only this profile.", HelpName = "P" };
        var verb = new Command("editions", "List the published editions, in the order of publication.") { profile };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            await CliContext.CatchUp(application, cancellation);
            foreach (var edition in await Published(application, parsed.GetValue(profile), cancellation))
            {
                var published = edition.Published;
                await (context.IsJson(parsed)
                    ? context.WriteJson(edition)
                    : context.Output.WriteLineAsync(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{edition.Id,-36} no. {published.Issue,-4} {edition.PublishedAt.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z  log {published.LogPosition,-7} {published.PdfSha256}")));
            }

            return CliExit.Done;
        });
        return verb;
    }

    /// <summary>Editions in the order of publication.</summary>
    public static async Task<IReadOnlyList<Edition>> Published(BriefingsApplication application, string? profile, CancellationToken cancellation)
    {
        var editions = new List<Edition>();
        await foreach (var (_, edition) in application.Documents.All<Edition>(EditionList.ProjectionName, "", cancellation))
        {
            if (profile is null || edition.Published.Profile == profile)
            {
                editions.Add(edition);
            }
        }

        return [.. editions.OrderBy(e => e.Position)];
    }
}
