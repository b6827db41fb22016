namespace Briefings.Extraction;

/// <summary>One pass over one article.</summary>
sealed class ArticleReading(FrameSet frames, Gazetteer gazetteer, ArticleText article, List<string>? trace)
{
    readonly ActorResolver _actors = new(gazetteer);
    readonly List<Draft> _drafts = [];

    public ExtractedArticle Read()
    {
        DateOnly? lastNamed = null;
        foreach (var sentence in SentenceSplitter.Split(article.Text))
        {
            Tagger.Tag(sentence.Tokens, gazetteer);
            var clauses = ClauseReader.Read(sentence.Tokens);
            _actors.Enter(clauses);
            var dates = DateFinder.Find(sentence.Tokens, article.Published, article.Text);
            trace?.Add($"{sentence.Index}: {article.Text[sentence.Start..sentence.End]}");
            trace?.Add("  tokens: " + string.Join(' ', sentence.Tokens.Select(t => t.ToString())));
            trace?.Add("  chunks: " + string.Join(' ', clauses.Chunks));
            trace?.AddRange(clauses.Predicates.Select(p => "  verb: " + p));
            var matches = new Matcher(frames, _actors).Find(clauses, trace);
            var builder = new EventBuilder(article, sentence, clauses, _actors, dates, lastNamed);
            foreach (var match in Selection.Select(matches))
                if (builder.Build(match) is { } draft)
                {
                    trace?.Add($"  fired: {draft.Event.Rule} {draft.Event.Type} {draft.Event.Modality}");
                    _drafts.Add(draft);
                }
            if (dates.Count > 0)
                lastNamed = dates[^1].When.Start ?? lastNamed;
        }
        return new ExtractedArticle(Finish(), SubjectReader.Read(article, _actors.Memory));
    }

    List<ReportedEvent> Finish()
    {
        SharedDates.Spread(_drafts);
        var events = new List<ReportedEvent>(_drafts.Count);
        foreach (var draft in _drafts)
            if (!events.Exists(e => e.Evidence.Sentence == draft.Event.Evidence.Sentence && e.Type == draft.Event.Type && e.Cluster == draft.Event.Cluster && e.Modality == draft.Event.Modality))
                events.Add(draft.Event);
        return events;
    }
}
