using System.IO.Enumeration;
using System.Net.Mail;
using System.Text.RegularExpressions;
using Briefings.EventStore;
using Briefings.Outbound;

namespace Briefings.Webhooks;

/// <summary>What is checked before a subscription is taken on.</summary>
static partial class WebhookRequests
{
    public const string ExpectedSecret = "Expected a secret of whsec_ and 24 to 64 bytes in base64.";

    const int MaxEntries = 200;

    /// <returns>The address.</returns>
    /// <exception cref="WebhookRefusedException">Something of it cannot be had.</exception>
    public static Uri Checked(WebhookRequest request, EventCatalog catalog, OutboundOptions outbound)
    {
        Expect(NamePattern().IsMatch(request.Name), "Expected a name of letters, digits, hyphens, full stops and underscores, at most 64.");
        if (!OutboundUrl.TryParse(request.Url, outbound, out var url, out var problem))
        {
            throw new WebhookRefusedException(problem);
        }

        Expect(request.MaxConcurrency is >= 1 and <= 1000, $"Expected 1 to 1000 requests at once, found {request.MaxConcurrency}.");
        Expect(request.MaxPerSecond is null or (> 0 and <= 100_000), "Expected a rate above 0 requests a second.");
        Expect(request.After is null or >= 0, "Expected a position from 0.");
        Expect(request.Secret is null || WebhookSecret.IsWellFormed(request.Secret), ExpectedSecret);
        Expect(request.Origin is null || Uri.CheckHostName(request.Origin) == UriHostNameType.Dns, "Expected the handshake's origin to be a host name such as briefings.example.org.");
        Expect(request.Notify is null || MailAddress.TryCreate(request.Notify, out _), "Expected a mail address to notify.");
        if (WebhookHeaders.Problem(request.Headers) is { } wrong)
        {
            throw new WebhookRefusedException(wrong);
        }

        CheckFilter(request.Filter, catalog);
        return url;
    }

    static void CheckFilter(WebhookFilter filter, EventCatalog catalog)
    {
        foreach (var list in new[] { filter.Types, filter.Actors, filter.Countries, filter.Stories })
        {
            Expect(list.Count <= MaxEntries && list.All(e => e.Length is > 0 and <= 200 && !e.Any(char.IsControl)), $"Expected at most {MaxEntries} entries of 1 to 200 characters in each list.");
        }

        foreach (var type in filter.Types)
        {
            Expect(
                catalog.Types.Any(t => FileSystemName.MatchesSimpleExpression(type, t.Name, ignoreCase: false)),
                $"Expected an event type of this program, or a pattern such as Meeting* that meets one, found \"{type}\".");
        }

        foreach (var country in filter.Countries)
        {
            Expect(CountryPattern().IsMatch(country), $"Expected ISO 3166 alpha-3 codes such as COL, found \"{country}\".");
        }

        Expect(filter.Stories.All(s => s.StartsWith("story-", StringComparison.Ordinal)), "Expected ids of stories, story-….");
        Expect(filter.MinimumIntensity is null or (>= 0 and <= 10), "Expected a minimum intensity from 0 to 10.");
        Expect(filter.MinimumSalience is null or >= 1, "Expected a minimum salience from 1.");
    }

    static void Expect(bool holds, string expected)
    {
        if (!holds)
        {
            throw new WebhookRefusedException(expected);
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^[A-Z]{3}\z", RegexOptions.NonBacktracking)]
    private static partial Regex CountryPattern();
}
