using System.Collections.Concurrent;
using System.Text;
using Briefings.Outbound;

namespace Briefings.Pages;

/// <summary>Asks each site's robots.txt before a page of it is read, and remembers it for an hour.</summary>
public sealed class Robots(WebFetch web, TimeProvider clock)
{
    static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    static readonly OutboundLimits Limits = new(TimeSpan.FromSeconds(15), 500_000);

    const int MaximumSites = 2_000;

    readonly ConcurrentDictionary<string, (RobotRules? Rules, string? Problem, DateTimeOffset At)> sites = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a page is not to be read; <c>null</c> when it may be.</summary>
    /// <remarks>RFC 9309, 2.3.1: no robots.txt allows everything; one that cannot be reached forbids everything.</remarks>
    public async Task<string?> Forbid(Uri page, CancellationToken cancellation)
    {
        var site = page.GetLeftPart(UriPartial.Authority);
        if (!sites.TryGetValue(site, out var known) || clock.GetUtcNow() - known.At > Remembered)
        {
            if (sites.Count > MaximumSites)
            {
                sites.Clear();
            }

            var (rules, problem) = await Ask(new Uri(site + "/robots.txt"), cancellation);
            sites[site] = known = (rules, problem, clock.GetUtcNow());
        }

        if (known.Problem is { } unreachable)
        {
            return $"Expected to read {page.Host}/robots.txt first, found: {unreachable}";
        }

        return known.Rules?.Forbids(page) is { } line ? $"Expected a page that robots may read, found it forbidden by {page.Host}/robots.txt, {Articles.Reading.CleanText.Brief(line, 120)}" : null;
    }

    async Task<(RobotRules? Rules, string? Problem)> Ask(Uri address, CancellationToken cancellation)
    {
        var fetched = await web.Get(address, "text/plain, */*;q=0.1", Limits, null, cancellation);
        return fetched switch
        {
            { Answer: null } => (null, fetched.Problem),
            { Answer.IsSuccess: true } => (RobotRules.Parse(Encoding.UTF8.GetString(fetched.Answer.Body)), null),
            { Answer.Status: var status } when (int)status is >= 400 and < 500 => (RobotRules.Open, null),
            _ => (null, WebFetch.Said(fetched.Answer.Status)),
        };
    }
}
