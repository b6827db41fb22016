using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Briefings.Host.Http.Access;
using Briefings.Keys;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Briefings.Tests.Http;

/// <summary>The description is what is served. What is answered is held against it by <see cref="ContractHandler"/> in every test of the API.</summary>
public sealed partial class OpenApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    /// <summary>Not described: pages for people, the description itself, and the text that Prometheus reads.</summary>
    static readonly string[] Undescribed = ["/", "/login", "/logout", "/metrics", "/unsubscribe/{profile}/{token}", "/openapi/{documentName}.json"];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    async Task<JsonElement> Document() => await server.Stranger.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Cancellation);

    IEnumerable<RouteEndpoint> Routes() => ((IEndpointRouteBuilder)server.Web).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>();

    /// <summary>As OpenAPI writes it: no constraints, no slash at the end.</summary>
    static string Template(RouteEndpoint route) => "/" + Constraint().Replace(route.RoutePattern.RawText ?? "", "{$1}").Trim('/');

    [Fact]
    public async Task Every_route_is_described_and_nothing_else()
    {
        var served = Routes().SelectMany(r => (r.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => $"{m} {Template(r)}"))
            .Where(r => !Undescribed.Contains(r.Split(' ')[1]) && !r.StartsWith("HEAD", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal);
        var described = (await Document()).GetProperty("paths").EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Select(m => $"{m.Name.ToUpperInvariant()} {(p.Name.Length > 1 ? p.Name.TrimEnd('/') : p.Name)}"))
            .Where(r => !r.StartsWith("HEAD", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(served, described);
    }

    [Fact]
    public async Task Every_operation_names_its_parameters_its_scope_and_how_it_fails()
    {
        var document = await Document();
        foreach (var route in Routes().Where(r => !Undescribed.Contains(Template(r))))
        {
            var path = document.GetProperty("paths").EnumerateObject().Single(p => p.Name.TrimEnd('/') == Template(route)).Value;
            foreach (var operation in path.EnumerateObject().Where(o => (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Contains(o.Name.ToUpperInvariant())))
            {
                var parameters = operation.Value.TryGetProperty("parameters", out var listed) ? listed.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "path").Select(p => p.GetProperty("name").GetString()) : [];
                Assert.Equal(route.RoutePattern.Parameters.Select(p => p.Name), parameters);
                var scope = route.Metadata.GetMetadata<RequiredScope>()!.Scope;
                Assert.Equal(scope is not Scope.Open, operation.Value.TryGetProperty("security", out _));
                Assert.Equal(scope is not Scope.Open, operation.Value.GetProperty("responses").TryGetProperty("401", out _));
                Assert.True(operation.Value.GetProperty("responses").EnumerateObject().Any(r => r.Name.StartsWith('2')), $"{operation.Name} {Template(route)} succeeds with nothing.");
            }
        }
    }

    [GeneratedRegex(@"\{([^}:]+):[^}]+\}", RegexOptions.NonBacktracking)]
    private static partial Regex Constraint();
}
