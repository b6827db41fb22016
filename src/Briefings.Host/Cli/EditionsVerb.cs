using System.CommandLine;
using System.Globalization;
using Briefings.Editions;

namespace Briefings.Host.Cli;

/// <summary><c>briefings editions</c>: lists what was published.</summary>
static class EditionsVerb
{
    public static Command Create(CliContext context)
    {
        var profile = new Option<string?>("--profile") { Description = "Only this profile.", HelpName = "P", Recursive = true };
        var drafts = new Option<bool>("--drafts") { Description = "The drafts instead, and what became of them." };
        var verb = new Command("editions", "List the published editions, in the order of publication.")
        {
            profile,
            drafts,
            EditionDiffVerb.CreateShow(context, profile),
            EditionDiffVerb.Create(context, profile),
            EditionRenderVerb.Create(context, profile),
            EditionsNextVerb.Create(context, profile),
            EditionDraftVerbs.CreateDraft(context, profile),
            EditionDraftVerbs.CreateApprove(context),
            EditionDraftVerbs.CreatePublish(context),
        };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            await CliContext.CatchUp(application, cancellation);
            await (parsed.GetValue(drafts) ? ListDrafts(context, parsed, application, parsed.GetValue(profile), cancellation) : List(context, parsed, application, parsed.GetValue(profile), cancellation));
            return CliExit.Done;
        });
        return verb;
    }

    static async Task List(CliContext context, ParseResult parsed, BriefingsApplication application, string? profile, CancellationToken cancellation)
    {
        await foreach (var edition in application.Documents.OldestFirst(profile, cancellation: cancellation))
        {
            var published = edition.Published;
            await (context.IsJson(parsed)
                ? context.WriteJson(edition)
                : context.Output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{edition.Id,-36} no. {published.Issue,-4} {edition.PublishedAt.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z  log {published.LogPosition,-7} {published.PdfSha256}")));
        }
    }

    static async Task ListDrafts(CliContext context, ParseResult parsed, BriefingsApplication application, string? profile, CancellationToken cancellation)
    {
        await foreach (var (_, day) in application.Documents.All<DraftsOfDay>(DraftList.ProjectionName, "", cancellation))
        {
            foreach (var draft in day.Drafts.Where(d => profile is null || d.Edition.Profile == profile))
            {
                await (context.IsJson(parsed)
                    ? context.WriteJson(draft)
                    : context.Output.WriteLineAsync(CliText.Printable(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{draft.Id,-36} {draft.Status + (draft.Approval is { } approval ? $" by {approval.By}" : ""),-24} {draft.DraftedAt.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z  log {draft.Edition.LogPosition,-7} {draft.Edition.PdfSha256}"))));
            }
        }
    }
}
