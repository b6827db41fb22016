using System.CommandLine;
using System.Globalization;
using Briefings.Mail;

namespace Briefings.Host.Cli;

/// <summary><c>briefings mails</c>: what was mailed to whom, and sending it again.</summary>
static class MailsVerb
{
    public static Command Create(CliContext context) => new("mails", "List what was mailed to whom, and send again what was refused or is in doubt. `briefings serve` sends, when BRIEFINGS_SMTP_URL names a server.")
    {
        List(context),
        Retry(context),
    };

    static Command List(CliContext context)
    {
        var state = new Option<MailState?>("--state") { Description = "Only waiting, sent, refused, unknown or unsubscribed.", HelpName = "S" };
        var limit = new Option<int>("--limit") { Description = "At most so many, the latest first. Defaults to 100.", HelpName = "N", DefaultValueFactory = _ => 100 };
        var verb = new Command("list", "List mails, the latest first.") { state, limit };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            foreach (var mail in await application.Mail.All(parsed.GetValue(state), parsed.GetValue(limit), cancellation))
            {
                await (context.IsJson(parsed) ? context.WriteJson(mail) : context.Output.WriteLineAsync(Line(mail)));
            }

            return CliExit.Done;
        });
        return verb;
    }

    static string Line(MailDelivery mail)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{mail.Id,6}  {mail.State,-12}  {mail.Kind,-10}  {CliText.Printable(mail.About),-32}  {mail.Recipient,-32}  {(mail.FinishedAt ?? mail.DueAt)?.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z  {mail.Code}  {CliText.Printable(mail.Answer ?? "")}");
        return line.TrimEnd();
    }

    static Command Retry(CliContext context)
    {
        var ids = new Argument<long[]>("id") { Description = "As mails list prints them.", Arity = ArgumentArity.OneOrMore };
        var verb = new Command("retry", "Send mails again that were refused or whose outcome is not known: the same bytes under the same Message-ID.") { ids };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            var exit = CliExit.Done;
            foreach (var id in parsed.GetValue(ids) ?? [])
            {
                if (!await application.Mail.Retry(id, cancellation))
                {
                    await context.Error.WriteLineAsync(FormattableString.Invariant($"Expected a mail that was refused or is in doubt and whose text was not redacted, found none with the id {id}. See: briefings mails list"));
                    exit = CliExit.SomeRefused;
                }
            }

            return exit;
        });
        return verb;
    }
}
