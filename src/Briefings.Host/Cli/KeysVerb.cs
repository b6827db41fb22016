using System.CommandLine;
using System.Globalization;
using Briefings.Host.Http;
using Briefings.Keys;

namespace Briefings.Host.Cli;

/// <summary><c>briefings keys</c>: who may use the API.</summary>
static class KeysVerb
{
    public static Command Create(CliContext context) => new("keys", "Make, list and revoke the keys of the HTTP API.")
    {
        CreateKey(context),
        List(context),
        Revoke(context),
        Login(context),
    };

    static string Self => $"cli:{Environment.UserName}";

    static Command CreateKey(CliContext context)
    {
        var scopes = new Option<string[]>("--scope") { Description = "read, ingest (hand in articles, nothing else) or admin (everything); may be repeated.", HelpName = "S", Required = true };
        var name = new Option<string?>("--name") { Description = "Whom or what it is for.", HelpName = "N" };
        var expires = new Option<string?>("--expires") { Description = "When it ends: a day (its end, in UTC), an instant, or a span such as 90d or 12h. Defaults to never.", HelpName = "WHEN" };
        var verb = new Command("create", "Make a key and print it, once.") { scopes, name, expires };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var wanted = (parsed.GetValue(scopes) ?? []).SelectMany(s => s.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                .Select(s => Scopes.Parse(s) ?? throw new UsageException($"Expected --scope to be read, ingest or admin, found \"{s}\".")).ToList();
            var end = parsed.GetValue(expires) is { } text ? Expiry(text, context.Clock.GetUtcNow()) : (DateTimeOffset?)null;
            await using var application = await context.Open(parsed, cancellation);
            var (token, key) = await application.Keys.Create(parsed.GetValue(name) ?? string.Join('+', wanted.Select(s => s.Text())), wanted, end, Self, cancellation);
            await (context.IsJson(parsed)
                ? context.WriteJson(new CreatedKey(token.ToString(), KeyItem.From(key, context.Clock.GetUtcNow())))
                : context.Output.WriteLineAsync(token.ToString()));
            await context.Error.WriteLineAsync($"This key is shown once and stored only as a hash. Send it as: Authorization: Bearer KEY. To take it back: briefings keys revoke {key.Id}");
            return CliExit.Done;
        });
        return verb;
    }

    static Command List(CliContext context)
    {
        var verb = new Command("list", "List every key there ever was, the oldest first.");
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            var now = context.Clock.GetUtcNow();
            foreach (var key in await application.Keys.All(cancellation))
            {
                await (context.IsJson(parsed) ? context.WriteJson(KeyItem.From(key, now)) : context.Output.WriteLineAsync(Line(key, now)));
            }

            return CliExit.Done;
        });
        return verb;
    }

    static string Line(ApiKey key, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"{key.Id}  {key.StateAt(now).ToString().ToLowerInvariant(),-7}  {string.Join('+', key.Scopes.Select(s => s.Text())),-12}  made {Minute(key.CreatedAt)} by {key.CreatedBy}  expires {Minute(key.ExpiresAt)}  last used {Minute(key.LastUsedAt)}  {(key.RevokedBy is null ? "" : $"revoked {Minute(key.RevokedAt)} by {key.RevokedBy}  ")}{CliText.Printable(key.Name)}");

    static string Minute(DateTimeOffset? instant) => instant is { } at ? string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-dd HH:mm}Z") : "never";

    static Command Revoke(CliContext context)
    {
        var ids = new Argument<string[]>("id") { Description = "Ids as keys list prints them, or whole keys.", Arity = ArgumentArity.OneOrMore };
        var verb = new Command("revoke", "Take keys back for good; running servers refuse them within a second.") { ids };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            var exit = CliExit.Done;
            foreach (var id in parsed.GetValue(ids) ?? [])
            {
                var known = KeyToken.Parse(id)?.Id ?? id;
                if (await application.Keys.Revoke(known, Self, cancellation) is not { } revoked)
                {
                    await context.Error.WriteLineAsync($"Expected a key, found none with the id \"{CliText.Printable(known)}\". See: briefings keys list");
                    exit = CliExit.SomeRefused;
                    continue;
                }

                await (context.IsJson(parsed)
                    ? context.WriteJson(KeyItem.From(revoked, context.Clock.GetUtcNow()))
                    : context.Output.WriteLineAsync($"{revoked.Id}  revoked {Minute(revoked.RevokedAt)} by {revoked.RevokedBy}"));
            }

            return exit;
        });
        return verb;
    }

    static Command Login(CliContext context)
    {
        var url = new Option<Uri?>("--url") { Description = "Address of the running server. Defaults to http://127.0.0.1:8080.", HelpName = "U", CustomParser = CliValues.Address };
        var verb = new Command("login", "Print a link that signs one browser in, once, with every scope.") { url };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            var link = await application.Sessions.CreateLink(Self, cancellation);
            var server = parsed.GetResult(url) is null ? new Uri(ServeVerb.DefaultUrl) : parsed.GetValue(url);
            await context.Output.WriteLineAsync($"{server?.GetLeftPart(UriPartial.Authority)}{SessionEndpoints.LoginPath}?token={link}");
            return CliExit.Done;
        });
        return verb;
    }

    /// <exception cref="UsageException">The text is neither a day, an instant nor a span.</exception>
    static DateTimeOffset Expiry(string text, DateTimeOffset now)
    {
        if (text.Length is > 1 and < 8 && text[^1] is 'd' or 'h' && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count < 100_000)
        {
            return now + (text[^1] is 'd' ? TimeSpan.FromDays(count) : TimeSpan.FromHours(count));
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
        {
            return new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new UsageException($"Expected --expires to be a day such as 2027-01-31, an instant, or a span such as 90d, found \"{text}\".");
    }
}
