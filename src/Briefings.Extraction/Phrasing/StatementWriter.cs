using System.Globalization;
using System.Text;

namespace Briefings.Extraction;

/// <summary>Writes the clause that reports an event as a sentence of its own: subjects by name, dates placed, speakers kept.</summary>
sealed class StatementWriter(Clauses clauses, ActorResolver actors, List<DateMention> dates)
{
    /// <summary>A longer sentence is not read at a glance; the quote of its clause is no shorter, so nothing is gained by it either.</summary>
    const int Longest = 330;

    readonly ClauseWindows _windows = new(clauses);
    readonly Token[] _tokens = clauses.Tokens;

    /// <summary>The sentence, empty when the clause cannot be taken out safely, and whether it is about more than the event.</summary>
    public (string Text, bool Wider) Write(Match match, IReadOnlyList<Attribution> attribution, Actor? quoting) =>
        (quoting is not null ? Continued(quoting) ?? "" : Clause(match, attribution) ?? "", !_windows.IsAbout(match));

    string? Clause(Match match, IReadOnlyList<Attribution> attribution)
    {
        if (_windows.Around(match) is not { } window)
            return null;
        var quoted = QuotesBefore(window.From) % 2 == 1;
        var to = Balanced(window, quoted);
        if (to <= window.From)
            return null;
        if (quoted)
            return Utterance(window.From, to, attribution);
        var subject = Subject(window);
        if (subject is null)
            return null;
        var text = new StringBuilder(subject);
        if (text.Length > 0)
            text.Append(' ');
        if (!Body(text, window, window.From, to))
            return null;
        if (_tokens.Skip(window.From).Take(to - window.From).Where((t, k) => !window.Skips.Any(s => s.From <= window.From + k && window.From + k < s.To)).Where(t => t.Tag == Tag.Quote).Select(t => t.Text).ToList() is { Count: var marks } open && marks % 2 == 1)
            text.Append(open[^1] switch { "“" => "”", "‘" => "’", "«" => "»", var mark => mark });
        Speakers(text, window, to);
        var sentence = Finished(text.ToString());
        return sentence.Length is > 12 and <= Longest ? sentence : null;
    }

    /// <summary>A sentence inside a quotation that began before it.</summary>
    string? Continued(Actor speaker)
    {
        var to = 0;
        while (to < _tokens.Length && _tokens[to].Tag != Tag.Quote)
            to++;
        var words = Spans.Text(_tokens, 0, to).TrimEnd(',', ' ');
        return speaker.Name.Length > 0 && words.Length is > 8 and <= Longest ? $"{Names.Capital(Names.Of(speaker))} said: “{words.TrimEnd('.')}.”" : null;
    }

    int QuotesBefore(int index) => _tokens.Take(index).Count(t => t.Tag == Tag.Quote);

    /// <summary>The end moved so that every quotation mark opened is closed.</summary>
    int Balanced(ClauseWindow window, bool quoted)
    {
        var marks = 0;
        for (var i = window.From; i < window.To; i++)
            if (_tokens[i].Tag == Tag.Quote)
                marks++;
        if (quoted)
        {
            for (var i = window.From; i < _tokens.Length; i++)
                if (_tokens[i].Tag == Tag.Quote)
                    return Math.Min(i, window.To);
            return window.To;
        }
        if (marks % 2 == 0)
            return window.To;
        for (var i = window.To; i < _tokens.Length; i++)
            if (_tokens[i].Tag == Tag.Quote)
                return i + 1;
        return window.To;
    }

    /// <summary>Words of a quotation stay as they are, with their speaker in front.</summary>
    string? Utterance(int from, int to, IReadOnlyList<Attribution> attribution)
    {
        if (attribution is not [var said, ..] || said.Speaker.Name.Length == 0)
            return null;
        while (from > 0 && _tokens[from - 1].Tag != Tag.Quote && _tokens[from - 1].Tag is not (Tag.Stop or Tag.Comma or Tag.Conjunction))
            from--;
        var words = Spans.Text(_tokens, from, to).TrimEnd(',', '.', ' ');
        return words.Length is > 8 and <= Longest ? $"{Names.Capital(Names.Of(said.Speaker))} said: “{words}”." : null;
    }

