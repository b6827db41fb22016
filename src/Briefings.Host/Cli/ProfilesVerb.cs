using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Briefings.Profiles;

namespace Briefings.Host.Cli;

/// <summary><c>briefings profiles list|show|set</c>: who briefings are for.</summary>
static class ProfilesVerb
{
    static readonly JsonSerializerOptions Indented = new(BriefingsJson.Options) { WriteIndented = true };

    public static Command Create(CliContext context) => new("profiles", "Define profiles, and show them with their next edition.")
    {
        List(context),
        Show(context),
        Set(context),
    };

    static Command List(CliContext context)
    {
        var verb = new Command("list", "List the profiles and when the next edition of each is due.");
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            await CliContext.CatchUp(application, cancellation);
            foreach (var standing in await application.ScheduledEditions.At(context.Clock.GetUtcNow(), cancellation))
            {
                var profile = standing.State.Profile;
                await (context.IsJson(parsed)
                    ? context.WriteJson(new { profile.Name, profile.Title, profile.TimeZone, profile.Language, profile.Handling, standing.State.Revision, profile.Schedule, profile.NeedsApproval, next = standing.Next?.At, overdue = standing.Due?.At, last = standing.State.LastSlot })
                    : context.Output.WriteLineAsync(CliText.Printable(string.Create(CultureInfo.InvariantCulture, $"{profile.Name,-24} {profile.Title,-32} rev. {standing.State.Revision,-4} {EditionsNextVerb.Written(standing)}{(profile.NeedsApproval ? "; waits for approval" : "")}"))));
            }

            return CliExit.Done;
        });
        return verb;
    }

    static Command Show(CliContext context)
    {
        var name = new Argument<string>("profile") { Description = "The name of a profile." };
        var verb = new Command("show", "Show a profile as the log holds it.") { name };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            await CliContext.CatchUp(application, cancellation);
            var state = await application.Documents.Load<ProfileState>(ProfileList.ProjectionName, parsed.GetValue(name) ?? "", cancellation)
                ?? throw new UsageException($"Expected the name of a profile, found \"{CliText.Printable(parsed.GetValue(name) ?? "")}\". See: briefings profiles list");
            await (context.IsJson(parsed) ? context.WriteJson(state) : context.Output.WriteLineAsync(JsonSerializer.Serialize(state, Indented)));
            return CliExit.Done;
        });
        return verb;
    }

    static Command Set(CliContext context)
    {
        var files = new Argument<string[]>("file") { Description = $"Profile files (NAME{ProfileFile.Suffix}).", Arity = ArgumentArity.OneOrMore };
        var verb = new Command("set", "Define or change profiles from files; what stands so already is left alone.") { files };
        verb.SetAction(async (parsed, cancellation) =>
        {
            // All are read before any is recorded: a folder with one bad file changes nothing.
            var read = (parsed.GetValue(files) ?? []).Select(f => (File: f, Profile: ProfileFile.Read(f))).ToList();
            await using var application = await context.Open(parsed, cancellation);
            await CliContext.CatchUp(application, cancellation);
            foreach (var (file, profile) in read)
            {
                var revision = await application.DefineProfile.Handle(profile, cancellation);
                await (context.IsJson(parsed) ? context.WriteJson(new { profile.Name, revision, file }) : context.Output.WriteLineAsync(CliText.Printable(string.Create(CultureInfo.InvariantCulture, $"{profile.Name}, revision {revision}, from {file}"))));
            }

            return CliExit.Done;
        });
        return verb;
    }
}
