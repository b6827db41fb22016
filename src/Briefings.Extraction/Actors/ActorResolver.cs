namespace Briefings.Extraction;

/// <summary>Says who the noun phrases of one article are, in order, remembering who was named.</summary>
sealed class ActorResolver(Gazetteer gazetteer, AgentNames? agents)
{
    readonly ActorMemory _memory = new();
    readonly Dictionary<NounPhrase, IReadOnlyList<Mention>> _resolved = new(ReferenceEqualityComparer.Instance);

    /// <summary>"a group of diplomats": the diplomats act.</summary>
    static readonly HashSet<string> Measures = new(StringComparer.Ordinal) { "group", "number", "member", "crowd", "team", "majority", "handful", "couple", "series", "lot", "rest", "half", "part", "score", "dozen", "hundred", "thousand", "million", "pair", "delegation", "coalition", "supporter" };

    public ActorMemory Memory => _memory;

    /// <summary>Whether only names of the dictionaries count as actors.</summary>
    public bool Closed => agents is not null;

    List<Chunk> _chunks = [];

    public Gazetteer Gazetteer => gazetteer;

    /// <summary>Begins a sentence: phrases of earlier ones are settled.</summary>
    public void Enter(Clauses clauses)
    {
        _memory.NextSentence();
        var subjects = new HashSet<NounPhrase>(clauses.Predicates.SelectMany(p => p.Subject), ReferenceEqualityComparer.Instance);
        _chunks = clauses.Chunks;
        foreach (var noun in clauses.Nouns)
        {
            if (noun.Owner is { } owner)
                foreach (var mention in Resolve(owner))
                    _memory.Note(mention, false);
            var mentions = Resolve(noun);
            foreach (var mention in mentions)
                _memory.Note(mention, subjects.Contains(noun));
        }
    }

    public IReadOnlyList<Mention> Resolve(NounPhrase noun)
    {
        if (_resolved.TryGetValue(noun, out var known))
            return known;
        _resolved[noun] = [];
        return _resolved[noun] = Read(noun);
    }

    /// <summary>The owner of a thing: "Petro" for "Petro's policies", "United States" for "US strikes".</summary>
    public IReadOnlyList<Mention> Owner(NounPhrase noun)
    {
        if (noun.Owner is not null && Resolve(noun.Owner) is { Count: > 0 } owner)
            return owner;
        for (var i = noun.Start; i < noun.Head; i++)
            if (gazetteer.Find(noun.Tokens, i, noun.Head, out var length) is { } known)
            {
                // "Israeli army shelling": the role between the country and the head acts.
                var sector = Enumerable.Range(i + length, Math.Max(0, noun.Head - i - length)).Select(k => Roles.Sector(WordClasses.Singular(noun.Tokens[k].Lower))).FirstOrDefault(s => s is not null);
                return [Named(noun, known, i, i + length, sector)];
            }
            else if (i > noun.Start && Roles.Sector(WordClasses.Singular(noun.Tokens[i].Lower)) is { } role && noun.Tokens[i].Tag == Tag.Noun)
                return [new Mention(Make(Text(noun, i, i + 1), Text(noun, i, i + 1), "", role), MentionKind.Group, noun)];
        return [];
    }

    IReadOnlyList<Mention> Read(NounPhrase noun)
    {
        if ((noun.HeadToken.Tag == Tag.Number || Measures.Contains(noun.Lemma)) && noun.Phrases is [{ Preposition: "of", Phrases: [{ IsTime: false } counted, ..] }, ..] && noun.Owner is null)
            return Resolve(counted);
        if (noun.IsTime || noun.HeadToken.Tag == Tag.Number && noun.End - noun.Start == 1)
            return [];
        if (noun.IsPronoun || noun.HeadToken.Tag == Tag.Possessive)
            return _memory.Pronoun(noun);
        if (_memory.Pair(noun) is { } pair)
            return pair;
        if (noun.Renames is { } renamed && Resolve(renamed) is [{ IsActor: true } same])
            return [same with { Phrase = noun }];
        if (agents is not null && Agent(noun) is { } agent)
            return PerCountry(noun, agent);
        if (FullName(noun) is { } name)
            return [name];
        if (PersonOrOrganisation(noun) is { } person)
            return [person];
        if (NamedBehind(noun) is { } behind)
            return [behind];
        if (RolePhrase(noun) is { } role)
            return role is [var single] ? PerCountry(noun, single) : role;
        // "its attacks" means nothing outside its sentence: the owner's name does.
        var plain = PlainText(noun);
        var named = agents is null && noun.Tokens[noun.Start].Tag == Tag.Possessive && noun.Owner is { } whose && Resolve(whose) is [{ Actor.Name: { Length: > 0 } possessor }] ? $"{possessor}'s {Text(noun, noun.Start + 1, noun.End)}" : plain;
        return [new Mention(Make(plain, named, Country(noun), ""), MentionKind.Thing, noun)];
    }