    /// <summary>The subject in front; empty when it stands in the copied stretch as it is.</summary>
    string? Subject(ClauseWindow window)
    {
        var verb = window.Verb;
        if (!window.Detached)
            return verb.Subject.Exists(n => n.IsPronoun && QuotesBefore(n.Start) % 2 == 0 && Pronoun(n) is null && n.HeadToken.Lower is not ("it" or "there" or "this" or "that" or "these" or "those" or "who" or "some" or "many" or "others" or "all" or "both" or "nobody" or "none")) ? null : "";
        if (verb.Subject.Count == 0)
            return null;
        var parts = new List<string>();
        foreach (var noun in verb.Subject)
        {
            if ((noun.IsPronoun ? Pronoun(noun) : Named(noun) ?? WithPhrases(noun)) is not { Length: > 0 } part)
                return null;
            parts.Add(part);
        }
        return Names.List(parts);
    }

    /// <summary>Who a pronoun stands for; "it" and "there" that stand for nothing make the clause unfit.</summary>
    string? Pronoun(NounPhrase noun)
    {
        var meant = actors.Resolve(noun);
        if (noun.HeadToken.Lower is "i" or "we" or "you" or "this" or "that" or "which" || !Certain(meant))
            return null;
        var named = meant.Where(m => m.Actor.Name.Length > 0).Select(m => Names.Of(m.Actor)).Distinct(StringComparer.Ordinal).ToList();
        return named.Count == 0 ? null : Names.List(named);
    }

    /// <summary>Whether there can be little doubt whom a pronoun means: two who were named together, or the subject spoken of.</summary>
    bool Certain(IReadOnlyList<Mention> meant) => meant.Count == 2 || meant is [var single] && actors.Memory.IsTopic(single.Actor);

    /// <summary>"Petro" in full, and "the group" by its name; <c>null</c> to leave the phrase as it is.</summary>
    string? Named(NounPhrase noun)
    {
        if (noun.Has(t => t.Lower is "two" or "both") && actors.Resolve(noun) is [{ Kind: MentionKind.Person } one, { Kind: MentionKind.Person } other] && noun.Phrases.Count == 0)
            return $"{Names.Of(one.Actor)} and {Names.Of(other.Actor)}";
        if (actors.Resolve(noun) is not [{ Kind: MentionKind.Person or MentionKind.Organisation } mention] || noun.Owner is not null || noun.Appositions.Count > 0 || !char.IsUpper(mention.Actor.Name.FirstOrDefault()))
            return null;
        var text = noun.ToString();
        var name = mention.Actor.Name;
        if (text.Length >= name.Length || !name.Contains(' ', StringComparison.Ordinal))
            return null;
        var surname = name.EndsWith(text, StringComparison.Ordinal) && mention.Kind == MentionKind.Person;
        var taken = _tokens[noun.Start].Lower == "the" && noun.End - noun.Start == 2 && _tokens[noun.Head].Tag == Tag.Noun && noun.Phrases.Count == 0;
        return surname || taken ? Names.Of(mention.Actor) : null;
    }

    /// <summary>A phrase with its "of …" and "in …".</summary>
    string WithPhrases(NounPhrase noun)
    {
        var end = noun.End;
        foreach (var phrase in noun.Phrases)
            if (phrase.Phrases[^1].End > end && phrase.Phrases[0].Start - end <= 2)
                end = phrase.Phrases[^1].End;
        return Plain(noun.Start, end);
    }

    string Plain(int from, int to)
    {
        var text = new StringBuilder();
        for (var i = from; i < to; i++)
        {
            if (i > from && _tokens[i].Start > _tokens[i - 1].End)
                text.Append(' ');
            text.Append(_tokens[i].Text);
        }
        return text.ToString();
    }

    bool Body(StringBuilder text, ClauseWindow window, int from, int to)
    {
        var quoted = QuotesBefore(from) % 2 == 1;
        var begun = false;
        for (var i = from; i < to;)
        {
            var skip = window.Skips.FirstOrDefault(s => s.From == i);
            if (skip.To > i)
            {
                i = skip.To;
                continue;
            }
            if (_tokens[i].Tag == Tag.Quote)
                quoted = !quoted;
            var (words, next) = quoted ? (_tokens[i].Text, i + 1) : Words(window, i, to);
            if (words is null)
                return false;
            if (begun && i > 0 && _tokens[i].Start > _tokens[i - 1].End && words.Length > 0 && text.Length > 0 && text[^1] != ' ')
                text.Append(' ');
            text.Append(words);
            begun = true;
            i = next;
        }
        return true;
    }

