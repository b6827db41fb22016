using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Briefings.Host.Http;
using Briefings.Keys;
using Briefings.Tests.Databases;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Briefings.Tests.Http;

/// <summary>The server on a free loopback port and a database of its own, in the test's process. Use it as a class fixture.</summary>
public sealed class ApiServer : IAsyncLifetime
{
    readonly TestDatabase database;
    WebApplication? web;
    BriefingsApplication? application;

    public ApiServer(TestServer server)
    {
        database = new TestDatabase(server);
        contract = new(async () =>
        {
            using var client = new HttpClient();
            return await client.GetFromJsonAsync<JsonElement>(new Uri(Address, "/openapi/v1.json"), CancellationToken.None);
        });
    }

    public BriefingsApplication Application => application ?? throw new InvalidOperationException("The fixture has not been initialised.");

    internal WebApplication Web => web ?? throw new InvalidOperationException("The fixture has not been initialised.");

    public Uri Address => new(Web.Urls.First());

    /// <summary>Sends no key.</summary>
    public HttpClient Stranger { get; private set; } = new();

    /// <summary>Sends a key that allows everything.</summary>
    public HttpClient Admin { get; private set; } = new();

    public HttpClient Reader { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        application = await BriefingsApplication.Open(database.ConnectionString, TimeProvider.System, CancellationToken.None);
        web = WebHost.Build(application, new ServeOptions(["http://127.0.0.1:0"], []) { RequestsPerSecond = 0 }, TimeProvider.System);
        await web.StartAsync(CancellationToken.None);
        Stranger = Client(null);
        Admin = Client(await Key(Scope.Admin));
        Reader = Client(await Key(Scope.Read));
    }

    /// <summary>A key as its owner sends it.</summary>
    public async Task<string> Key(params Scope[] scopes) =>
        (await Application.Keys.Create("test", scopes, null, "test", CancellationToken.None)).Token.ToString();

    readonly Lazy<Task<JsonElement>> contract;

    /// <summary>A client that follows no redirects, keeps no cookies and sends a key, if one is given.</summary>
    public HttpClient Client(string? key)
    {
        var client = new HttpClient(new ContractHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }, () => contract.Value)) { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Runs SQL behind the program's back.</summary>
    public Task Execute(string sql) => database.Execute(sql);

    public async ValueTask DisposeAsync()
    {
        Stranger.Dispose();
        Admin.Dispose();
        Reader.Dispose();
        if (web is not null)
        {
            await web.StopAsync(CancellationToken.None);
            await web.DisposeAsync();
        }

        if (application is not null)
        {
            await application.DisposeAsync();
        }

        await database.DisposeAsync();
    }
}
