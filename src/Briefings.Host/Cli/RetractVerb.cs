using System.CommandLine;

namespace Briefings.Host.Cli;

/// <summary><c>briefings retract</c>: takes an article back in the open.</summary>
static class RetractVerb
{
    public static Command Create(CliContext context)
    {
        var article = new Argument<string>("article") { Description = "Its stream (article-…) or its address." };
        var reason = new Option<string>("--reason") { Description = "Why; printed in the next briefing.", HelpName = "R", Required = true };
        var verb = new Command("retract", "Take an article back: no later briefing states it, and the next one says so.") { article, reason };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            var named = parsed.GetValue(article) ?? "";
            var stream = await application.RetractArticle.Handle(named, parsed.GetValue(reason) ?? "", cancellation);
            if (stream is null)
            {
                await context.Error.WriteLineAsync($"Expected an article of the log, found none named \"{CliText.Printable(named)}\".");
                return CliExit.SomeRefused;
            }

            await context.Output.WriteLineAsync(stream);
            return CliExit.Done;
        });
        return verb;
    }
}
