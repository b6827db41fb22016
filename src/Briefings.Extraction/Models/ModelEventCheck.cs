namespace Briefings.Extraction.Models;

/// <summary>Checks one event of a model against the article: its type is known, and every word it rests on stands in the text.</summary>
sealed class ModelEventCheck(ArticleText article, List<Sentence> sentences, FrameSet frames, ExtractedArticle rules)
{
    readonly List<Actor> known = [.. rules.Events.SelectMany(e => e.Source.Concat(e.Target))];

    /// <summary>The event, or <c>null</c> with the reason why it is not believed.</summary>
    public ReportedEvent? Check(WrittenEvent written, out string problem)
    {
        problem = "";
        if (frames.Find(written.Type ?? "") is not { } frame)
        {
            return Refuse($"expected a news event type, found \"{written.Type}\"", out problem);
        }

        if (!Enum.TryParse<Modality>(written.Modality, ignoreCase: true, out var modality) || !char.IsAsciiLetter(written.Modality.AsSpan().Trim()[0]))
        {
            return Refuse($"expected a modality, found \"{written.Modality}\"", out problem);
        }

        if (SentenceOf(written.Quote) is not { } sentence)
        {
            return Refuse($"expected words of one sentence of the article, found \"{written.Quote}\"", out problem);
        }

        var named = (written.Source ?? []).Concat(written.Target ?? []).Concat(written.Where ?? []).Concat(Given(written.Topic)).Concat(Given(written.Speaker)).Concat(Given(written.SpeechVerb)).Concat(Given(written.When));
        if (named.FirstOrDefault(n => !Stands(n)) is { } invented)
        {
            return Refuse($"expected words of the article, found \"{invented}\"", out problem);
        }

        var (source, target) = (Actors(written.Source), Actors(written.Target));
        return new ReportedEvent
        {
            Type = frame.Name,
            Root = frame.Root,
            Quad = frame.Quad,
            Source = source,
            Target = target,
            When = Dated(written.When),
            Where = [.. written.Where ?? []],
            Modality = modality,
            Attribution = string.IsNullOrWhiteSpace(written.Speaker) ? [] : [new Attribution(Named(written.Speaker), written.SpeechVerb ?? "said")],
            Topic = string.IsNullOrWhiteSpace(written.Topic) ? null : written.Topic,
            Confidence = 0,
            Rule = "model",
            Intensity = frame.Intensity,
            Cluster = ClusterKey.Of(frame, source, target, written.Topic?.Split(' ')[^1].ToLowerInvariant()),
            Evidence = new Evidence(article.Id, sentence.Index, sentence.Start, sentence.End, article.Text[sentence.Start..sentence.End]),
        };
    }

    static ReportedEvent? Refuse(string why, out string problem)
    {
        problem = why;
        return null;
    }

    static IEnumerable<string> Given(string? words) => string.IsNullOrWhiteSpace(words) ? [] : [words];

    bool Stands(string words) => !string.IsNullOrWhiteSpace(words) && article.Text.Contains(words, StringComparison.Ordinal);

    Sentence? SentenceOf(string? quote)
    {
        var at = string.IsNullOrWhiteSpace(quote) ? -1 : article.Text.IndexOf(quote, StringComparison.Ordinal);
        return at < 0 ? null : sentences.Find(s => s.Start <= at && at + quote?.Length <= s.End);
    }

    /// <summary>The words resolved by our own grammar: the model names words, never days.</summary>
    When Dated(string? words)
    {
        if (string.IsNullOrWhiteSpace(words) || article.Published is not { } published)
        {
            return When.Unknown;
        }

        var when = DateResolver.Resolve(article.Text, words, published);
        return when.Precision == DatePrecision.Unknown ? When.Unknown : when with { Text = words };
    }

    IReadOnlyList<Actor> Actors(List<string>? names) => [.. (names ?? []).Select(Named)];

    /// <summary>The actor the rules know by this mention or name; otherwise one of its own, without country or sector.</summary>
    Actor Named(string name) =>
        known.Find(a => a.Text == name || a.Name == name) is { } actor ? actor with { Text = name } : new Actor(name, name, Slug.Of(name), "", "", "");
}