    /// <summary>What is written for the token at <paramref name="i"/>, and where to go on.</summary>
    (string? Words, int Next) Words(ClauseWindow window, int i, int to)
    {
        var token = _tokens[i];
        if (dates.Find(d => d.First == i && d.Last <= to) is { } date && Dated(date) is { } placed)
            return (placed, date.Last);
        if (window.Verb.Subject.Find(n => n.Start == i && n.End <= to) is { } subject && !window.Detached && (subject.IsPronoun ? Pronoun(subject) : Named(subject)) is { } name)
            return (name, subject.End);
        if (token.Lower == "also" && i + 1 < to && !(i > 0 && _tokens[i - 1].Lower == "but"))
            return ("", i + 1);
        if (token.Lower is "i" or "we" or "my" or "our" or "me")
            return (null, i);
        if (token.Lower is "his" or "her" or "its" or "their" && token.Tag == Tag.Possessive && clauses.Nouns.Find(n => n.Start == i) is { Owner: not null } owned)
            return (Owner(window, token, owned), i + 1);
        if (token.Lower is "this" or "that" && clauses.Nouns.Find(n => n.Owner?.Start == i)?.Owner is { } whose && actors.Resolve(whose) is [{ Kind: MentionKind.Organisation } body] && whose.End < to)
            return (Names.Possessive(Names.Of(body.Actor)), whose.End + 1);
        if (token.Tag == Tag.Pronoun && token.Lower is "him" or "her" or "them" or "they" or "he" or "she" && clauses.Nouns.Find(n => n.Start == i && n.IsPronoun) is { } pronoun)
            return (Object(window, token, pronoun), i + 1);
        return (token.Text, i + 1);
    }

    string Owner(ClauseWindow window, Token token, NounPhrase owned)
    {
        var owner = actors.Owner(owned);
        if (owner.Count == 0 || owned.Start > 0 && _tokens[owned.Start - 1].Text == "/" || !Certain(owner) || Mentioned(window, owned.Start, owner))
            return token.Text;
        return Names.Possessive(Names.List(owner.Select(m => Names.Of(m.Actor))));
    }

    string Object(ClauseWindow window, Token token, NounPhrase pronoun)
    {
        var meant = actors.Resolve(pronoun);
        if (meant.Count == 0 || !Certain(meant) || Mentioned(window, pronoun.Start, meant))
            return token.Text;
        return Names.List(meant.Select(m => Names.Of(m.Actor)));
    }

    /// <summary>Whether the line names them already, so that the reader knows whom the pronoun means.</summary>
    bool Mentioned(ClauseWindow window, int before, IReadOnlyList<Mention> meant) =>
        meant.All(m => window.Verb.Subject.Exists(s => Means(s, m)) || clauses.Nouns.Exists(n => n.Start >= window.From && n.Start < before && !n.IsPronoun && (Means(n, m) || n.Owner is not null && Means(n.Owner, m))));

    bool Means(NounPhrase noun, Mention mention) => actors.Resolve(noun).Any(r => r.Actor.Id == mention.Actor.Id);

