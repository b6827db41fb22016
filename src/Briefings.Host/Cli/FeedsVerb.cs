using System.CommandLine;
using System.Globalization;
using System.Text;
using Briefings.Articles;
using Briefings.Feeds;

namespace Briefings.Host.Cli;

/// <summary><c>briefings feeds</c>: the feeds that are polled, and how they are.</summary>
static class FeedsVerb
{
    public static Command Create(CliContext context) => new("feeds", "The feeds that articles come from: add, list, poll, remove, import, export, retry.")
    {
        Add(context), List(context), Poll(context), Remove(context), Import(context), Export(context), Retry(context),
    };

    static Command Add(CliContext context)
    {
        var urls = new Argument<string[]>("url") { Description = "Addresses of RSS, Atom or JSON feeds.", Arity = ArgumentArity.OneOrMore };
        var source = new Option<string?>("--source") { Description = "Outlet of its articles. Defaults to the feed's title.", HelpName = "NAME" };
        var fullText = new Option<bool>("--full-text") { Description = "Fetch the page of each item that has no full text; robots.txt is obeyed." };
        var verb = new Command("add", "Poll feeds from now on. The first poll is due at once.") { urls, source, fullText };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            var refused = 0;
            foreach (var url in parsed.GetValue(urls) ?? [])
            {
                refused += await Added(context, parsed, await application.Feeds.Add(url, parsed.GetValue(source), parsed.GetValue(fullText), cancellation)) ? 0 : 1;
            }

            return refused > 0 ? CliExit.SomeRefused : CliExit.Done;
        });
        return verb;
    }

    static async Task<bool> Added(CliContext context, ParseResult parsed, FeedAddition addition)
    {
        if (addition.Feed is not { } feed)
        {
            await context.Error.WriteLineAsync($"{CliText.Printable(addition.Url)}: {CliText.Printable(addition.Problem ?? "not added")}");
            return false;
        }

        await (context.IsJson(parsed) ? context.WriteJson(feed) : context.Output.WriteLineAsync($"{feed.Stream}  {(addition.IsNew ? "added" : "known")}  {CliText.Printable(feed.Url)}"));
        return true;
    }

    static Command List(CliContext context)
    {
        var quarantine = new Option<bool>("--quarantine") { Description = "List what could not be read instead, with why." };
        var verb = new Command("list", "List the feeds: how each is, since when and why, items seen, kept and refused, and when it is polled next.") { quarantine };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            if (parsed.GetValue(quarantine))
            {
                foreach (var item in await application.Quarantine.Standing(null, cancellation))
                {
                    await (context.IsJson(parsed) ? context.WriteJson(item) : context.Output.WriteLineAsync($"{item.Stream}  {item.FirstSeenAt.UtcDateTime:yyyy-MM-dd HH:mm}Z  {CliText.Printable(item.FeedUrl)}  {CliText.Printable(item.Item)}  {CliText.Printable(item.Reason)}"));
                }

                return CliExit.Done;
            }

            var feeds = await application.Feeds.All(cancellation);
            foreach (var feed in feeds)
            {
                await (context.IsJson(parsed) ? context.WriteJson(FeedLine.From(feed)) : context.Output.WriteLineAsync(Line(feed)));
            }

            var health = SourceHealth.Of(feeds.Select(feed => feed.Feed));
            await context.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{health.Sources} feeds, {health.Healthy} healthy, {health.Failing.Count} failing."));
            return CliExit.Done;
        });
        return verb;
    }

    static string Line(FeedOverview overview)
    {
        var feed = overview.Feed;
        var line = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{feed.Status.ToString().ToLowerInvariant(),-8} seen {feed.Seen,-5} kept {feed.Kept,-5} refused {feed.Refused,-4} next {Instant(overview.Fetch?.NextPollAt),-17} {CliText.Printable(feed.Url)}"));
        if ((feed.Outlet ?? feed.Title) is { } title)
        {
            line.Append(CultureInfo.InvariantCulture, $"  \"{CliText.Printable(title)}\"");
        }

        if (feed.Reason is { } reason)
        {
            line.Append(CultureInfo.InvariantCulture, $"  since {Instant(feed.FailingSince)}, last good {Instant(feed.LastGoodAt)}: {CliText.Printable(reason)}");
        }

        return line.ToString();
    }

    static string Instant(DateTimeOffset? at) => at is { } instant ? instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) : "never";

    static Command Poll(CliContext context)
    {
        var urls = new Argument<string[]>("url") { Description = "Feeds to poll. Defaults to all.", Arity = ArgumentArity.ZeroOrMore };
        var due = new Option<bool>("--due") { Description = "Only those that are due." };
        var verb = new Command("poll", "Poll feeds now and take their new items in.") { urls, due };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            var (polls, missing) = (new List<FeedPoll>(), 0);
            if (parsed.GetValue(due))
            {
                while (await application.PollFeeds.Next(cancellation) is { } poll)
                {
                    polls.Add(await Said(context, parsed, poll));
                }
            }
            else
            {
                foreach (var feed in await Named(context, application, parsed.GetValue(urls) ?? [], () => missing++, cancellation))
                {
                    polls.Add(await Said(context, parsed, await application.PollFeeds.Now(feed, cancellation)));
                }
            }

            await CliContext.CatchUp(application, cancellation);
            await context.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{polls.Count} feeds polled; {polls.Sum(p => p.New)} new, {polls.Sum(p => p.Known)} known, {polls.Sum(p => p.Corrected)} corrected, {polls.Sum(p => p.Refused)} refused."));
            return missing > 0 || polls.Exists(poll => poll.Outcome is "failed" || poll.Refused > 0) ? CliExit.SomeRefused : CliExit.Done;
        });
        return verb;
    }

    static async Task<IReadOnlyList<FeedState>> Named(CliContext context, BriefingsApplication application, string[] urls, Action missing, CancellationToken cancellation)
    {
        if (urls.Length == 0)
        {
            return [.. (await application.Feeds.All(cancellation)).Select(overview => overview.Feed).Where(feed => feed.Status is not FeedStatus.Gone)];
        }

        var feeds = new List<FeedState>();
        foreach (var url in urls)
        {
            if (await application.Feeds.Find(url, cancellation) is { Status: not FeedStatus.Removed } feed)
            {
                feeds.Add(feed);
            }
            else
            {
                missing();
                await context.Error.WriteLineAsync($"Expected a feed that was added, found none at {CliText.Printable(url)}.");
            }
        }

        return feeds;
    }

    static async Task<FeedPoll> Said(CliContext context, ParseResult parsed, FeedPoll poll)
    {
        foreach (var note in poll.Articles.Where(article => article.Note is not null))
        {
            await context.Error.WriteLineAsync($"{CliText.Printable(note.Origin)}: {CliText.Printable(note.Note ?? "")}");
        }

        await (context.IsJson(parsed)
            ? context.WriteJson(poll)
            : context.Output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{poll.Outcome,-9} {poll.New} new, {poll.Known} known, {poll.Corrected} corrected, {poll.Refused} refused  {CliText.Printable(poll.Url)}{(poll.Reason is { } reason ? "  " + CliText.Printable(reason) : "")}")));
        foreach (var note in poll.Notes)
        {
            await context.Error.WriteLineAsync($"{CliText.Printable(poll.Url)}: {CliText.Printable(note)}");
        }

        return poll;
    }

    static Command Remove(CliContext context)
    {
        var urls = new Argument<string[]>("url") { Description = "Addresses or streams of feeds.", Arity = ArgumentArity.OneOrMore };
        var verb = new Command("remove", "Poll feeds no longer; their articles stay.") { urls };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            var missing = 0;
            foreach (var url in parsed.GetValue(urls) ?? [])
            {
                if (await application.Feeds.Remove(url, cancellation) is { } feed)
                {
                    await context.Output.WriteLineAsync($"{feed.Stream}  removed  {CliText.Printable(feed.Url)}");
                    continue;
                }

                missing++;
                await context.Error.WriteLineAsync($"Expected a feed that was added, found none at {CliText.Printable(url)}.");
            }

            return missing > 0 ? CliExit.SomeRefused : CliExit.Done;
        });
        return verb;
    }

    static Command Import(CliContext context)
    {
        var path = new Argument<string>("file") { Description = "An OPML file, or - for standard input." };
        var fullText = new Option<bool>("--full-text") { Description = "As with add." };
        var verb = new Command("import", "Add every feed that an OPML file names.") { path, fullText };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var file = parsed.GetValue(path) ?? "-";
            var bytes = file is "-" ? await StandardInput(cancellation) : await File.ReadAllBytesAsync(file, cancellation);
            var named = Opml.Read(bytes, out var defect);
            if (defect is not null)
            {
                await context.Error.WriteLineAsync($"{CliText.Printable(file)}: {CliText.Printable(defect)}");
                return CliExit.SomeRefused;
            }

            await using var application = await context.Open(parsed, cancellation);
            var refused = 0;
            foreach (var feed in named)
            {
                refused += await Added(context, parsed, await application.Feeds.Add(feed.Url, feed.Outlet, parsed.GetValue(fullText), cancellation)) ? 0 : 1;
            }

            await context.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{named.Count} feeds named, {refused} refused."));
            return refused > 0 ? CliExit.SomeRefused : CliExit.Done;
        });
        return verb;
    }

    static async Task<byte[]> StandardInput(CancellationToken cancellation)
    {
        await using var input = Console.OpenStandardInput();
        using var bytes = new MemoryStream();
        await input.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }

    static Command Export(CliContext context)
    {
        var output = new Option<string?>("-o", "--output") { Description = "File to write. Defaults to standard output.", HelpName = "FILE" };
        var verb = new Command("export", "Write the feeds as OPML.") { output };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            var opml = Opml.Write((await application.Feeds.All(cancellation)).Select(overview => overview.Feed));
            await (parsed.GetValue(output) is { } file ? File.WriteAllTextAsync(file, opml, cancellation) : context.Output.WriteAsync(opml));
            return CliExit.Done;
        });
        return verb;
    }

    static Command Retry(CliContext context)
    {
        var urls = new Argument<string[]>("url") { Description = "Only what came from these feeds. Defaults to all.", Arity = ArgumentArity.ZeroOrMore };
        var verb = new Command("retry", "Read what stands in quarantine again; what can be read now keeps the time it was first seen.") { urls };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var application = await context.Open(parsed, cancellation);
            var named = (await Named(context, application, parsed.GetValue(urls) ?? [], () => { }, cancellation)).Select(feed => feed.Stream).ToHashSet(StringComparer.Ordinal);
            var isAll = (parsed.GetValue(urls) ?? []).Length == 0;
            var (released, stay) = (0, 0);
            foreach (var item in await application.Quarantine.Standing(null, cancellation))
            {
                if (!isAll && !named.Contains(item.Feed))
                {
                    continue;
                }

                var retried = await application.RetryQuarantine.Handle(item, cancellation);
                (released, stay) = retried.Problem is null ? (released + 1, stay) : (released, stay + 1);
                await (context.IsJson(parsed)
                    ? context.WriteJson(retried)
                    : retried.Problem is null
                        ? context.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"released  {retried.Articles.Count(a => a.Outcome is not IngestOutcome.Refused)} articles  {CliText.Printable(item.FeedUrl)}  {CliText.Printable(item.Item)}"))
                        : context.Error.WriteLineAsync($"{CliText.Printable(item.FeedUrl)} {CliText.Printable(item.Item)}: {CliText.Printable(retried.Problem)}"));
            }

            await CliContext.CatchUp(application, cancellation);
            await context.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{released} released, {stay} stay in quarantine."));
            return stay > 0 ? CliExit.SomeRefused : CliExit.Done;
        });
        return verb;
    }
}

