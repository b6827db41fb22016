using System.CommandLine;
using System.Globalization;
using Briefings.Profiles;
using Briefings.Rendering;
using Briefings.Stories;
using NodaTime;

namespace Briefings.Host.Cli;

/// <summary><c>briefings brief</c>: ingests what is named, writes the briefing, prints its path.</summary>
static class BriefVerb
{
    public static Command Create(CliContext context)
    {
        var paths = new Argument<string[]>("path") { Description = "Articles to take in first: files, folders, - for standard input.", Arity = ArgumentArity.ZeroOrMore };
        var date = new Option<DateOnly?>("--date") { Description = "The local day of the briefing. Defaults to the day of the newest article named, else today.", HelpName = "D", CustomParser = CliValues.Day };
        var profile = new Option<string?>("--profile") { Description = "A profile file, or the name of a profile used before. Defaults to the one profile file in a folder named, else everything.", HelpName = "P" };
        var asOf = new Option<string?>("--as-of") { Description = "What was known at a log position or an instant (ISO 8601); publishes nothing.", HelpName = "POSITION|TIME" };
        var format = OutputFile.FormatOption();
        var file = OutputFile.Option("briefing-PROFILE-DAY");
        var defaults = new ReadOptions();
        var verb = new Command("brief", "Write the briefing of a day; take in the articles named first.") { paths, date, profile, asOf, format, file, defaults.Published, defaults.Source };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            var named = parsed.GetValue(paths) ?? [];
            var chosen = await ChooseProfile(context, application, parsed.GetValue(profile), named, cancellation);
            var zone = DateTimeZoneProviders.Tzdb[chosen.TimeZone];
            var read = await IngestVerb.Ingest(context, application, named, defaults.From(parsed), zone, reportKnown: false, cancellation);
            if (read is { Refused: > 0, New: 0, Known: 0, Corrected: 0 } && parsed.GetValue(date) is null)
            {
                await context.Error.WriteLineAsync("Nothing was taken in, so no briefing is written; name a day of the log with --date.");
                return read.ExitCode;
            }

            var day = parsed.GetValue(date) ?? DefaultDay(context, read.NewestDay, zone);
            await CliContext.CatchUp(application, cancellation);
            var path = OutputFile.PathFor(parsed.GetValue(file), string.Create(CultureInfo.InvariantCulture, $"briefing-{chosen.Name}-{day:yyyy-MM-dd}.{parsed.GetValue(format)}"));
            var renderer = OutputFile.Renderer(application, parsed.GetValue(format) ?? "pdf");
            var bytes = parsed.GetValue(asOf) is { } moment
                ? await AsOf(context, application, moment, chosen, day, renderer, cancellation)
                : await Publish(context, application, chosen, day, renderer, cancellation);
            await OutputFile.Write(path, bytes, cancellation);
            await PrintResult(context, parsed, path, read);
            return read.ExitCode;
        });
        return verb;
    }

    static DateOnly DefaultDay(CliContext context, DateOnly? newest, DateTimeZone zone)
    {
        var day = newest ?? LocalDays.DayOf(context.Clock.GetUtcNow(), zone);
        context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Briefing for {day:yyyy-MM-dd} ({(newest is null ? "today" : "the day of the newest article named")}, {zone.Id}); another with --date."));
        return day;
    }

    static async Task<Profile> ChooseProfile(CliContext context, BriefingsApplication application, string? asked, string[] named, CancellationToken cancellation)
    {
        if (asked is not null && !File.Exists(asked))
        {
            return await application.DefineProfile.Load(asked, upTo: null, cancellation)
                ?? throw new UsageException($"Expected --profile to be a file or the name of a profile used before, found \"{asked}\".");
        }

        var files = asked is not null ? [asked] : named.Where(Directory.Exists).SelectMany(d => Directory.EnumerateFiles(d, "*" + ProfileFile.Suffix)).Order(StringComparer.Ordinal).ToList();
        if (files.Count != 1)
        {
            if (files.Count > 1)
            {
                await context.Error.WriteLineAsync($"Found {files.Count} profiles beside the articles and used none; choose one with --profile.");
            }

            return Profile.General;
        }

        var profile = ProfileFile.Read(files[0]);
        await application.DefineProfile.Handle(profile, cancellation);
        await context.Error.WriteLineAsync($"Profile {profile.Name} from {files[0]}.");
        return profile;
    }

    static async Task<byte[]> Publish(CliContext context, BriefingsApplication application, Profile profile, DateOnly day, IBriefingRenderer renderer, CancellationToken cancellation)
    {
        var edition = await application.PublishEdition.Handle(profile, day, cancellation);
        await context.Error.WriteLineAsync($"{(edition.IsDraft ? "Draft" : "Edition")} {edition.Id} (no. {edition.Published.Issue}), {(!edition.IsNew ? "unchanged" : edition.IsDraft ? $"waiting for approval (briefings editions approve {edition.Id})" : "published")}, log position {edition.Published.LogPosition}, PDF SHA-256 {edition.Published.PdfSha256}.");
        return renderer.Format == "pdf" ? edition.Pdf : renderer.Render(edition.Document);
    }

    static async Task<byte[]> AsOf(CliContext context, BriefingsApplication application, string moment, Profile profile, DateOnly day, IBriefingRenderer renderer, CancellationToken cancellation)
    {
        var position = CliValues.Position(moment) ?? await application.Log.PositionAt(CliValues.Instant(moment, "--as-of"), cancellation);
        position = Math.Min(position, await application.Log.HighWaterMark(cancellation));
        var then = await application.DefineProfile.AsOf(profile.Name, position, cancellation) ?? new StandingProfile(profile, 0);
        var composed = await application.MakeEdition.Compose(then.Profile, then.Revision, day, position, cancellation);
        await context.Error.WriteLineAsync($"As of log position {position}; nothing is published.");
        return renderer.Format == "pdf" ? application.MakeEdition.Print(composed).Pdf : renderer.Render(composed.Composed.Document);
    }

    static Task PrintResult(CliContext context, ParseResult parsed, string path, IngestTotals read) => context.IsJson(parsed)
        ? context.WriteJson(new { path, read.New, read.Known, read.Corrected, read.Refused })
        : context.Output.WriteLineAsync(path);
}
