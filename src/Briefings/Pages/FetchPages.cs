using System.Net;
using System.Runtime.CompilerServices;
using Briefings.Articles.Reading;
using Briefings.Outbound;

namespace Briefings.Pages;

/// <summary>Brings web pages in by their addresses.</summary>
public sealed class FetchPages(WebFetch web, Robots robots, TimeProvider clock)
{
    const int MaximumBytes = 5_000_000;

    static readonly OutboundLimits Limits = new(TimeSpan.FromSeconds(30), MaximumBytes);

    /// <summary>Fetches pages one after the other; each gives a draft or one line that says why not.</summary>
    /// <param name="gone">Told of addresses whose server says that they are gone for good (410).</param>
    public async IAsyncEnumerable<ReadOutcome> Read(
        IEnumerable<Uri> addresses, ReadDefaults defaults, Func<Uri, Task>? gone, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var address in addresses)
        {
            var (outcome, isGone) = await Fetch(address, defaults, cancellation);
            if (isGone && gone is not null)
            {
                await gone(address);
            }

            yield return outcome;
        }
    }

    /// <summary>Fetches one page.</summary>
    public async Task<(ReadOutcome Outcome, bool IsGone)> Fetch(Uri address, ReadDefaults defaults, CancellationToken cancellation)
    {
        var input = new ArticleInput(address.AbsoluteUri, "");
        if (await robots.Forbid(address, cancellation) is { } forbidden)
        {
            return (input.Refuse(forbidden), false);
        }

        var fetched = await web.Get(address, "text/html, application/xhtml+xml, text/plain;q=0.5", Limits, null, cancellation);
        if (fetched.Answer is not { } answer)
        {
            return (input.Refuse(fetched.Problem ?? "Expected an answer."), false);
        }

        if (!answer.IsSuccess)
        {
            return (input.Refuse(WebFetch.Said(answer.Status)), answer.Status is HttpStatusCode.Gone);
        }

        if (Problem(answer) is { } problem)
        {
            return (input.Refuse(problem), false);
        }

        var reading = PageReader.Read(answer.Body, fetched.ContentType, fetched.Address);
        return (reading.Page is { } page ? Draft(input, page, answer.Body, fetched.Address, defaults) : input.Refuse(reading.Defect ?? "Expected an article."), false);
    }

    static string? Problem(OutboundAnswer answer)
    {
        if (answer.IsCut)
            return $"Expected a page of at most {ArticleLimits.Number(MaximumBytes)} bytes, found more.";
        if (answer.IsBroken)
            return "Expected a whole page, found its end missing.";
        if (answer.Body.Length == 0)
            return "Expected a page, found an empty answer.";
        var type = answer.ContentHeaders.ContentType?.MediaType;
        return type is null or "text/html" or "application/xhtml+xml" or "text/plain" or "application/xml" or "text/xml"
            ? null
            : $"Expected an HTML page, found {CleanText.Quote(type)}.";
    }

    ReadOutcome Draft(ArticleInput input, PageDocument page, byte[] bytes, Uri address, ReadDefaults defaults)
    {
        var canonical = page.Canonical is { } named && IsOfSite(named, address) ? named : address;
        var outcome = HtmlArticles.Read(input, page with { Canonical = canonical }, defaults with { SeenAt = defaults.SeenAt ?? clock.GetUtcNow() });
        return outcome is ReadOutcome.Read { Draft: var draft } ? new ReadOutcome.Read(draft with { Original = new(bytes, draft.Format) }) : outcome;
    }

    // A page may say which of its site's addresses is its own; it may not speak for another site.
    static bool IsOfSite(Uri named, Uri address)
    {
        var (a, b) = (Site(named), Site(address));
        return a == b || a.EndsWith("." + b, StringComparison.Ordinal) || b.EndsWith("." + a, StringComparison.Ordinal);
    }

    static string Site(Uri address)
    {
        var host = address.IdnHost.ToLowerInvariant();
        foreach (var prefix in (ReadOnlySpan<string>)["www.", "m.", "amp.", "mobile."])
        {
            if (host.StartsWith(prefix, StringComparison.Ordinal) && host.AsSpan(prefix.Length).Contains('.'))
                return host[prefix.Length..];
        }

        return host;
    }
}
