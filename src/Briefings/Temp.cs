#pragma warning disable
using Briefings.EventStore; using Briefings.Extraction; using Briefings.Rendering;
namespace Briefings.NewsEvents {
public abstract record NewsEvent : IEvent { public required string Article { get; init; } public required int Revision { get; init; } public required ReportedEvent Reported { get; init; } }
public sealed class NewsEventCatalog { public static NewsEventCatalog Load() => new(); public object Frames => this; public NewsEvent Create(ReportedEvent r, string a, int v) => throw new Exception(); }
}
namespace Briefings.Extraction { public sealed class Extractor(object f) : IExtractor { public string Version => ""; public ExtractedArticle Extract(ArticleText a) => throw new Exception(); }
public sealed class Phrasing(object f) { public string Sentence(ReportedEvent e) => ""; }
public static class Countries { public static string NameOf(string c) => c; } }
namespace Briefings.EventStore { public sealed class PrivatePostgresException : Exception; public static class PrivateServer { public static string DataFolder(string? d) => ""; public static Task<string> Start(string d, CancellationToken c) => null!; public static Task<bool> Stop(string d, CancellationToken c) => null!; } 
 public static class X { extension(EventLog l) { public Task<byte[]> ChainHead(long p, CancellationToken c) => null!; } } }