    /// <summary>A phrase that ends in one of the user's agent nouns: "lawmakers in X", "X's main opposition group".</summary>
    Mention? Agent(NounPhrase noun)
    {
        for (var start = noun.Start; start < noun.End; start++)
            if (agents!.Code(Spans.Text(noun.Tokens, start, noun.End)) is { } code)
            {
                var country = Country(noun);
                if (country.Length == 0)
                    country = CoordinatedCountry(noun);
                var text = PlainText(noun);
                return new Mention(new Actor(text, text, Slug.Of(text), (country.Length > 0 ? country : "---") + code, country, code), MentionKind.Group, noun);
            }
        return null;
    }

    /// <summary>A phrase whose head is a known name.</summary>
    Mention? FullName(NounPhrase noun)
    {
        for (var i = noun.Start; i <= noun.Head; i++)
        {
            if (gazetteer.Find(noun.Tokens, i, noun.End, out var length) is not { } known)
                continue;
            if (i + length == noun.End && !NameFollowsTitle(noun, i))
            {
                var mention = Named(noun, known, i, noun.End, null);
                if (noun.Acronym is not null)
                    _memory.Acronym(noun.Acronym, mention);
                return mention;
            }
            i += length - 1;
        }
        return null;
    }

    /// <summary>"Senator Jordan" is a person, not the kingdom.</summary>
    static bool NameFollowsTitle(NounPhrase noun, int at) => at > noun.Start && noun.Tokens[at - 1].Capital && Roles.Title(noun.Tokens[at - 1].Lower) is not null;

    static Mention Named(NounPhrase noun, KnownName known, int start, int end, string? sector)
    {
        var text = Text(noun, start, end);
        var name = known.Kind switch
        {
            NameKind.People => Text(noun, noun.Start, Math.Max(end, start + 1)),
            _ => known.Name,
        };
        // "Israeli" alone stands for the country; "ethnic Albanians" are people.
        if (known.Kind == NameKind.People)
            name = end == noun.End && (text.EndsWith('s') && !text.EndsWith("ss", StringComparison.Ordinal) || noun.Head + 1 == noun.End && noun.Start < start && noun.Tokens[noun.Start].Tag == Tag.Determiner) ? PlainText(noun) : Gazetteer.Standard.CountryName(known.Country);
        var actor = new Actor(text, name, Slug.Of(name), known.Code + sector, known.Country, sector ?? known.Sector);
        return new Mention(actor, known.Kind switch { NameKind.Organisation => MentionKind.Organisation, NameKind.People => MentionKind.People, _ => MentionKind.Country }, noun);
    }

    Mention? PersonOrOrganisation(NounPhrase noun)
    {
        if (noun.HeadToken.Tag != Tag.Proper)
            return null;
        var first = noun.Head;
        while (first > noun.Start && noun.Tokens[first - 1].Tag == Tag.Proper && Roles.Title(noun.Tokens[first - 1].Lower) is null && !EndsKnown(noun, first - 1) && !(OrganisationWords.Departments.Contains(noun.Tokens[first - 1].Lower) && noun.Has(t => t.Lower is "of")) && noun.Tokens[first - 1].Lower is not ("of" or "for" or "to"))
            first--;
        if (Roles.Title(noun.HeadToken.Lower) is not null && Roles.SectorOf(noun, out _) is not null)
            return null;
        var organisation = OrganisationWords.Sector(noun, first);
        var name = Text(noun, organisation is null ? first : FirstProper(noun), noun.End);
        if (organisation is not null)
        {
            var body = new Mention(Make(name, name, Country(noun), organisation), MentionKind.Organisation, noun);
            if (noun.Acronym is not null)
                _memory.Acronym(noun.Acronym, body);
            return body;
        }
        if (agents is not null && TitleSector(noun, first) is null)
            return new Mention(Make(name, name, "", ""), MentionKind.Thing, noun);
        if (_memory.Known(name) is { } earlier)
            return earlier with { Actor = earlier.Actor with { Text = PlainText(noun) }, Phrase = noun };
        var sector = TitleSector(noun, first) ?? AppositionSector(noun) ?? "";
        var country = Country(noun);
        if (sector.Length == 0 && country.Length == 0 && noun.Acronym is null && noun.Governor is "in" or "at" or "near" or "around" or "across" or "inside" or "outside" or "off" or "along" && first == noun.Start)
            return new Mention(Make(name, name, "", ""), MentionKind.Thing, noun);
        if (country.Length == 0)
            country = AppositionCountry(noun);
        var person = new Mention(Make(PlainText(noun), name, country, sector), noun.Acronym is null ? MentionKind.Person : MentionKind.Organisation, noun);
        if (noun.Acronym is not null)
            _memory.Acronym(noun.Acronym, person);
        return person;
    }

