using System.Collections.Frozen;

namespace Briefings.Extraction;

/// <summary>Who an article has named so far, and who its pronouns and short forms stand for.</summary>
sealed class ActorMemory
{
    static readonly FrozenSet<string> PairNouns = new[] { "leader", "man", "side", "country", "president", "nation", "government", "neighbour", "neighbor", "party", "minister", "woman", "official", "state", "power", "rival", "foe", "ally", "capital", "two", "counterpart" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Mentions further back than this are nobody's antecedent.</summary>
    const int Remembered = 600;

    readonly Dictionary<string, Mention> _names = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, Mention> _roles = new(StringComparer.Ordinal);
    readonly List<(Mention Mention, int Sentence, bool Subject)> _recent = [];
    readonly Dictionary<string, (Actor Actor, int Count)> _counts = new(StringComparer.Ordinal);
    int _sentence = -1;

    public IEnumerable<(Actor Actor, int Count)> Counts => _counts.Values;

    public void NextSentence() => _sentence++;

    public void Note(Mention mention, bool subject)
    {
        if (!mention.IsActor)
            return;
        if (_recent.Count >= Remembered)
            _recent.RemoveRange(0, Remembered / 2);
        _recent.Add((mention, _sentence, subject));
        if (mention.Actor.Id.Length > 0)
            _counts[mention.Actor.Id] = _counts.TryGetValue(mention.Actor.Id, out var counted) ? (counted.Actor, counted.Count + 1) : (mention.Actor, 1);
        if (mention.Kind == MentionKind.Person)
            Remember(mention);
        if (mention.Kind is MentionKind.Group or MentionKind.Organisation)
            _roles[WordClasses.Singular(mention.Phrase.HeadToken.Lower)] = mention;
    }

    /// <summary>The person or body a bare name stands for: "Petro" once "Gustavo Petro" was named.</summary>
    public Mention? Known(string name) => _names.TryGetValue(name, out var known) ? known : null;

    /// <summary>Whether it is what the sentence before begins with, or what this one does, or the only person of both.</summary>
    public bool IsTopic(Actor actor)
    {
        foreach (var sentence in (ReadOnlySpan<int>)[_sentence, _sentence - 1])
            if (_recent.Find(r => r.Sentence == sentence && r.Subject && !r.Mention.Phrase.IsPronoun) is { Mention: { } first } && first.Actor.Id == actor.Id)
                return true;
        var persons = _recent.Where(r => r.Sentence >= _sentence - 1 && r.Mention.Kind == MentionKind.Person && r.Mention.Phrase.HeadToken.Tag == Tag.Proper).Select(r => r.Mention.Actor.Id).Distinct(StringComparer.Ordinal).ToList();
        return persons is [var only] && only == actor.Id;
    }

    public void Acronym(string acronym, Mention mention) => _names[acronym] = mention;

    void Remember(Mention mention)
    {
        var name = mention.Actor.Name;
        if (!name.Contains(' ', StringComparison.Ordinal) && _names.ContainsKey(name))
            return;
        _names[name] = mention;
        for (var space = name.IndexOf(' ', StringComparison.Ordinal); space >= 0; space = name.IndexOf(' ', space + 1))
            _names[name[(space + 1)..]] = mention;
        foreach (var word in mention.Phrase.Words())
            if (Roles.Title(word.Lower) is not null && word.Lower is not ("former" or "prime" or "deputy" or "foreign"))
                _roles[word.Lower] = mention;
    }

    /// <summary>"the president" once "President X" was named; "the group" for the last group.</summary>
    public Mention? Role(NounPhrase noun, string role)
    {
        var first = noun.Tokens[noun.Start].Lower;
        if (first is not ("the" or "this" or "that" or "his" or "her" or "their" or "its") || noun.HeadToken.Lower.EndsWith('s') && !noun.HeadToken.Lower.EndsWith("ss", StringComparison.Ordinal))
            return null;
        if (first is "his" or "her" or "their" or "its")
            return null;
        var bare = noun.Head - noun.Start == 1;
        if (bare && role is "group" or "movement" or "organisation" or "organization" or "party")
            return Last(m => m.Kind is MentionKind.Organisation && m.Actor.Country != "" || m.Kind is MentionKind.Organisation or MentionKind.Group && m.Actor.Sector is "REB" or "PTY" or "OPP" or "CRM");
        if (bare && role is "country" or "nation" or "kingdom" or "republic" or "island")
            return Last(m => m.Kind == MentionKind.Country && m.Actor.Country.Length > 0);
        return bare && _roles.TryGetValue(role, out var known) && known.Kind == MentionKind.Person ? known with { Phrase = noun } : null;
    }

    /// <summary>"the two leaders", "both sides": the last two who can be meant.</summary>
    public IReadOnlyList<Mention>? Pair(NounPhrase noun)
    {
        var head = WordClasses.Singular(noun.HeadToken.Lower);
        if (!PairNouns.Contains(head) || !noun.Has(t => t.Lower is "two" or "both") || noun.Tokens[noun.Start].Lower is not ("the" or "both" or "these" or "those" or "two" or "our" or "their"))
            return null;
        var persons = head is "leader" or "man" or "president" or "minister" or "woman" || head == "two" && Last(m => m.Kind == MentionKind.Person) is not null;
        if (persons && MainPair() is { Count: 2 } main && main[0].Kind == MentionKind.Person)
            return [.. main.Select(m => m with { Phrase = noun })];
        // The country of a dateline is no party: the two that the article is about are.
        if (head is "country" or "nation" or "state" or "capital" && MainPair() is { Count: 2 } chief)
            return [.. chief.Select(m => m with { Phrase = noun })];
        var found = new List<Mention>();
        for (var i = _recent.Count - 1; i >= 0 && found.Count < 2; i--)
        {
            var mention = _recent[i].Mention;
            var fits = persons ? mention.Kind == MentionKind.Person && mention.Actor.Name.Length > 0 && char.IsUpper(mention.Actor.Name[0]) : mention.Kind is MentionKind.Country or MentionKind.Organisation or MentionKind.Group or MentionKind.Person;
            if (fits && !found.Exists(f => f.Actor.Id == mention.Actor.Id || !persons && f.Actor.Country == mention.Actor.Country))
                found.Add(mention);
        }
        if (found.Count < 2)
            return null;
        // The better known of the two comes first, so that both orders give one answer.
        found.Sort((a, b) => First(a).CompareTo(First(b)));
        return [.. found.Select(f => f with { Phrase = noun })];
    }

    /// <summary>The two persons, or failing them countries, of different countries that the article names most.</summary>
    public IReadOnlyList<Mention> MainPair()
    {
        foreach (var persons in (ReadOnlySpan<bool>)[true, false])
        {
            var ranked = _recent.Where(r => persons ? r.Mention.Kind == MentionKind.Person && r.Mention.Actor.Sector is "GOV" or "MIL" : r.Mention.Kind == MentionKind.Country)
                .GroupBy(r => r.Mention.Actor.Id, StringComparer.Ordinal).OrderByDescending(g => g.Count()).Select(g => g.First().Mention).ToList();
            if (ranked.Count > 0 && ranked.Find(m => m.Actor.Country != ranked[0].Actor.Country) is { } other)
                return First(ranked[0]) < First(other) ? [ranked[0], other] : [other, ranked[0]];
        }
        return [];
    }

    int First(Mention mention) => _recent.FindIndex(r => r.Mention.Actor.Id == mention.Actor.Id);

    public IReadOnlyList<Mention> Pronoun(NounPhrase noun)
    {
        var found = noun.HeadToken.Lower switch
        {
            "he" or "him" or "his" or "she" or "her" or "himself" or "herself" => Person(),
            "it" or "its" or "itself" => Last(m => m.Kind is MentionKind.Country or MentionKind.Organisation or MentionKind.People || m.Kind == MentionKind.Group && !IsPlural(m)),
            "they" or "them" or "their" or "themselves" => null,
            "i" or "we" or "our" or "us" or "my" => Speaker(),
            _ => null,
        };
        if (noun.HeadToken.Lower is "they" or "them" or "their")
            return Plural(noun);
        return found is null ? [] : [found with { Phrase = noun, Actor = found.Actor with { Text = noun.ToString() } }];
    }

    /// <summary>"analysts" are no "it".</summary>
    static bool IsPlural(Mention mention) => mention.Kind == MentionKind.Group && mention.Phrase.HeadToken.Tag == Tag.Noun && WordClasses.Singular(mention.Phrase.HeadToken.Lower) != mention.Phrase.HeadToken.Lower;

    IReadOnlyList<Mention> Plural(NounPhrase noun)
    {
        // "A and B agreed …. They will …": both, when the sentence before begins with the two of them.
        var before = _recent.Where(r => r.Sentence == _sentence - 1).SkipWhile(r => !r.Subject).TakeWhile(r => r.Subject).Select(r => r.Mention).DistinctBy(m => m.Actor.Id, StringComparer.Ordinal).ToList();
        if (before.Count == 2 && !_recent.Exists(r => r.Sentence == _sentence))
            return [.. before.Select(b => b with { Phrase = noun })];
        var here = _recent.FindLast(r => r.Sentence == _sentence && r.Mention.Kind is MentionKind.Group or MentionKind.People or MentionKind.Organisation && r.Mention.Phrase.HeadToken.Lower.EndsWith('s'));
        if (here.Mention is not null)
            return [here.Mention with { Phrase = noun }];
        if (_recent.Find(r => r.Sentence == _sentence && r.Subject && r.Mention.Kind == MentionKind.Person && r.Mention.Actor.Sector.Length == 0) is { Mention: { } single })
            return [single with { Phrase = noun }];
        var persons = new List<Mention>();
        for (var i = _recent.Count - 1; i >= 0 && _recent[i].Sentence >= _sentence - 1 && persons.Count < 2; i--)
            if (_recent[i].Mention is { Kind: MentionKind.Person } mention && !persons.Exists(p => p.Actor.Id == mention.Actor.Id))
                persons.Add(mention);
        if (persons.Count == 2)
        {
            persons.Sort((a, b) => First(a).CompareTo(First(b)));
            return [.. persons.Select(p => p with { Phrase = noun })];
        }
        var last = Last(m => m.Kind is MentionKind.Group or MentionKind.People or MentionKind.Organisation or MentionKind.Country);
        return last is null ? [] : [last with { Phrase = noun }];
    }

    /// <summary>"we" in a quotation: who is the first subject of the sentence, or else whoever spoke last.</summary>
    Mention? Speaker() => _recent.Find(r => r.Sentence == _sentence && r.Subject).Mention ?? Person();

    Mention? Person()
    {
        for (var back = 0; back < 4; back++)
        {
            var subject = back == 0
                ? _recent.FindLast(r => r.Sentence == _sentence && r.Subject && r.Mention.Kind == MentionKind.Person)
                : _recent.Find(r => r.Sentence == _sentence - back && r.Subject && r.Mention.Kind == MentionKind.Person);
            if (subject.Mention is not null)
                return subject.Mention;
            var any = _recent.FindLast(r => r.Sentence == _sentence - back && r.Mention.Kind == MentionKind.Person);
            if (any.Mention is not null)
                return any.Mention;
        }
        return null;
    }

    Mention? Last(Func<Mention, bool> fits)
    {
        for (var i = _recent.Count - 1; i >= 0; i--)
            if (fits(_recent[i].Mention))
                return _recent[i].Mention;
        return null;
    }
}
