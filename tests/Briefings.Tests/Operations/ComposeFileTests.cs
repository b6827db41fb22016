using Xunit;
using YamlDotNet.RepresentationModel;

namespace Briefings.Tests.Operations;

/// <summary>What docker-compose.yml and ops/Dockerfile promise to whoever runs them.</summary>
public sealed class ComposeFileTests
{
    static readonly string Root = RepositoryRoot();

    [Fact]
    public void The_service_writes_to_its_volume_and_tmp_only_and_holds_no_privileges()
    {
        var service = Service("briefings");

        Assert.Equal("true", Text(service, "read_only"));
        Assert.StartsWith("/tmp:", Items(service, "tmpfs"), StringComparison.Ordinal);
        Assert.Equal("data:/data", Items(service, "volumes"));
        Assert.Equal("ALL", Items(service, "cap_drop"));
        Assert.Equal("no-new-privileges:true", Items(service, "security_opt"));
        Assert.False(service.Children.ContainsKey("user"), "the image's unprivileged user is not overridden");
    }

    [Fact]
    public void Only_loopback_reaches_the_service_and_nothing_but_the_service_the_database()
    {
        Assert.Equal("127.0.0.1:8080:8080", Items(Service("briefings"), "ports"));
        Assert.False(Service("postgres").Children.ContainsKey("ports"), "the database publishes no port");
        Assert.Equal("database", Items(Service("postgres"), "networks"));
        Assert.Equal("true", Text((YamlMappingNode)Compose()["networks"]["database"], "internal"));
    }

    [Fact]
    public void The_service_waits_for_a_healthy_PostgreSQL_17_and_both_keep_their_data()
    {
        Assert.Equal("postgres:17", Text(Service("postgres"), "image"));
        Assert.Equal("database:/var/lib/postgresql/data", Items(Service("postgres"), "volumes"));
        Assert.Contains("pg_isready", Items((YamlMappingNode)Service("postgres")["healthcheck"], "test"), StringComparison.Ordinal);
        Assert.Equal("service_healthy", ((YamlScalarNode)Service("briefings")["depends_on"]["postgres"]["condition"]).Value);
        Assert.All((string[])["database", "data"], volume => Assert.True(((YamlMappingNode)Compose()["volumes"]).Children.ContainsKey(volume), volume));
        Assert.Contains("Host=postgres;", Text((YamlMappingNode)Service("briefings")["environment"], "BRIEFINGS_DATABASE"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_image_runs_as_an_unprivileged_user_and_checks_its_own_health()
    {
        var lines = File.ReadAllLines(Path.Combine(Root, "ops", "Dockerfile"));

        Assert.Equal("USER $APP_UID", Assert.Single(lines, line => line.StartsWith("USER ", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.Trim().StartsWith("CMD [\"dotnet\", \"/app/Briefings.Host.dll\", \"health\"", StringComparison.Ordinal));
        Assert.Contains("VOLUME /data", lines, StringComparer.Ordinal);
    }

    [Fact]
    public void The_image_restores_every_project_that_the_host_needs()
    {
        var dockerfile = File.ReadAllText(Path.Combine(Root, "ops", "Dockerfile"));

        foreach (var project in Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories))
        {
            var folder = $"src/{Path.GetFileNameWithoutExtension(project)}";
            Assert.Contains($"COPY {folder}/{Path.GetFileName(project)} {folder}/packages.lock.json {folder}/", dockerfile, StringComparison.Ordinal);
        }
    }

    static YamlMappingNode Compose()
    {
        using var reader = File.OpenText(Path.Combine(Root, "docker-compose.yml"));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    static YamlMappingNode Service(string name) => (YamlMappingNode)Compose()["services"][name];

    static string Text(YamlMappingNode node, string name) => ((YamlScalarNode)node[name]).Value ?? "";

    static string Items(YamlMappingNode node, string name) => string.Join(' ', ((YamlSequenceNode)node[name]).Children.Select(child => ((YamlScalarNode)child).Value));

    static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Briefings.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException($"Expected Briefings.sln above {AppContext.BaseDirectory}, found none.");
        return folder;
    }
}
