using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Briefings.Outbound;

namespace Briefings.Pages;

/// <summary>What a request, and the redirects it was sent through, ended in.</summary>
/// <param name="Answer"><c>null</c> when there is a problem.</param>
/// <param name="Address">Where the answer came from.</param>
/// <param name="MovedTo">The address to use from now on: set when every redirect up to it was permanent.</param>
/// <param name="Problem">Why there is no usable answer, in one line; <c>null</c> when there is one.</param>
public sealed record WebAnswer(OutboundAnswer? Answer, Uri Address, Uri? MovedTo, string? Problem)
{
    public string? ContentType => Answer?.ContentHeaders.ContentType?.ToString();

    /// <summary>How long the server asks to be left alone; <c>null</c> when it does not.</summary>
    public TimeSpan? RetryAfter(DateTimeOffset now) => Answer?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };
}

/// <summary>Fetches feeds and pages: one request a host at a time, redirects followed by hand, every hop checked.</summary>
public sealed class WebFetch(OutboundClient outbound, HostGate gate)
{
    const int MaximumHops = 5;

    /// <param name="prepare">Adds headers to the first request and to those of its redirects on the same host.</param>
    public async Task<WebAnswer> Get(Uri address, string accept, OutboundLimits limits, Action<HttpRequestHeaders>? prepare, CancellationToken cancellation)
    {
        var (at, isPermanent) = (address, true);
        for (var hop = 0; hop <= MaximumHops; hop++)
        {
            var (answer, problem) = await Send(at, accept, limits, at.Host == address.Host ? prepare : null, cancellation);
            if (answer is null)
            {
                return new WebAnswer(null, at, null, hop == 0 ? problem : $"{problem} (redirected to {Shown(at)})");
            }

            if (!IsRedirect(answer.Status))
            {
                return new WebAnswer(answer, at, hop > 0 && isPermanent ? at : null, null);
            }

            if (answer.Headers.Location is not { } location || !Uri.TryCreate(at, location, out var next))
            {
                return new WebAnswer(null, at, null, $"Expected a redirect to name an address, found none ({(int)answer.Status}).");
            }

            isPermanent &= answer.Status is HttpStatusCode.MovedPermanently or HttpStatusCode.PermanentRedirect;
            at = next;
        }

        return new WebAnswer(null, at, null, string.Create(CultureInfo.InvariantCulture, $"Expected an answer within {MaximumHops} redirects, found another redirect."));
    }

    async Task<(OutboundAnswer? Answer, string? Problem)> Send(Uri at, string accept, OutboundLimits limits, Action<HttpRequestHeaders>? prepare, CancellationToken cancellation)
    {
        using var turn = await gate.Enter(at.IsAbsoluteUri ? at.Authority : "", cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, at);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        prepare?.Invoke(request.Headers);
        try
        {
            return (await outbound.Send(request, limits, cancellation), null);
        }
        catch (OutboundException e)
        {
            return (null, e.Message);
        }
    }

    static bool IsRedirect(HttpStatusCode status) =>
        status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    static string Shown(Uri address) => Articles.Reading.CleanText.Brief(address.AbsoluteUri, 200);

    /// <summary>What is said of a status that is no success.</summary>
    public static string Said(HttpStatusCode status) => string.Create(CultureInfo.InvariantCulture, $"Expected an answer of 200, found {(int)status} {status}.");
}
