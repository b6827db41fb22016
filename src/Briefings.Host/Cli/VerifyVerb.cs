using System.CommandLine;
using Briefings.Editions.Verification;
using Briefings.Rendering;

namespace Briefings.Host.Cli;

/// <summary><c>briefings verify</c>: checks a PDF's provenance and hashes.</summary>
static class VerifyVerb
{
    const int LongestFile = 256 * 1024 * 1024;

    public static Command Create(CliContext context)
    {
        var files = new Argument<string[]>("file") { Description = "PDF files that Briefings wrote.", Arity = ArgumentArity.OneOrMore };
        var alone = new Option<bool>("--offline") { Description = "Ask no database: check the file against what it carries and nothing else." };
        var verb = new Command("verify", "Check an edition's PDF: its bytes, its publication, the log's hash chain and every quote at its characters.") { files, alone };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var named = parsed.GetValue(files) ?? [];
            var read = named.Select(Existing).ToList();
            await using var application = parsed.GetValue(alone) ? null : await context.Open(parsed, cancellation);
            if (application is not null)
            {
                await CliContext.CatchUp(application, cancellation);
            }

            // One audit for all files: the log is read once.
            var audit = application?.Log.Audit();
            var sound = true;
            foreach (var file in read)
            {
                var (name, bytes) = (file.ToString(), await File.ReadAllBytesAsync(file.FullName, cancellation));
                var checks = application is null || audit is null ? VerifyEdition.Alone(bytes, new PdfRenderer()) : await application.VerifyEdition.Handle(bytes, audit, cancellation);
                sound &= checks.All(c => c.Outcome == CheckOutcome.Holds || (application is null && c.Name == "edition"));
                await Print(context, parsed, name, named.Length > 1, checks);
            }

            return sound ? CliExit.Done : CliExit.SomeRefused;
        });
        return verb;
    }

    /// <exception cref="UsageException">There is no file, or one that is too large to be ours.</exception>
    static FileInfo Existing(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new UsageException($"Expected a PDF file, found nothing at {CliText.Printable(path)}.");
        }

        return file.Length <= LongestFile
            ? file
            : throw new UsageException($"Expected a PDF of at most {LongestFile / 1024 / 1024} MB, found {file.Length / 1024 / 1024} MB at {CliText.Printable(path)}.");
    }

    static async Task Print(CliContext context, ParseResult parsed, string file, bool isOneOfMany, IReadOnlyList<Check> checks)
    {
        foreach (var check in checks)
        {
            await (context.IsJson(parsed)
                ? context.WriteJson(new { file, check = check.Name, outcome = check.Outcome, text = check.Text, at = check.At })
                : context.Output.WriteLineAsync(CliText.Printable($"{(isOneOfMany ? file + "  " : "")}{Word(check.Outcome),-6} {check.Name,-10} {check.Text}{(check.At is null ? "" : $" ({check.At})")}")));
        }
    }

    static string Word(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Holds => "ok",
        CheckOutcome.Fails => "FAILS",
        _ => "open",
    };
}
