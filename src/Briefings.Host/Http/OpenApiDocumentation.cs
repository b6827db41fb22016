using System.Reflection;
using Briefings.Host.Http.Access;
using Briefings.Keys;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scope = Briefings.Keys.Scope;

namespace Briefings.Host.Http;

/// <summary>What the endpoints do not say of themselves in <c>/openapi/v1.json</c>: keys, the scope of each, and the errors that every one can answer.</summary>
static class OpenApiDocumentation
{
    const string KeyScheme = "key";

    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            Introduce(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            Errors(operation, context.Description.HttpMethod);
            if (metadata.OfType<RequiredScope>().LastOrDefault()?.Scope is { } scope and not Scope.Open)
            {
                Guard(operation, scope, context.Document);
            }

            if (metadata.OfType<Idempotency.Mark>().Any())
            {
                Idempotent(operation);
            }

            return Task.CompletedTask;
        });
    }

    static void Introduce(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Briefings",
            Version = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "",
            Description = "Articles in, typed events with their evidence out, and the editions made of them. Errors are problem+json (RFC 9457).",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[KeyScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A key made by: briefings keys create --scope read|ingest|admin",
        };
    }

    static void Errors(OpenApiOperation operation, string? method)
    {
        Add(operation, "400", "Something in the request cannot be used; the problem says what was expected.");
        Add(operation, "421", "Host names another server.");
        Add(operation, "500", "The program failed.");
        Add(operation, "503", "The database does not answer. Retry-After says when to ask again.");
        if (method is not ("GET" or "HEAD"))
        {
            Add(operation, "409", "Others changed the same thing at the same time, or the same request is being carried out.");
            Add(operation, "422", "What is asked for cannot be done as it stands, or an Idempotency-Key came with another request before.");
        }

        if (operation.RequestBody is not null)
        {
            Add(operation, "413", "The body is too large.");
            Add(operation, "415", "The body is of a media type that is not read here.");
        }

        if (operation.Parameters?.Any(p => p.In == ParameterLocation.Path) is true)
        {
            Add(operation, "404", "There is no such thing.");
        }

        if (operation.Parameters?.Any(p => p.Name == "after") is true)
        {
            Add(operation, "410", "The cursor is of a part of the log that was lost, or of another log.");
        }
    }

    static void Guard(OpenApiOperation operation, Scope scope, OpenApiDocument? document)
    {
        operation.Description = $"Scope: {scope.Text()}. {operation.Description}".Trim();
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, document)] = [] }];
        Add(operation, "401", "No key, or one that is unknown, expired or revoked.");
        Add(operation, "403", "The key has another scope.");
        Add(operation, "429", "Too many requests. Retry-After says when to send the next one.");
    }

    static void Idempotent(OpenApiOperation operation)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = Idempotency.Header,
            In = ParameterLocation.Header,
            Description = "Names the request, so that sending it again gives the same answer and does nothing twice. Kept for seven days.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 255 },
        });
    }

    static void Add(OpenApiOperation operation, string status, string description)
    {
        operation.Responses ??= [];
        operation.Responses.TryAdd(status, new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/problem+json"] = new() },
        });
    }
}
