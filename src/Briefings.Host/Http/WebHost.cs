using Briefings.Host.Cli;

namespace Briefings.Host.Http;

/// <summary>Puts the HTTP features together and runs them with the background work until stopped.</summary>
static class WebHost
{
    public static async Task Run(string connection, string[] urls, CliContext context, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole(o => o.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.UseUrls(urls).ConfigureKestrel(o => o.AddServerHeader = false);
        builder.Services.AddProblemDetails().AddSingleton(context.Clock);
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.DefaultIgnoreCondition = BriefingsJson.Options.DefaultIgnoreCondition;
            o.SerializerOptions.Encoder = BriefingsJson.Options.Encoder;
            foreach (var converter in BriefingsJson.Options.Converters)
            {
                o.SerializerOptions.Converters.Add(converter);
            }
        });
        builder.Services.AddHostedService<ProjectionWork>();
        await using var application = await BriefingsApplication.Open(connection, context.Clock, cancellation);
        builder.Services.AddSingleton(application);
        await using var web = builder.Build();
        web.UseExceptionHandler();
        web.UseStatusCodePages();
        web.Use((http, next) =>
        {
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
            return next(http);
        });
        web.MapHealth();
        web.MapEditions();
        await web.StartAsync(cancellation);
        await context.Error.WriteLineAsync($"Listening on {string.Join(", ", web.Urls)}; editions at /api/v1/editions.");
        await web.WaitForShutdownAsync(cancellation);
    }

    /// <summary>Follows the log and keeps the asynchronous projections up to date.</summary>
    sealed class ProjectionWork(BriefingsApplication application) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => application.Projections.Run(stoppingToken);
    }
}
