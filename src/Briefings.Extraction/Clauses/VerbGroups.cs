namespace Briefings.Extraction;

/// <summary>Reads a verb with its auxiliaries: "had not been able", "to be deployed", "is treating".</summary>
static class VerbGroups
{
    public static Chunk? TryRead(Token[] tokens, int start)
    {
        var group = new Group();
        var i = start;
        if (tokens[i].Tag == Tag.To)
        {
            if (!InfinitiveFollows(tokens, i + 1))
                return null;
            group.Infinitive = true;
            i++;
        }
        var main = -1;
        for (; i < tokens.Length; i++)
        {
            var token = tokens[i];
            if (token.Tag == Tag.Not)
                group.Negated = true;
            else if (token.Tag == Tag.Modal)
                group.Modal ??= token.Lower switch { "wo" or "'ll" or "’ll" => "will", "ca" => "can", "sha" => "shall", "'d" or "’d" => "would", var modal => modal };
            else if (token.Tag == Tag.Auxiliary)
            {
                group.Auxiliary(token);
                main = i;
            }
            else if (token.Tag == Tag.Verb)
            {
                main = i;
                i++;
                break;
            }
            else if (token.Tag == Tag.Adverb && VerbFollows(tokens, i, main >= 0 || group.Modal is not null || group.Infinitive))
                continue;
            else
                break;
        }
        if (main < 0)
            return null;
        // A trailing adverb or "not" belongs to the group only before a verb.
        var end = Math.Max(main + 1, Math.Min(i, tokens.Length));
        return new Chunk(start, end, tokens[start]) { Verb = group.Build(tokens, start, end, main) };
    }

    static bool InfinitiveFollows(Token[] tokens, int i)
    {
        while (i < tokens.Length && tokens[i].Tag is Tag.Adverb or Tag.Not)
            i++;
        return i < tokens.Length && (tokens[i].Tag == Tag.Verb && (tokens[i].Form & VerbForm.Base) != 0 || tokens[i].Tag == Tag.Auxiliary && tokens[i].Lower is "be" or "have" or "do");
    }

    static bool VerbFollows(Token[] tokens, int i, bool begun)
    {
        if (!begun)
            return false;
        while (i < tokens.Length && tokens[i].Tag is Tag.Adverb or Tag.Not)
            i++;
        return i < tokens.Length && tokens[i].Tag is Tag.Verb or Tag.Auxiliary;
    }

    struct Group
    {
        public bool Infinitive;
        public bool Negated;
        public string? Modal;
        bool _have;
        bool _be;
        bool _being;
        bool _past;
        bool _gerund;

        public void Auxiliary(Token token)
        {
            switch (token.Lower)
            {
                case "have" or "has" or "'ve" or "’ve":
                    _have = true;
                    break;
                case "had":
                    (_have, _past) = (true, true);
                    break;
                case "having":
                    (_have, _gerund) = (true, true);
                    break;
                case "being":
                    (_be, _being, _gerund) = (true, true, !_be);
                    break;
                case "was" or "were":
                    (_be, _past) = (true, true);
                    break;
                case "did":
                    _past = true;
                    break;
                case "do" or "does" or "doing":
                    break;
                default:
                    _be = true;
                    break;
            }
        }

        public readonly Predicate Build(Token[] tokens, int start, int end, int main)
        {
            var verb = tokens[main];
            var lexical = verb.Tag == Tag.Verb;
            var participle = lexical && (verb.Form & VerbForm.Participle) != 0;
            var gerund = lexical && (verb.Form & VerbForm.Gerund) != 0;
            var bareBase = lexical && !Infinitive && Modal is null && !_have && !_be && (verb.Form & (VerbForm.Base | VerbForm.Past | VerbForm.Third)) == VerbForm.Base;
            return new Predicate(tokens, start, end, main)
            {
                Lemma = lexical ? verb.VerbLemma! : verb.Lower is "do" or "does" or "did" ? "do" : verb.Lower is "have" or "has" or "had" or "having" && !_be ? "have" : "be",
                Modal = Modal,
                Negated = Negated,
                Passive = participle && _be && !gerund,
                Perfect = _have && (participle || verb.Lower == "been"),
                Progressive = gerund && (_be || _being),
                Past = _past || lexical && !_have && !_be && Modal is null && !Infinitive && (verb.Form & VerbForm.Past) != 0 && !bareBase,
                Infinitive = Infinitive,
                Gerund = gerund && !_be || _gerund,
                Bare = lexical && !_have && !_be && Modal is null && !Infinitive && (verb.Form & VerbForm.Participle) != 0 && (verb.Form & VerbForm.Past) == 0 && (verb.Form & VerbForm.Base) == 0,
            };
        }
    }
}
