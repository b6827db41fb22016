using System.Globalization;
using System.Text.Json;
using Briefings.EventStore;

namespace Briefings.Tests.Events;

/// <summary>What the program has ever written into a log: the approved list of event types, and one body of each.</summary>
/// <remarks>
/// With BRIEFINGS_APPROVE=1 the tests of this folder write what is missing into the source tree instead of failing.
/// Nothing that is there is changed or removed: logs hold it, so the program reads it for ever.
/// </remarks>
static class StoredEvents
{
    public const string HowToApprove =
        "If that is meant, run BRIEFINGS_APPROVE=1 dotnet test --filter Briefings.Tests.Events and commit what it writes in tests/Briefings.Tests/Events.";

    static readonly JsonSerializerOptions Indented = new(BriefingsJson.Options) { WriteIndented = true };

    static readonly string Folder = Path.Combine(Root(), "tests", "Briefings.Tests", "Events");

    static readonly string List = Path.Combine(Folder, "approved-event-types.txt");

    public static EventCatalog Catalog { get; } = EventCatalog.Scan(BriefingsJson.Options, [typeof(BriefingsApplication).Assembly]);

    public static bool Approving => Environment.GetEnvironmentVariable("BRIEFINGS_APPROVE") == "1";

    public static IReadOnlyList<EventTypeName> Approved() =>
        [.. File.ReadAllLines(List).Where(l => l.Length > 0).Select(l => l.Split(" v")).Select(p => new EventTypeName(p[0], int.Parse(p[1], CultureInfo.InvariantCulture)))];

    public static void Approve(IEnumerable<EventTypeName> types) =>
        File.WriteAllLines(List, types.OrderBy(t => t.Name, StringComparer.Ordinal).ThenBy(t => t.SchemaVersion).Select(t => t.ToString()));

    public static byte[]? Sample(EventTypeName type) => File.Exists(PathOf(type)) ? File.ReadAllBytes(PathOf(type)) : null;

    /// <summary>The event types whose samples are stored.</summary>
    public static IEnumerable<EventTypeName> Sampled() =>
        Directory.EnumerateFiles(Path.Combine(Folder, "Samples"), "*.json").Select(Path.GetFileNameWithoutExtension).Select(n => (n ?? "").Split(".v"))
            .Select(p => new EventTypeName(p[0], int.Parse(p[1], CultureInfo.InvariantCulture)));

    public static void Store(EventTypeName type, IEvent body) => File.WriteAllText(PathOf(type), JsonSerializer.Serialize(body, body.GetType(), Indented) + "\n");

    static string PathOf(EventTypeName type) => Path.Combine(Folder, "Samples", string.Create(CultureInfo.InvariantCulture, $"{type.Name}.v{type.SchemaVersion}.json"));

    /// <summary>The repository's folder.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Briefings.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Expected Briefings.sln above the test's folder.");
    }
}
