using Briefings.Keys;

namespace Briefings.Host.Http.Access;

/// <summary>What a route asks of its caller. Every route says it; one that does not stops the start.</summary>
sealed record RequiredScope(Scope Scope);

static class RequiredScopeExtensions
{
    /// <summary>Lets in only callers with a scope; on an endpoint it overrides its group's.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, Scope scope)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(new RequiredScope(scope)));
        return builder;
    }

    /// <exception cref="InvalidOperationException">A route says no scope.</exception>
    public static void ExpectScopes(this IEndpointRouteBuilder routes)
    {
        var open = routes.DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .FirstOrDefault(e => e.Metadata.GetMetadata<RequiredScope>() is null);
        if (open is not null)
        {
            throw new InvalidOperationException($"Expected every route to say its scope with RequireScope, found none on {open.DisplayName}.");
        }
    }
}
