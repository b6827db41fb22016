namespace Briefings.Extraction;

/// <summary>The rule-based extractor. Thread-safe and deterministic.</summary>
public sealed class Extractor : IExtractor
{
    readonly FrameSet _frames;
    readonly CustomActors? _actors;

    public Extractor(FrameSet frames)
        : this(frames, null)
    {
    }

    /// <param name="frames">The news event types to look for.</param>
    /// <param name="actors">Further actors and agent nouns; <c>null</c> for none.</param>
    public Extractor(FrameSet frames, CustomActors? actors) => (_frames, _actors) = (frames, actors);

    public string Version => "rules-1";

    public ExtractedArticle Extract(ArticleText article) => Reading(article, null).Read();

    /// <summary>The events of one sentence, best first, one for each pair of source and target.</summary>
    public IReadOnlyList<ReportedEvent> ExtractSentence(string id, string text, DateOnly? date) =>
        [.. Extract(new ArticleText(id, text, date)).Events.SelectMany(Dyads.Of).OrderByDescending(e => e.Confidence)];

    /// <summary>The path to the answer as lines of text: tokens, chunks, predicates, the patterns that fired and why others lost.</summary>
    public IReadOnlyList<string> Explain(ArticleText article)
    {
        var trace = new List<string>();
        _ = Reading(article, trace).Read();
        return trace;
    }

    ArticleReading Reading(ArticleText article, List<string>? trace) =>
        new(_frames, _actors is null ? Gazetteer.Standard : _actors.At(article.Published), _actors?.Agents, article, trace);
}
