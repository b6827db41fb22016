using System.CommandLine;
using System.Globalization;
using Briefings.Articles;

namespace Briefings.Host.Cli;

/// <summary><c>briefings reextract</c>: runs today's readers and rules over articles taken in earlier.</summary>
static class ReextractVerb
{
    public static Command Create(CliContext context)
    {
        var articles = new Argument<string[]>("article") { Description = "Streams or addresses of articles.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Every article that stands." };
        var since = new Option<DateOnly?>("--since") { Description = "With --all: only articles published on this day or later, or of unknown date.", HelpName = "D", CustomParser = CliValues.Day };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would change and append nothing." };
        var verb = new Command("reextract", "Read articles anew from their originals and append what differs as events; published editions stay as they were.") { articles, all, since, dryRun };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var named = parsed.GetValue(articles) ?? [];
            if (named.Length > 0 == parsed.GetValue(all))
            {
                throw new UsageException("Expected articles or --all.");
            }

            await using var application = await context.Open(parsed, cancellation);
            var streams = named.Length > 0 ? named.Select(ArticleStream.Named).ToAsyncEnumerable() : application.ReextractArticles.Standing(parsed.GetValue(since), cancellation);
            var (read, changed, refused) = (0, 0, 0);
            await foreach (var stream in streams.WithCancellation(cancellation))
            {
                var result = await application.ReextractArticles.Handle(stream, parsed.GetValue(dryRun), cancellation)
                    ?? new ReextractResult(stream, false, 0, 0, 0, 0, "Expected an article of the log, found none of that name.") { IsRefused = true };
                (read, changed, refused) = (read + 1, changed + (result.IsChanged ? 1 : 0), refused + (result.IsRefused ? 1 : 0));
                await Write(context, context.IsJson(parsed), result);
            }

            await context.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{read} read, {changed} {(parsed.GetValue(dryRun) ? "would change" : "changed")}, {refused} refused."));
            await CliContext.CatchUp(application, cancellation);
            return refused > 0 ? CliExit.SomeRefused : CliExit.Done;
        });
        return verb;
    }

    static Task Write(CliContext context, bool json, ReextractResult result)
    {
        if (result.Note is { } note)
        {
            return context.Error.WriteLineAsync($"{CliText.Printable(result.Stream)}: {CliText.Printable(note)}");
        }

        if (json)
        {
            return context.WriteJson(result);
        }

        return result.IsChanged
            ? context.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{result.Stream}  {result.Kept} kept, {result.Changed} changed, {result.Withdrawn} withdrawn, {result.Added} added"))
            : Task.CompletedTask;
    }
}