    bool EndsKnown(NounPhrase noun, int at)
    {
        for (var i = noun.Start; i <= at; i++)
            if (gazetteer.Find(noun.Tokens, i, noun.End, out var length) is not null && i + length == at + 1)
                return true;
        return false;
    }

    static int FirstProper(NounPhrase noun)
    {
        var i = noun.Start;
        while (i < noun.Head && noun.Tokens[i].Tag != Tag.Proper)
            i++;
        return i;
    }

    static string? TitleSector(NounPhrase noun, int first)
    {
        for (var i = first - 1; i >= noun.Start; i--)
            if (Roles.Title(noun.Tokens[i].Lower) is { } sector)
                return sector == "GOV" && i > noun.Start && noun.Tokens[i - 1].Lower is "opposition" or "rebel" ? "OPP" : sector;
            else if (Roles.Sector(WordClasses.Singular(noun.Tokens[i].Lower)) is { } role)
                return role;
        return null;
    }

    static string? AppositionSector(NounPhrase noun) =>
        noun.Appositions.Select(a => Roles.SectorOf(a, out _)).FirstOrDefault(s => s is not null);

    string AppositionCountry(NounPhrase noun) =>
        noun.Appositions.Select(Country).FirstOrDefault(c => c.Length > 0) ?? "";

    /// <summary>"Israeli troops", "rebels in Darfur", "the foreign ministry of Iraq", "his government".</summary>
    IReadOnlyList<Mention>? RolePhrase(NounPhrase noun)
    {
        var sector = Roles.SectorOf(noun, out var role);
        if (sector is null)
            return null;
        var country = Country(noun);
        if (country.Length == 0)
            country = CoordinatedCountry(noun);
        if (country.Length == 0 && _memory.Role(noun, role) is { } remembered)
            return [remembered];
        var text = PlainText(noun);
        var of = OfName(noun);
        return [new Mention(Make(text + of, text + of, country, sector == "UAF" ? "" : sector), noun.Lemma is "vessel" or "boat" or "ship" ? MentionKind.Thing : sector is "GOV" or "ELI" or "JUD" && !role.EndsWith('s') && IsPersonRole(role) ? MentionKind.Person : MentionKind.Group, noun)];
    }

    /// <summary>"the prosecutor of Lima, Ana Ruiz,": the name behind the comma, with the office's country and sector.</summary>
    Mention? NamedBehind(NounPhrase noun)
    {
        if (Roles.SectorOf(noun, out var role) is not { } sector || sector == "UAF" || noun.Chunk >= _chunks.Count || !ReferenceEquals(_chunks[noun.Chunk].Noun, noun))
            return null;
        var k = noun.Chunk + 1;
        while (k + 1 < _chunks.Count && PhraseAttachment.Preposition(_chunks, k) is "of" or "for" && _chunks[k + 1].Noun is not null)
            k += 2;
        if (k + 1 >= _chunks.Count || !_chunks[k].Is(Tag.Comma) || _chunks[k + 1].Noun is not { HeadToken.Tag: Tag.Proper, IsTime: false } name || k + 2 < _chunks.Count && _chunks[k + 2].Verb is null && !_chunks[k + 2].Is(Tag.Comma) && !_chunks[k + 2].Is(Tag.Stop))
            return null;
        if (Resolve(name) is not [{ Kind: MentionKind.Person } person])
            return null;
        _ = role;
        var country = person.Actor.Country.Length > 0 ? person.Actor.Country : Country(noun);
        var known = person.Actor.Sector.Length > 0 ? person.Actor.Sector : sector;
        return person with { Actor = person.Actor with { Country = country, Sector = known, Code = (country.Length > 0 ? country : "---") + known } };
    }

