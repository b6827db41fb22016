using Briefings.EventStore;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;

namespace Briefings.Host.Http;

/// <summary>Errors as RFC 9457 says them: a status, what was expected and what was found, never a stack trace.</summary>
sealed partial class Problems(ILogger<Problems> log) : IExceptionHandler
{
    public static Task Write(HttpContext http, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(http);

    /// <summary>Says what was expected where the framework gives only a status.</summary>
    public static void Complete(ProblemDetailsContext context) => context.ProblemDetails.Detail ??= context.HttpContext.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => "Expected an address that /openapi/v1.json describes, found another.",
        StatusCodes.Status405MethodNotAllowed => $"Expected {context.HttpContext.Response.Headers.Allow}, found {context.HttpContext.Request.Method}.",
        StatusCodes.Status413PayloadTooLarge => "Expected a smaller body.",
        StatusCodes.Status415UnsupportedMediaType => "Expected a body of a media type that /openapi/v1.json names for this address, found another.",
        _ => null,
    };

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, detail) = Explain(exception);
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        if (status is StatusCodes.Status500InternalServerError)
        {
            Failed(exception, httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName ?? "no route");
        }

        if (status is StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = "2";
        }

        httpContext.Response.StatusCode = status;
        await Write(httpContext, status, detail);
        return true;
    }

    static (int Status, string Detail) Explain(Exception exception) => exception switch
    {
        BadHttpRequestException bad => (bad.StatusCode, bad.InnerException is System.Text.Json.JsonException json ? $"Expected JSON of the shape that /openapi/v1.json describes: {json.Message}" : bad.Message),
        WrongExpectedVersionException => (StatusCodes.Status409Conflict, "Others changed the same thing at the same time, every time it was tried. Send the request again."),
        NpgsqlException and not PostgresException => (StatusCodes.Status503ServiceUnavailable, "The database does not answer. Send the request again."),
        PostgresException { IsTransient: true } or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CannotConnectNow } =>
            (StatusCodes.Status503ServiceUnavailable, "The database does not answer. Send the request again."),
        ProjectionNotReadyException building => (StatusCodes.Status503ServiceUnavailable, building.Message),
        TimeoutException => (StatusCodes.Status503ServiceUnavailable, "The answer took too long. Send the request again."),
        _ => (StatusCodes.Status500InternalServerError, "The program failed. What is known of it stands in its log."),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Route} failed")]
    partial void Failed(Exception exception, string method, string route);
}
