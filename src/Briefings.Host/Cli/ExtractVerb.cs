using System.CommandLine;
using Briefings.Articles.Reading;
using Briefings.Extraction;
using Briefings.NewsEvents;

namespace Briefings.Host.Cli;

/// <summary><c>briefings extract</c>: what the articles report, as JSON lines; nothing is stored and no database is needed.</summary>
static class ExtractVerb
{
    public static Command Create(CliContext context)
    {
        var files = new Argument<string[]>("file") { Description = "Articles as files or folders, or - for standard input.", Arity = ArgumentArity.OneOrMore };
        var defaults = new ReadOptions();
        var sentences = new Option<bool>("--sentences") { Description = "Read JSON lines {id,text,date} and answer {id,events:[…]}." };
        var dates = new Option<bool>("--dates") { Description = "Read JSON lines {id,text,reference,expression?} and answer {id,start,end}, or {id,found:[…]} without an expression." };
        var explain = new Option<bool>("--explain") { Description = "Print how each answer was reached instead: tokens, chunks, the frames that fired and why others lost." };
        var actors = new Option<string?>("--actors") { Description = "Further actors, as a PETRARCH actor dictionary.", HelpName = "FILE" };
        var agents = new Option<string?>("--agents") { Description = "Further agent nouns, as a PETRARCH agent dictionary.", HelpName = "FILE" };
        var verb = new Command("extract", "Print the news events of articles as JSON lines; nothing is stored.") { files, defaults.Published, sentences, dates, explain, actors, agents };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var named = parsed.GetValue(files) ?? [];
            if (parsed.GetValue(dates))
            {
                return await ExtractLines.Dates(context, named, cancellation);
            }

            var (actorFile, agentFile) = (parsed.GetValue(actors), parsed.GetValue(agents));
            var custom = actorFile is null && agentFile is null ? null : CustomActors.Read(await Dictionary(actorFile, cancellation), await Dictionary(agentFile, cancellation));
            var extractor = new Extractor(NewsEventCatalog.Load().Frames, custom);
            if (parsed.GetValue(sentences))
            {
                return await ExtractLines.Sentences(context, named, extractor, cancellation);
            }

            return await Articles(context, named, defaults.From(parsed), extractor, parsed.GetValue(explain), cancellation);
        });
        return verb;
    }

    static async Task<string> Dictionary(string? file, CancellationToken cancellation)
    {
        try
        {
            return file is null ? "" : await File.ReadAllTextAsync(file, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Expected a dictionary file: {e.Message}");
        }
    }

    static async Task<int> Articles(CliContext context, string[] named, ReadDefaults defaults, Extractor extractor, bool explain, CancellationToken cancellation)
    {
        var exit = CliExit.Done;
        await using var input = Console.OpenStandardInput();
        await foreach (var outcome in ArticleFiles.Read(named, input, defaults, cancellation))
        {
            if (outcome is ReadOutcome.Refused refused)
            {
                await context.Error.WriteLineAsync($"{CliText.Printable(refused.Origin)}: {CliText.Printable(refused.Reason)}");
                exit = CliExit.SomeRefused;
            }
            else if (outcome is ReadOutcome.Read(var draft))
            {
                var article = new ArticleText(draft.Origin, draft.Text, draft.Published.Day, draft.Title);
                foreach (var line in explain ? extractor.Explain(article) : [])
                {
                    await context.Output.WriteLineAsync(line);
                }

                foreach (var reported in explain ? [] : extractor.Extract(article).Events)
                {
                    await context.WriteJson(reported);
                }
            }
        }

        return exit;
    }
}
