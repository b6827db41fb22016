using System.Net;
using Briefings.Host.Http.Access;
using Briefings.Keys;
using Briefings.Mail;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Briefings.Host.Http;

/// <summary>Mails that went out, and the way out of them for their recipients.</summary>
static class DeliveryEndpoints
{
    const int DefaultLimit = 100;

    public static void MapDeliveries(this IEndpointRouteBuilder routes)
    {
        var deliveries = routes.MapGroup("/api/v1/deliveries").RequireScope(Scope.Admin).WithTags("deliveries");
        deliveries.MapGet("/", List).WithSummary("Mails, the latest first: to whom, about what, and what the server said.");
        deliveries.MapPost("/{id:long}/retry", Retry).WithSummary("Sends a mail again that was refused or whose outcome is not known: the same bytes.");
        var unsubscribe = routes.MapGroup("/unsubscribe").RequireScope(Scope.Open).ExcludeFromDescription();
        unsubscribe.MapGet("/{profile}/{token}", Ask);
        unsubscribe.MapPost("/{profile}/{token}", End).DisableAntiforgery();
    }

    static async Task<Ok<MailPage>> List(BriefingsApplication application, MailState? state, int? limit, CancellationToken cancellation) =>
        TypedResults.Ok(new MailPage(await application.Mail.All(state, limit ?? DefaultLimit, cancellation)));

    static async Task<Results<Accepted, ProblemHttpResult>> Retry(long id, BriefingsApplication application, CancellationToken cancellation) =>
        await application.Mail.Retry(id, cancellation)
            ? TypedResults.Accepted("/api/v1/deliveries")
            : TypedResults.Problem($"Expected a mail that was refused or is in doubt, found none with the id {id}.", statusCode: StatusCodes.Status404NotFound);

    /// <summary>A page with one button: looking at the address ends nothing, since mail filters look at addresses too.</summary>
    static ContentHttpResult Ask(string profile, string token, BriefingsApplication application) =>
        application.Mail.Unsubscribing.Recipient(profile, token) is { } recipient
            ? Page($"<p>{WebUtility.HtmlEncode(recipient)}: {WebUtility.HtmlEncode(profile)}</p><form method=\"post\"><button>Unsubscribe</button></form>", StatusCodes.Status200OK)
            : Page("<p>This link is not valid.</p>", StatusCodes.Status404NotFound);

    static async Task<ContentHttpResult> End([FromRoute] string profile, [FromRoute] string token, BriefingsApplication application, CancellationToken cancellation)
    {
        if (application.Mail.Unsubscribing.Recipient(profile, token) is not { } recipient)
        {
            return Page("<p>This link is not valid.</p>", StatusCodes.Status404NotFound);
        }

        await application.Mail.Unsubscribing.Record(profile, recipient, cancellation);
        return Page($"<p>{WebUtility.HtmlEncode(recipient)} gets no more mails of {WebUtility.HtmlEncode(profile)}.</p>", StatusCodes.Status200OK);
    }

    static ContentHttpResult Page(string body, int status) =>
        TypedResults.Content($"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Briefings</title></head><body>{body}</body></html>", "text/html; charset=utf-8", statusCode: status);
}

sealed record MailPage(IReadOnlyList<MailDelivery> Items);
