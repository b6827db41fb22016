using System.CommandLine;
using System.Globalization;
using Briefings.Articles;
using Briefings.EventStore;

namespace Briefings.Host.Cli;

/// <summary><c>briefings redact</c>: takes what an event or a whole article says out of the log, in the open.</summary>
static class RedactVerb
{
    public static Command Create(CliContext context)
    {
        var what = new Argument<string>("what") { Description = "The id of an event, or an article: its stream (article-…) or its address." };
        var reason = new Option<string>("--reason") { Description = "Why; recorded in the log.", HelpName = "R", Required = true };
        var by = DeadLettersVerb.ByOption();
        var verb = new Command("redact", "Take the text of an event or an article out of the log and all that was made of it; stubs and a record of who and why stay.") { what, reason, by };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            try
            {
                var redaction = await application.Redact.Handle(
                    parsed.GetValue(what) ?? "", DeadLettersVerb.Said(parsed.GetValue(reason), "--reason"), DeadLettersVerb.Said(parsed.GetValue(by), "--by"), RebuildLine.For(context), cancellation);
                await Print(context, redaction, context.IsJson(parsed));
                return CliExit.Done;
            }
            catch (RedactionRefusedException refused)
            {
                await context.Error.WriteLineAsync(CliText.Printable(refused.Message));
                return CliExit.SomeRefused;
            }
        });
        return verb;
    }

    static async Task Print(CliContext context, ArticleRedaction redaction, bool json)
    {
        if (json)
        {
            await context.WriteJson(redaction);
            return;
        }

        await context.Output.WriteLineAsync(redaction.Positions.Count == 0
            ? $"{redaction.Stream}: redacted before."
            : string.Create(CultureInfo.InvariantCulture, $"{redaction.Stream}: redacted {redaction.Positions.Count} events at positions {string.Join(", ", redaction.Positions)}."));
        if (redaction.Editions.Count > 0)
        {
            await context.Output.WriteLineAsync($"Withheld the editions that cite it: {string.Join(", ", redaction.Editions)}.");
        }

        await context.Error.WriteLineAsync("Backups, the write-ahead log and copies that were handed out still hold the text: see ops/decisions/0041-redaction.md.");
    }
}
