namespace Briefings.Extraction;

enum NameKind : byte
{
    Country,
    People,
    Place,
    Organisation,
}

/// <summary>A known name: what it is written as in full and whose it is.</summary>
/// <param name="Name">The name in full.</param>
/// <param name="Country">ISO 3166 alpha-3, or empty.</param>
/// <param name="Sector">CAMEO sector, or empty.</param>
/// <param name="Code">CAMEO code.</param>
sealed record KnownName(string Name, string Country, string Sector, string Code, NameKind Kind);

/// <summary>Known countries, peoples, cities and organisations, found by their longest match.</summary>
sealed class Gazetteer
{
    readonly Dictionary<string, List<Entry>> _byFirst = new(3000, StringComparer.Ordinal);
    readonly Dictionary<string, string> _countryNames = new(300, StringComparer.Ordinal);
    readonly Gazetteer? _parent;

    Gazetteer(Gazetteer? parent) => _parent = parent;

    /// <summary>The names that come with the program.</summary>
    public static Gazetteer Standard { get; } = LoadStandard();

    /// <summary>The standard names, preceded by a user's own.</summary>
    public static Gazetteer With(IEnumerable<(string Name, KnownName Known)> names)
    {
        var gazetteer = new Gazetteer(Standard);
        foreach (var (name, known) in names)
            gazetteer.Add(name, known, anyCase: true);
        return gazetteer;
    }

    public bool IsName(string lower) => _byFirst.TryGetValue(lower, out var entries) && entries.Exists(e => e.Words.Length == 1) || _parent?.IsName(lower) == true;

    public string CountryName(string code) => _countryNames.TryGetValue(code, out var name) ? name : _parent?.CountryName(code) ?? code;

    /// <summary>The longest known name that begins at a token.</summary>
    public KnownName? Find(Token[] tokens, int at, int end, out int length)
    {
        length = 0;
        KnownName? found = null;
        if (_byFirst.TryGetValue(tokens[at].Lower, out var entries))
            foreach (var entry in entries)
                if (entry.Words.Length > length && entry.Matches(tokens, at, end))
                    (found, length) = (entry.Known, entry.Words.Length);
        if (found is null && _parent is not null)
            found = _parent.Find(tokens, at, end, out length);
        return found;
    }

    static Gazetteer LoadStandard()
    {
        var gazetteer = new Gazetteer(null);
        foreach (var line in Lexicon.Lines("countries.txt"))
            gazetteer.AddCountry(line.Split(';'));
        foreach (var line in Lexicon.Lines("organisations.txt"))
            gazetteer.AddOrganisations(line);
        return gazetteer;
    }

    void AddCountry(string[] fields)
    {
        var code = fields[0];
        var names = fields[1].Split(',');
        _countryNames.TryAdd(code, names[0]);
        foreach (var name in names)
            Add(name, new KnownName(_countryNames[code], code, "", code, NameKind.Country), anyCase: false);
        foreach (var people in fields[2].Split(',', StringSplitOptions.RemoveEmptyEntries))
            Add(people, new KnownName(people, code, "", code, NameKind.People), anyCase: false);
        foreach (var place in fields[3].Split(',', StringSplitOptions.RemoveEmptyEntries))
            Add(place, new KnownName(place, code, "", code, NameKind.Place), anyCase: false);
    }

    void AddOrganisations(string line)
    {
        var parts = line.Split(';');
        var code = parts[0];
        var country = code.StartsWith("IGO", StringComparison.Ordinal) || code.StartsWith("NGO", StringComparison.Ordinal) || code.StartsWith("IMG", StringComparison.Ordinal) ? "" : code[..3];
        var sector = country.Length > 0 ? code.Length > 3 ? code[3..6] : "" : code[..3] is "IMG" ? "REB" : code[..3];
        foreach (var group in parts[1..])
        {
            var names = group.Split(',');
            foreach (var name in names)
                Add(name, new KnownName(names[0], country, sector, code, NameKind.Organisation), anyCase: false);
        }
    }

    void Add(string name, KnownName known, bool anyCase)
    {
        var words = Tokenizer.Tokenize(name, 0, name.Length);
        if (words.Length == 0)
            return;
        if (!_byFirst.TryGetValue(words[0].Lower, out var entries))
            _byFirst[words[0].Lower] = entries = [];
        entries.Add(new Entry(words.Select(w => w.Lower).ToArray(), known, anyCase, name.Length <= 4 && name.All(char.IsUpper)));
    }

    sealed record Entry(string[] Words, KnownName Known, bool AnyCase, bool Acronym)
    {
        public bool Matches(Token[] tokens, int at, int end)
        {
            if (at + Words.Length > end)
                return false;
            for (var i = 0; i < Words.Length; i++)
                if (tokens[at + i].Lower != Words[i])
                    return false;
            var first = tokens[at];
            return Acronym && !AnyCase ? first.Text.Length < 2 || char.IsUpper(first.Text[1]) : first.Capital || !char.IsLetter(first.Text[0]) || Words.Length > 1 && tokens[at + Words.Length - 1].Capital;
        }
    }
}