    /// <summary>"lawmakers in Peru and Chile" are two parties.</summary>
    List<Mention> PerCountry(NounPhrase noun, Mention mention)
    {
        if (noun.Phrases is not [{ Preposition: "in" or "from" or "of", Phrases.Count: > 1 } several, ..])
            return [mention];
        var mentions = new List<Mention>();
        foreach (var place in several.Phrases)
            if (Resolve(place) is [{ Actor.Country: { Length: > 0 } country }, ..])
            {
                var name = $"{PlainText(noun)} {several.Preposition} {PlainText(place)}";
                mentions.Add(mention with { Actor = mention.Actor with { Name = name, Id = Slug.Of(name), Country = country, Code = country + mention.Actor.Sector } });
            }
        return mentions.Count > 1 ? mentions : [mention];
    }

    /// <summary>"Danish media and government", "lawmakers and officials in Peru": the country counts for both.</summary>
    string CoordinatedCountry(NounPhrase noun)
    {
        var at = noun.Chunk;
        if (at >= 2 && at < _chunks.Count && ReferenceEquals(_chunks[at].Noun, noun) && _chunks[at - 1].Is(Tag.Conjunction) && _chunks[at - 2].Noun is { } before && noun.Tokens[noun.Start].Tag != Tag.Determiner)
            return Country(before);
        return at + 2 < _chunks.Count && _chunks[at + 1].Is(Tag.Conjunction) && _chunks[at + 2].Noun is { Phrases.Count: > 0 } after && Roles.SectorOf(after, out _) is not null ? Country(after) : "";
    }

    static bool IsPersonRole(string role) => role is "president" or "minister" or "prime minister" or "king" or "leader" or "spokesman" or "spokeswoman" or "governor" or "official" or "judge" or "prosecutor" or "ambassador" or "chancellor" or "premier" or "mayor" or "secretary";

    string OfName(NounPhrase noun) =>
        noun.After("of") is [{ } of, ..] && Resolve(of) is [{ Kind: MentionKind.Country or MentionKind.Organisation }] ? " of " + PlainText(of) : "";

    string Country(NounPhrase noun)
    {
        for (var i = noun.Start; i < noun.End; i++)
        {
            if (gazetteer.Find(noun.Tokens, i, noun.End, out var length) is { } known)
                return known.Country.Length > 0 ? known.Country : known.Code.Length >= 3 && known.Kind == NameKind.Organisation ? known.Code[..3] : "";
            if (CompoundCountry(noun.Tokens[i]) is { } country)
                return country;
        }
        if (noun.Owner is not null && Resolve(noun.Owner) is [{ Actor.Country: { Length: > 0 } owned }, ..])
            return owned;
        foreach (var preposition in (ReadOnlySpan<string>)["of", "in", "from"])
            foreach (var phrase in noun.After(preposition))
                if (Resolve(phrase) is [{ Actor.Country: { Length: > 0 } place }, ..])
                    return place;
        return "";
    }

    /// <summary>"Syrian-backed" does not make a militia Syrian, but "Serbo-Croatian" and "Tamil-speaking" say whose.</summary>
    string? CompoundCountry(Token token)
    {
        var dash = token.Text.IndexOf('-', StringComparison.Ordinal);
        if (dash <= 0 || token.Lower.EndsWith("-backed", StringComparison.Ordinal) || token.Lower.StartsWith("anti", StringComparison.Ordinal) || token.Lower.StartsWith("pro-", StringComparison.Ordinal) || token.Lower.EndsWith("-occupied", StringComparison.Ordinal))
            return null;
        var parts = Tokenizer.Tokenize(token.Text.Replace('-', ' '), 0, token.Text.Length);
        for (var i = 0; i < parts.Length; i++)
            if (gazetteer.Find(parts, i, parts.Length, out _) is { Country.Length: > 0 } known)
                return known.Country;
        return null;
    }

    static Actor Make(string text, string name, string country, string sector) =>
        new(text, name, Slug.Of(name), country.Length > 0 || sector.Length > 0 ? (country.Length > 0 ? country : sector is "NGO" or "IGO" ? "" : "---") + sector : "", country is "IGO" or "NGO" or "IMG" ? "" : country, sector);

    static string PlainText(NounPhrase noun)
    {
        var start = noun.Start;
        while (start < noun.Head && noun.Tokens[start].Tag == Tag.Determiner)
            start++;
        return Text(noun, start, noun.End);
    }

    static string Text(NounPhrase noun, int start, int end) => Spans.Text(noun.Tokens, start, end);
}
