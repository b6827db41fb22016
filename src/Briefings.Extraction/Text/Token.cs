namespace Briefings.Extraction;

/// <summary>What part a token plays in its sentence.</summary>
enum Tag : byte
{
    Noun,
    Proper,
    Verb,
    Auxiliary,
    Modal,
    Adjective,
    Adverb,
    Determiner,
    Possessive,
    Genitive,
    Pronoun,
    Preposition,
    To,
    Not,
    Conjunction,
    Subordinator,
    Relative,
    Number,
    Comma,
    Quote,
    Open,
    Close,
    Dash,
    Stop,
    Other,
}

[Flags]
enum VerbForm : byte
{
    None = 0,
    Base = 1,
    Third = 2,
    Past = 4,
    Participle = 8,
    Gerund = 16,
}

/// <summary>A word, number or mark with its place in the article.</summary>
sealed class Token(int start, int end, string text)
{
    /// <summary>UTF-16 offset of the first character in the article.</summary>
    public int Start { get; } = start;

    /// <summary>UTF-16 offset behind the last character.</summary>
    public int End { get; } = end;

    public string Text { get; } = text;

    public string Lower { get; } = text.ToLowerInvariant();

    public Tag Tag { get; set; } = Tag.Other;

    public VerbForm Form { get; set; }

    /// <summary>Base form of a verb, singular of a noun; the lower-case word otherwise.</summary>
    public string Lemma { get; set; } = "";

    /// <summary>Base form if the word can be a verb, whatever it is here.</summary>
    public string? VerbLemma { get; set; }

    public bool Capital => Text.Length > 0 && char.IsUpper(Text[0]);

    /// <summary>Part of "up to", "at least" and the like in front of a number.</summary>
    public bool Approximates { get; set; }

    public bool IsMark => Tag is Tag.Comma or Tag.Quote or Tag.Open or Tag.Close or Tag.Dash or Tag.Stop;

    public bool IsNominal => Tag is Tag.Noun or Tag.Proper or Tag.Number;

    public override string ToString() => $"{Text}/{Tag}";
}
