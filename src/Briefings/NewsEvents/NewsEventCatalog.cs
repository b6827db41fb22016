using System.Collections.Frozen;
using System.Reflection;
using Briefings.EventStore;
using Briefings.Extraction;

namespace Briefings.NewsEvents;

/// <summary>The catalogue is not whole: a record without its frame, a frame without its record, or two of one name.</summary>
public sealed class NewsEventCatalogException(string message) : Exception(message);

/// <summary>Every news event type: its record and its frame, found side by side in the assembly and paired by name.</summary>
public sealed class NewsEventCatalog
{
    const string Folder = "NewsEvents/";

    readonly Dictionary<string, Func<string, int, ReportedEvent, NewsEvent>> _makers;

    NewsEventCatalog(FrameSet frames, Dictionary<string, Func<string, int, ReportedEvent, NewsEvent>> makers) => (Frames, _makers) = (frames, makers);

    public FrameSet Frames { get; }

    /// <summary>Stored names of all types, in alphabetical order.</summary>
    public IReadOnlyList<string> Names => [.. _makers.Keys.Order(StringComparer.Ordinal)];

    /// <exception cref="NewsEventCatalogException">A record or frame lacks the other, or a name is given twice.</exception>
    /// <exception cref="FrameException">A frame has a mistake.</exception>
    public static NewsEventCatalog Load() => Load(typeof(NewsEvent).Assembly);

    internal static NewsEventCatalog Load(Assembly assembly) =>
        Pair(FrameSet.Load(ReadFrames(assembly)), assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(NewsEvent)) && !t.IsAbstract));

    internal static NewsEventCatalog Pair(FrameSet frames, IEnumerable<Type> records)
    {
        var makers = new Dictionary<string, Func<string, int, ReportedEvent, NewsEvent>>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            var name = record.GetCustomAttribute<EventTypeAttribute>()?.Name ?? throw new NewsEventCatalogException($"The record {record.Name} has no [EventType].");
            if (frames.Find(name) is null)
                throw new NewsEventCatalogException($"The record {name} has no frame: expected {Folder}{name}.yaml beside it.");
            if (!makers.TryAdd(name, Maker(record)))
                throw new NewsEventCatalogException($"Two records are named {name}.");
        }
        foreach (var frame in frames.Frames)
            if (!makers.ContainsKey(frame.Name))
                throw new NewsEventCatalogException($"The frame {frame.Name} has no record: expected {Folder}{frame.Name}.cs beside it.");
        return new NewsEventCatalog(frames, makers);
    }

    /// <summary>The names of all news event types.</summary>
    public static IReadOnlySet<string> TypeNames { get; } = typeof(NewsEventCatalog).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .Select(Path.GetFileNameWithoutExtension)
        .OfType<string>()
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The typed event for what an article reports.</summary>
    /// <exception cref="NewsEventCatalogException">The type is not in the catalogue.</exception>
    public NewsEvent Create(string article, int revision, ReportedEvent reported) =>
        _makers.TryGetValue(reported.Type, out var make) ? make(article, revision, reported) : throw new NewsEventCatalogException($"No news event type is named {reported.Type}.");

    static Func<string, int, ReportedEvent, NewsEvent> Maker(Type record)
    {
        var made = typeof(NewsEventCatalog).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(record);
        return made.CreateDelegate<Func<string, int, ReportedEvent, NewsEvent>>();
    }

    static NewsEvent Make<T>(string article, int revision, ReportedEvent reported)
        where T : NewsEvent
    {
        var made = Activator.CreateInstance<T>();
        return made with { Article = article, Revision = revision, Reported = reported };
    }

    static IEnumerable<FrameFile> ReadFrames(Assembly assembly)
    {
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(Folder, StringComparison.Ordinal))
                continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new FrameFile(name, reader.ReadToEnd());
        }
    }
}