    /// <summary>The day or month that a relative date means; <c>null</c> to leave the words as they are.</summary>
    string? Dated(DateMention date)
    {
        if (date.When is not { Start: { } start } when || clauses.Nouns.Exists(n => !n.IsTime && n.Start <= date.First && n.End >= date.Last && n.Head >= date.Last) || date.Last < _tokens.Length && _tokens[date.Last].Tag == Tag.Genitive)
            return null;
        var words = Spans.Text(_tokens, date.First, date.Last);
        if (HasYear(words))
            return null;
        if (date.First > 0 && (_tokens[date.First - 1].Tag == Tag.Possessive || _tokens[date.First - 1].Lower is "the" or "a" or "an" or "this" or "that"))
            return null;
        var (preposition, rest) = Preposition(words);
        var lower = rest.ToLowerInvariant();
        var governed = preposition.Length > 0 || date.First > 0 && (_tokens[date.First - 1].Tag is Tag.Preposition or Tag.Subordinator or Tag.To || _tokens[date.First - 1].Lower is "on" or "in" or "by");
        var day = start.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);
        var on = preposition + (governed ? "" : "on ");
        var parts = lower.Split(' ');
        switch (when.Precision)
        {
            case DatePrecision.Day when parts.Length == 1 && IsDayWord(lower) || parts is ["last" or "next" or "this", var named] && IsDayWord(named) || char.IsLetter(lower[0]) && lower.Any(char.IsDigit) && !parts.Any(IsDayWord) || char.IsDigit(lower[0]) && parts.Length == 2:
                return on + day;
            case DatePrecision.Day when parts is [var of, "morning" or "afternoon" or "evening" or "night"] && IsDayWord(of):
                return $"{on}the {parts[1]} of {day}";
            case DatePrecision.Day when parts is ["later" or "earlier", .., var last] && IsDayWord(last):
                return $"{parts[0]} on {day}";
            case DatePrecision.Open or DatePrecision.Range when words.StartsWith("since ", StringComparison.OrdinalIgnoreCase) && IsDayWord(lower):
                return preposition + day;
            case DatePrecision.Month when lower is "last month" or "this month" or "next month" || char.IsUpper(rest[0]) && parts.Length == 1:
                return preposition + (governed ? "" : "in ") + start.ToString("MMMM yyyy", CultureInfo.InvariantCulture);
            case DatePrecision.Year when lower is "last year" or "next year" or "this year":
                return preposition + (governed ? "" : "in ") + start.ToString("yyyy", CultureInfo.InvariantCulture);
            default:
                return null;
        }
    }

    static bool IsDayWord(string lower) => lower is "yesterday" or "today" or "tomorrow" or "tonight" or "monday" or "tuesday" or "wednesday" or "thursday" or "friday" or "saturday" or "sunday";

    static bool HasYear(string words)
    {
        var digits = 0;
        foreach (var c in words)
        {
            digits = char.IsAsciiDigit(c) ? digits + 1 : 0;
            if (digits == 4)
                return true;
        }
        return false;
    }

    static (string Preposition, string Words) Preposition(string words)
    {
        var space = words.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && words[..space].ToLowerInvariant() is "on" or "in" or "since" or "until" or "by" or "from" or "before" or "after" or "during" ? (words[..(space + 1)], words[(space + 1)..]) : ("", words);
    }

    /// <summary>", X said" and "according to X" from behind the stretch.</summary>
    void Speakers(StringBuilder text, ClauseWindow window, int to)
    {
        foreach (var speech in clauses.Predicates)
            if (speech is { Complement: null, Finite: true, Relative: false } && speech.Main >= to && speech.Object.Count == 0 && AttributionReader.IsSpeech(speech.Lemma) && !ReferenceEquals(speech, window.Verb) && !speech.Negated
                && speech.Subject is [var first, ..] && first.Start >= to && (first.IsPronoun ? Pronoun(first) : Named(first) ?? Plain(first.Start, speech.Subject[^1].End)) is { } speaker
                && Between(to, first.Start, speech.Start) && _tokens[first.Start - 1].Tag is Tag.Comma or Tag.Quote)
            {
                text.Append(", ").Append(speaker).Append(' ').Append(Plain(speech.Start, speech.End));
                return;
            }
        for (var i = 0; i + 2 < _tokens.Length; i++)
            if ((i < window.From || i >= to) && _tokens[i].Lower == "according" && _tokens[i + 1].Lower == "to" && clauses.Nouns.Find(n => n.Start == i + 2) is { } source)
            {
                text.Append(", according to ").Append(source.IsPronoun ? Pronoun(source) ?? "the report" : WithPhrases(source));
                return;
            }
    }

    /// <summary>Whether no other clause stands between the stretch and the speaker.</summary>
    bool Between(int to, int speaker, int verb) => !clauses.Predicates.Exists(p => p.Finite && p.Main >= to && p.Main < speaker && AttributionReader.IsSpeech(p.Lemma)) && verb > speaker;

    static string Finished(string text)
    {
        var trimmed = text.Trim().TrimEnd(',', ';', ':', '.', ' ', '-', '–', '—').Replace("  ", " ", StringComparison.Ordinal).Replace(" ,", ",", StringComparison.Ordinal);
        foreach (var adverb in (ReadOnlySpan<string>)[" even", " only", " just", " particularly", " especially", " including"])
            if (trimmed.EndsWith(adverb, StringComparison.Ordinal))
                trimmed = trimmed[..^adverb.Length].TrimEnd(',');
        // A quotation that ends the sentence brings its own stop.
        return Names.Capital(trimmed) + (trimmed.Length > 1 && trimmed[^1] is '"' or '”' or '’' && trimmed[^2] is '.' or '!' or '?' ? "" : ".");
    }
}
