namespace Briefings.Extraction;

/// <summary>One pass over one article.</summary>
sealed class ArticleReading(FrameSet frames, Gazetteer gazetteer, AgentNames? agents, ArticleText article, List<string>? trace)
{
    readonly ActorResolver _actors = new(gazetteer, agents);
    readonly EarlierEvents _earlier = new(frames);
    readonly List<Draft> _drafts = [];

    public ExtractedArticle Read()
    {
        DateOnly? lastNamed = null;
        var quotations = new Quotations(_actors);
        foreach (var sentence in SentenceSplitter.Split(article.Text))
        {
            Tagger.Tag(sentence.Tokens, gazetteer);
            var clauses = ClauseReader.Read(sentence.Tokens);
            _actors.Enter(clauses);
            quotations.Enter(sentence, clauses);
            var dates = DateFinder.Find(sentence, article, lastNamed);
            trace?.Add($"{sentence.Index}: {article.Text[sentence.Start..sentence.End]}");
            trace?.Add("  tokens: " + string.Join(' ', sentence.Tokens.Select(t => t.ToString())));
            trace?.Add("  chunks: " + string.Join(' ', clauses.Chunks));
            trace?.AddRange(clauses.Predicates.Select(p => "  verb: " + p));
            var matches = new Matcher(frames, _actors).Find(clauses, trace);
            var selected = Selection.Select(matches).ToList();
            var builder = new EventBuilder(article, sentence, clauses, _actors, dates, lastNamed, _earlier, _drafts, [.. selected.Select(m => m.Trigger)], quotations);
            foreach (var match in selected)
                foreach (var draft in builder.Build(match))
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
        _drafts.Sort((a, b) => (a.Event.Evidence.Sentence, a.Trigger).CompareTo((b.Event.Evidence.Sentence, b.Trigger)));
        SharedDates.Spread(_drafts, article.Published);
        var events = new List<ReportedEvent>(_drafts.Count);
        for (var i = 0; i < _drafts.Count; i++)
            if (!RepeatsNeighbour(i))
                events.Add(_drafts[i].Event);
        return events;
    }

    /// <summary>Whether another event of the same sentence says the same and more.</summary>
    bool RepeatsNeighbour(int at)
    {
        for (var i = at - 1; i >= 0 && SameSentence(i, at); i--)
            if (Repeats(_drafts[at], _drafts[i], before: true))
                return true;
        for (var i = at + 1; i < _drafts.Count && SameSentence(i, at); i++)
            if (Repeats(_drafts[at], _drafts[i], before: false))
                return true;
        return false;
    }

    bool SameSentence(int a, int b) => _drafts[a].Event.Evidence.Sentence == _drafts[b].Event.Evidence.Sentence;

    static bool Repeats(Draft draft, Draft other, bool before)
    {
        var kind = draft.Event.Type == other.Event.Type || draft.Nominal && !other.Nominal && draft.Frame.Family == other.Frame.Family && draft.Event.When.Start is null;
        if (!kind || draft.Event.Topic is not null && draft.Event.Topic != other.Event.Topic)
            return false;
        var covered = Covers(other.Event.Source, draft.Event.Source) && Covers(other.Event.Target, draft.Event.Target);
        var same = covered && Covers(draft.Event.Source, other.Event.Source) && Covers(draft.Event.Target, other.Event.Target);
        return covered && (!same || before);
    }

    static bool Covers(IReadOnlyList<Actor> more, IReadOnlyList<Actor> less) => less.All(l => more.Any(m => m.Id == l.Id));
}
