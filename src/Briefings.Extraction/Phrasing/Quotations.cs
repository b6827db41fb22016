namespace Briefings.Extraction;

/// <summary>Follows quotations that go on over several sentences of a paragraph, and who is speaking in them.</summary>
sealed class Quotations(ActorResolver actors)
{
    int _paragraph = -1;
    bool _open;
    Actor? _last;

    /// <summary>Whether the sentence begins inside a quotation.</summary>
    public bool Continues { get; private set; }

    /// <summary>Whose words it is; <c>null</c> when the article leaves that open.</summary>
    public Actor? Speaker { get; private set; }

    public void Enter(Sentence sentence, Clauses clauses)
    {
        if (sentence.Paragraph != _paragraph)
            (_paragraph, _open, _last) = (sentence.Paragraph, false, null);
        Continues = _open;
        var named = Named(clauses);
        Speaker = named ?? _last;
        if (sentence.Tokens.Count(t => t.Tag == Tag.Quote) % 2 == 1)
            _open = !_open;
        if (_open)
            _last = Speaker;
    }

    /// <summary>Who the sentence itself says is speaking, outside the quotation marks.</summary>
    Actor? Named(Clauses clauses)
    {
        var inside = Continues;
        var at = 0;
        foreach (var predicate in clauses.Predicates)
        {
            for (; at < predicate.Main; at++)
                if (clauses.Tokens[at].Tag == Tag.Quote)
                    inside = !inside;
            if (!inside && predicate.Finite && (AttributionReader.IsSpeech(predicate.Lemma) || predicate.Lemma == "continue") && Who(predicate) is { } subject && actors.Resolve(subject) is [{ IsActor: true } speaker])
                return speaker.Actor;
        }
        return null;
    }

    /// <summary>"X said", and behind a quotation "said X".</summary>
    static NounPhrase? Who(Predicate speech) =>
        speech.Object is [{ IsPronoun: false } inverted, ..] && inverted.Start == speech.End && speech.Start > 0 && speech.Tokens[speech.Start - 1].Tag is Tag.Quote or Tag.Comma ? inverted
        : speech.Subject is [{ IsPronoun: false } subject] ? subject
        : null;
}
