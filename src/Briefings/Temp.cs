#pragma warning disable
using Briefings.EventStore; using Briefings.Extraction; using Briefings.Rendering;
namespace Briefings.NewsEvents {
public abstract record NewsEvent : IEvent { public required string Article { get; init; } public required int Revision { get; init; } public required ReportedEvent Reported { get; init; } }
public sealed class NewsEventCatalog { public static NewsEventCatalog Load() => new(); public object Frames => this; public NewsEvent Create(ReportedEvent r, string a, int v) => throw new Exception(); }
}
namespace Briefings.Extraction { public sealed class Extractor(object f) : IExtractor { public string Version => ""; public ExtractedArticle Extract(ArticleText a) => new([], new Subject([], [])); }
public sealed class Phrasing(object f) { public string Sentence(ReportedEvent e) => ""; }
public static class Countries { public static string NameOf(string c) => c; } }
