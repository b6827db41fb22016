using Briefings.Host.Background;
using Briefings.Host.Http.Access;
using Briefings.Keys;
using OpenTelemetry.Metrics;

namespace Briefings.Host.Http;

/// <summary>Counters and gauges as Prometheus reads them.</summary>
static class MetricsEndpoints
{
    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapPrometheusScrapingEndpoint("/metrics").RequireScope(Scope.Read);

    /// <summary>Requests by route, status and duration, connections, the database pool, and the program's own.</summary>
    public static void AddMetrics(IServiceCollection services) => services.AddOpenTelemetry().WithMetrics(metrics => metrics
        .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", MetricsWork.MeterName)
        .AddPrometheusExporter());
}
