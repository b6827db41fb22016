using Briefings.Host.Background;
using Briefings.Host.Cli;
using Briefings.Host.Http.Access;
using Briefings.Host.Http.Events;
using Briefings.Requests;
using Briefings.Stories;

namespace Briefings.Host.Http;

/// <summary>Puts the HTTP features together and runs them with the background work until stopped.</summary>
static class WebHost
{
    public static async Task Run(string connection, ServeOptions options, string? dataFolder, CliContext context, CancellationToken cancellation)
    {
        using var loggers = LoggerFactory.Create(Log);
        await using var application = await BriefingsApplication.Open(connection, context.Clock, cancellation, loggers: loggers, dataFolder: dataFolder);
        var hasKey = await application.Keys.AnyActive(cancellation);
        if (!options.IsLoopback && !hasKey)
        {
            throw new EnvironmentException(
                $"Expected a key before others can reach {string.Join(", ", options.Urls)}, found none that is valid. Make one with: briefings keys create --scope admin --name NAME");
        }

        await using var web = Build(application, options, context.Clock);

        // Before anybody is answered: from then on a database that goes away does not end the service.
        var link = hasKey ? null : await application.Sessions.CreateLink("serve", cancellation);
        await web.StartAsync(cancellation);
        await context.Error.WriteLineAsync($"Listening on {string.Join(", ", web.Urls)}; editions at /api/v1/editions.");
        if (link is not null)
        {
            await context.Error.WriteLineAsync($"Sign in, once: {web.Urls.First().TrimEnd('/')}{SessionEndpoints.LoginPath}?token={link}");
        }

        await web.WaitForShutdownAsync(cancellation);
    }

    /// <summary>The server, ready to be started.</summary>
    /// <exception cref="InvalidOperationException">A route says no scope.</exception>
    public static WebApplication Build(BriefingsApplication application, ServeOptions options, TimeProvider clock)
    {
        // Never Development, whatever the environment says: its error pages show stack traces.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        Log(builder.Logging);
        builder.WebHost.UseUrls([.. options.Urls]).ConfigureKestrel(HttpLimits.Apply);
        if (options.PrivateServerFolder is { } folder)
        {
            builder.Services.AddHostedService(s => new PrivateServerWork(folder, s.GetRequiredService<ILogger<PrivateServerWork>>()));
        }

        AddServices(builder.Services, application, options, clock);
        var web = builder.Build();
        UsePipeline(web, options);
        Endpoints.MapAll(web);
        web.ExpectScopes();
        return web;
    }

    static void Log(ILoggingBuilder logging)
    {
        logging.ClearProviders().AddSimpleConsole(o => o.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        logging.AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    static void AddServices(IServiceCollection services, BriefingsApplication application, ServeOptions options, TimeProvider clock)
    {
        services.AddSingleton(application).AddSingleton(application.Log).AddSingleton(application.Documents).AddSingleton(application.Projections).AddSingleton(application.Keys).AddSingleton(application.KeyRing).AddSingleton(application.Sessions);
        services.AddSingleton(clock).AddSingleton<Credentials>().AddSingleton(new RateLimits(options.RequestsPerSecond));
        services.AddRequestTimeouts(HttpLimits.Apply);
        services.AddOpenApi("v1", OpenApiDocumentation.Describe);
        services.AddProblemDetails(o => o.CustomizeProblemDetails = Problems.Complete).AddExceptionHandler<Problems>();
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.DefaultIgnoreCondition = BriefingsJson.Options.DefaultIgnoreCondition;
            o.SerializerOptions.Encoder = BriefingsJson.Options.Encoder;
            o.SerializerOptions.AllowDuplicateProperties = false;
            foreach (var converter in BriefingsJson.Options.Converters)
            {
                o.SerializerOptions.Converters.Add(converter);
            }
        });
        services.AddHostedService<ProjectionWork>();
        services.AddHostedService<WebhookWork>();
        services.AddHostedService<MailWork>();
        services.AddHostedService<ScheduleWork>();
        services.AddHostedService<KeyUseWork>();
        services.AddHostedService<PartitionWork>();
        services.AddHostedService<MetricsWork>();
        MetricsEndpoints.AddMetrics(services);
        services.AddSingleton<LiveTail>().AddHostedService(s => s.GetRequiredService<LiveTail>());
        services.AddSingleton<StreamReaders>().AddHostedService(s => s.GetRequiredService<StreamReaders>());
        services.AddSingleton(new StoryPlaces(application.Documents, application.Projections)).AddSingleton<EventPages>();
        services.AddSingleton<RebuildWork>().AddSingleton(new IdempotentAnswers(application.Database, clock));
        services.AddHostedService<FeedWork>();
        services.AddHostedService<RedactionWork>();
    }

    static void UsePipeline(WebApplication web, ServeOptions options)
    {
        web.UseExceptionHandler();
        web.UseStatusCodePages();
        web.Use((http, next) =>
        {
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers["Referrer-Policy"] = "no-referrer";
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
            return next(http);
        });
        web.Use(new HostNames(options.IsLoopback, options.Hosts).Check);
        web.Use(Heads.AsGet);
        web.UseRouting();
        web.UseRequestTimeouts();
        web.UseMiddleware<AccessGuard>();
        web.UseMiddleware<Idempotency>();
        web.Use(ETags.Tag);
    }
}
