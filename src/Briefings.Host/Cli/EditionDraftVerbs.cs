using System.CommandLine;
using Briefings.Editions;
using Briefings.Profiles;
using Briefings.Stories;
using NodaTime;

namespace Briefings.Host.Cli;

/// <summary><c>briefings editions draft|approve|publish</c>: an edition that somebody looks at before it goes out.</summary>
static class EditionDraftVerbs
{
    public static Command CreateDraft(CliContext context, Option<string?> profile)
    {
        var date = new Option<DateOnly?>("--date") { Description = "The local day. Defaults to today in the profile's zone.", HelpName = "D", CustomParser = CliValues.Day };
        var output = OutputFile.Option("DRAFT");
        var verb = new Command("draft", "Make the edition of a day as a draft that waits for approval.") { date, output };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            var chosen = await Profile(application, parsed.GetValue(profile), cancellation);
            await CliContext.CatchUp(application, cancellation);
            var day = parsed.GetValue(date) ?? LocalDays.DayOf(context.Clock.GetUtcNow(), DateTimeZoneProviders.Tzdb[chosen.TimeZone]);
            var draft = await application.PublishEdition.Draft(chosen, day, cancellation);
            if (!draft.IsDraft)
            {
                await context.Error.WriteLineAsync($"Edition {draft.Id} already tells the same; no draft is needed.");
            }

            var path = OutputFile.PathFor(parsed.GetValue(output), $"{draft.Id}.pdf");
            await OutputFile.Write(path, draft.Pdf, cancellation);
            await (context.IsJson(parsed)
                ? context.WriteJson(new { path, draft.Id, draft.IsDraft, draft.IsNew, draft.Published })
                : context.Output.WriteLineAsync($"{draft.Id}  {draft.Published.PdfSha256}  {path}"));
            return CliExit.Done;
        });
        return verb;
    }

    public static Command CreateApprove(CliContext context)
    {
        var id = new Argument<string>("draft") { Description = "The id of a draft." };
        var by = new Option<string?>("--by") { Description = "Who approves. Defaults to the name of the user who runs the command.", HelpName = "NAME" };
        var digest = new Option<string?>("--digest") { Description = "The SHA-256 that was looked at, of the PDF or of the document: another one is refused.", HelpName = "SHA256" };
        var note = new Option<string?>("--note") { Description = "What to record with it.", HelpName = "TEXT" };
        var publish = new Option<bool>("--publish") { Description = "Publish it at once." };
        var verb = new Command("approve", "Let a draft go out: records its digests and who approved them.") { id, by, digest, note, publish };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            await CliContext.CatchUp(application, cancellation);
            var who = parsed.GetValue(by) is { Length: > 0 } named ? named : Environment.UserName;
            var approved = await application.EditionDrafts.Approve(parsed.GetValue(id) ?? "", parsed.GetValue(digest)?.ToLowerInvariant(), who, parsed.GetValue(note) ?? "", cancellation);
            if (parsed.GetValue(publish))
            {
                await Print(context, parsed, await application.EditionDrafts.Publish(parsed.GetValue(id) ?? "", cancellation));
            }
            else
            {
                await (context.IsJson(parsed) ? context.WriteJson(approved) : context.Output.WriteLineAsync($"approved by {CliText.Printable(approved.By)}: PDF {approved.PdfSha256}"));
            }

            return CliExit.Done;
        });
        return verb;
    }

    public static Command CreatePublish(CliContext context)
    {
        var id = new Argument<string>("draft") { Description = "The id of a draft." };
        var verb = new Command("publish", "Publish a draft, to the approved bytes or not at all.") { id };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            await CliContext.CatchUp(application, cancellation);
            await Print(context, parsed, await application.EditionDrafts.Publish(parsed.GetValue(id) ?? "", cancellation));
            return CliExit.Done;
        });
        return verb;
    }

    static Task Print(CliContext context, ParseResult parsed, PublishedEdition edition) => context.IsJson(parsed)
        ? context.WriteJson(new { edition.Id, edition.Published })
        : context.Output.WriteLineAsync($"published {edition.Id}: PDF {edition.Published.PdfSha256}");

    static async Task<Profile> Profile(BriefingsApplication application, string? name, CancellationToken cancellation) =>
        name is null ? Profiles.Profile.General
        : await application.DefineProfile.Load(name, upTo: null, cancellation)
            ?? throw new UsageException($"Expected --profile to be the name of a profile used before, found \"{CliText.Printable(name)}\". See: briefings profiles list");
}