/// <summary>A feed as it is listed.</summary>
/// <param name="NextPollAt"><c>null</c> when it is not polled any more.</param>
/// <param name="LastPollAt"><c>null</c> before the first poll.</param>
/// <param name="NotBefore">Until when its server asked to be left alone; <c>null</c> when it did not.</param>
sealed record FeedLine(
    string Id, string Url, string? Title, string? Outlet, bool FullText, FeedStatus Status, DateTimeOffset AddedAt, DateTimeOffset? LastGoodAt, DateTimeOffset? FailingSince, string? Reason,
    int Seen, int Kept, int Corrected, int Refused, IReadOnlyList<string> Moved, IReadOnlyList<string> Notes, DateTimeOffset? LastPollAt, DateTimeOffset? NextPollAt, DateTimeOffset? NotBefore, int Failures)
{
    public static FeedLine From(FeedOverview overview)
    {
        var (feed, fetch) = (overview.Feed, overview.Fetch);
        return new(
            feed.Stream, feed.Url, feed.Title, feed.Outlet, feed.FullText, feed.Status, feed.AddedAt, fetch is { Failures: 0, LastPollAt: { } last } && feed.Status is FeedStatus.Healthy ? last : feed.LastGoodAt,
            feed.FailingSince, feed.Reason, feed.Seen, feed.Kept, feed.Corrected, feed.Refused, feed.Moved, feed.Notes, fetch?.LastPollAt, fetch?.NextPollAt, fetch?.NotBefore, fetch?.Failures ?? 0);
    }
}
