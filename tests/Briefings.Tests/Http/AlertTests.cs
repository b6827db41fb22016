using System.Text.RegularExpressions;
using Briefings.Tests.Events;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Briefings.Tests.Http;

/// <summary>ops/alerts.yaml against what the program tells Prometheus.</summary>
public sealed partial class AlertTests(ApiServer server) : IClassFixture<ApiServer>
{
    /// <summary>Good to know, and no failure.</summary>
    static readonly string[] Informative = ["briefings_stream_readers"];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_metric_of_the_alerts_exists_and_every_metric_of_ours_has_an_alert()
    {
        var told = await Told();
        var watched = Rules().SelectMany(r => Metrics().Matches(Text(r, "expr")).Select(m => m.Value)).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(watched);
        Assert.Empty(watched.Except(told));
        Assert.Empty(told.Where(t => t.StartsWith("briefings_", StringComparison.Ordinal)).Except(watched).Except(Informative));
    }

    [Fact]
    public void Every_alert_says_what_is_wrong_and_what_to_do() => Assert.All(Rules(), rule =>
    {
        var told = (YamlMappingNode)rule["annotations"];
        Assert.True(Text(told, "summary").Length > 0 && Text(told, "do").Length > 0);
        Assert.Contains(Text((YamlMappingNode)rule["labels"], "severity"), (string[])["page", "ticket"]);
    });

    /// <summary>The names in /metrics, once the gauges have been read from the database.</summary>
    async Task<HashSet<string>> Told()
    {
        while (true)
        {
            var names = Samples().Matches(await server.Reader.GetStringAsync("/metrics", Cancellation)).Select(m => m.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
            if (names.Contains("briefings_projection_lag") && names.Contains("http_server_request_duration_seconds_count"))
                return names;
            await Task.Delay(50, Cancellation);
        }
    }

    static List<YamlMappingNode> Rules()
    {
        var yaml = new YamlStream();
        using var file = File.OpenText(Path.Combine(StoredEvents.Root(), "ops", "alerts.yaml"));
        yaml.Load(file);
        return [.. ((YamlSequenceNode)yaml.Documents[0].RootNode["groups"][0]["rules"]).Cast<YamlMappingNode>()];
    }

    static string Text(YamlMappingNode node, string name) => ((YamlScalarNode)node[name]).Value ?? "";

    [GeneratedRegex("(briefings|http_server)_[a-z_]+", RegexOptions.NonBacktracking)]
    private static partial Regex Metrics();

    [GeneratedRegex("^(?<name>[a-z_]+)[{ ]", RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Samples();
}
