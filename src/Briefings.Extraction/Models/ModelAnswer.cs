using System.Text.Json;
using System.Text.Json.Serialization;

namespace Briefings.Extraction.Models;

/// <summary>What a language model says an article reports, checked word by word: nothing in it is believed that the article does not say.</summary>
/// <param name="Events">Those that passed every check.</param>
/// <param name="Problems">Why the others did not, a line each.</param>
public sealed record ModelAnswer(IReadOnlyList<ReportedEvent> Events, IReadOnlyList<string> Problems)
{
    const double LeastConfidence = 0.05;

    /// <summary>Reads the answer's JSON.</summary>
    /// <param name="rules">What the rules found in the same article; its actors lend their ids and codes to the names the model gives.</param>
    /// <exception cref="FormatException">The text is no JSON object with a list <c>events</c>.</exception>
    public static ModelAnswer Read(string json, ArticleText article, FrameSet frames, ExtractedArticle rules)
    {
        Written? written;
        try
        {
            written = JsonSerializer.Deserialize(json, ModelJson.Default.Written);
        }
        catch (JsonException e)
        {
            throw new FormatException($"Expected a JSON object with a list \"events\": {e.Message}", e);
        }

        var claimed = written?.Events ?? throw new FormatException("Expected a JSON object with a list \"events\", found none.");
        var sentences = SentenceSplitter.Split(article.Text);
        var checking = new ModelEventCheck(article, sentences, frames, rules);
        var (events, problems) = (new List<ReportedEvent>(), new List<string>());
        for (var i = 0; i < claimed.Count; i++)
        {
            if (checking.Check(claimed[i], out var problem) is { } reported)
            {
                events.Add(reported with { Confidence = Math.Clamp(claimed[i].Confidence ?? 0.5, LeastConfidence, 1) });
            }
            else
            {
                problems.Add(FormattableString.Invariant($"event {i + 1}: {problem}"));
            }
        }

        return new ModelAnswer([.. events.OrderBy(e => e.Evidence.Start)], problems);
    }

    internal sealed record Written
    {
        public List<WrittenEvent>? Events { get; init; }
    }
}

/// <summary>One event as a model writes it.</summary>
sealed record WrittenEvent
{
    public string? Type { get; init; }

    public List<string>? Source { get; init; }

    public List<string>? Target { get; init; }

    public List<string>? Where { get; init; }

    public string? Modality { get; init; }

    public string? Topic { get; init; }

    /// <summary>The article's words that date it.</summary>
    public string? When { get; init; }

    public string? Speaker { get; init; }

    public string? SpeechVerb { get; init; }

    public double? Confidence { get; init; }

    public string? Quote { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ModelAnswer.Written))]
sealed partial class ModelJson : JsonSerializerContext;
