using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace Briefings.Extraction.Dates.Grammar;

/// <summary>What a word says about the time of what it tells.</summary>
enum Cue : byte
{
    None,
    Past,
    Future,

    /// <summary>A noun or adjective for what is to come, such as "deadline": it dates what follows it, not what stands before.</summary>
    Ahead,

    /// <summary>A form of "be" in the present: with "-ing" or "to" it looks ahead, with a participle it says nothing.</summary>
    Present,

    /// <summary>"to" and a verb: as the word that governs it, or ahead when none does.</summary>
    To,
}

/// <summary>Tells tense by word lists and endings, without parsing.</summary>
[StructLayout(LayoutKind.Auto)]
readonly struct VerbWords(string text, List<Token> tokens)
{
    const string Past =
        "was were had did said told met held took went came began begun left won lost hit struck fell rose sent made gave found "
        + "became saw got spoke shot fled broke wrote led fought chose drew drove paid sold built sought brought bought caught "
        + "taught thought kept stood ran stepped overthrew threw grew knew flew blew swore wore tore bore rode sat felt dealt meant "
        + "heard understood withdrew shook woke laid fed died gone been done seen taken given known shown put cut shut quit hurt "
        + "beat spent lent sank swept set burst split spread cast cost dug forbade forgot froze hid hung lit rang sang shrank slept "
        + "slid spun stole stuck swam swung wept overcame undertook underwent upheld withheld overran broadcast forced ago didn "
        + "wasn weren hadn couldn";

    const string Future =
        "will shall must would should ll wo might scheduled planned expected slated poised planning intend intends hope hopes "
        + "expect expects want wants vows pledges promises aims proposed begins opens starts meets visits arrives hosts travels "
        + "runs kicks resumes gather gathers leaves convenes returns expires takes come comes go goes meet votes faces going gonna "
        + "likely tentatively can cannot could postponed delayed deferred";

    const string Ahead =
        "plan plans deadline bid proposal ahead upcoming forthcoming due request decision agreement "
        + "deal offer resolution schedule";

    /// <summary>Verbs in the past whose infinitive, if it is a thing with a date, lies ahead of them.</summary>
    const string Promise = "agreed vowed pledged promised threatened offered invited prepared asked ordered summoned called told";

    /// <summary>What is done by appointment.</summary>
    const string Appointment =
        "meet hold resume return visit begin start talk travel attend gather convene vote appear testify leave host open "
        + "speak discuss address sign face";

    static readonly FrozenDictionary<string,
        Cue>.AlternateLookup<ReadOnlySpan<char>> Cues = Build().GetAlternateLookup<ReadOnlySpan<char>>();

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Promises = Set(Promise);

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Appointments = Set(Appointment);

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NotVerbs =
        Set("hundred sacred naked united indeed wicked need seed speed feed breed exceed proceed succeed unprecedented alleged "
            + "reed shed limited");

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NotInfinitives =
        Set("his her their its our your all both this that these those some any");

    static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    static FrozenDictionary<string, Cue> Build()
    {
        var cues = new Dictionary<string, Cue>(StringComparer.OrdinalIgnoreCase);
        foreach (var (cue, words) in (ReadOnlySpan<(Cue, string)>)[(Cue.Past, Past), (Cue.Future, Future), (Cue.Ahead, Ahead),
            (Cue.Present, "is are am m re")])
        {
            foreach (var word in words.Split(' '))
            {
                cues[word] = cue;
            }
        }

        return cues.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    ReadOnlySpan<char> Word(int i) => i >= 0 && i < tokens.Count ? text.AsSpan(tokens[i].From, tokens[i].Length) : default;

    bool Is(int i, string word) => Word(i).Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>"who", "which" or "that": the next verb belongs to a clause of its own.</summary>
    public bool OpensClause(int i) => tokens[i].Lex == Lex.That || Word(i) is "who" or "which";

    public bool IsProgressive(int i) => Word(i) is { Length: > 4 } word && word.EndsWith("ing", StringComparison.OrdinalIgnoreCase);

    public Cue CueAt(int i)
    {
        var token = tokens[i];
        switch (token.Lex)
        {
            case Lex.To:
                return IsInfinitive(i + 1) ? Cue.To : Cue.None;
            case Lex.Mark or Lex.Number or Lex.Possessive:
                return Cue.None;
            case Lex.Month:
                return Word(i) is "may" ? Cue.Future : Cue.None;
            default:
                break;
        }

        var word = Word(i);
        if (Cues.TryGetValue(word, out var cue))
        {
            return cue == Cue.Past ? Participle(i) : i > 0 && tokens[i - 1].Lex == Lex.To ? Cue.None : cue;
        }

        if (word is "let" or "Let")
        {
            return i + 1 < tokens.Count && (tokens[i + 1].Lex == Lex.Possessive || Is(i + 1, "us")) ? Cue.Future : Cue.None;
        }

        return token.Lex == Lex.Other && word.Length >= 4 && word.EndsWith("ed", StringComparison.Ordinal)
            && char.IsAsciiLetterLower(word[0]) && !NotVerbs.Contains(word)
            ? Participle(i) : Cue.None;
    }

    /// <summary>"to be held", "is committed", "will be formally opened": a participle behind "be" tells no past.</summary>
    Cue Participle(int i)
    {
        if (Word(i) is "won" && Is(i + 2, "t") && tokens[i + 1].To == tokens[i + 2].From)
        {
            return Cue.Future;
        }

        if (Is(i, "set") && i + 1 < tokens.Count && tokens[i + 1].Lex is Lex.To or Lex.For)
        {
            return Cue.Future;
        }

        return Leads(i - 1) || (Leads(i - 2) && Word(i - 1).EndsWith("ly", StringComparison.Ordinal)) ? Cue.None : Cue.Past;
    }

    /// <summary>A form of "be" or a modal, behind which "held" and "cut" are no past.</summary>
    bool Leads(int i) =>
        Word(i) is "be" or "being" or "is" or "are" or "am" or "m" or "re" or "to" or "will" or "would"
            or "shall" or "should" or "must" or "may" or "might" or "can" or "could" or "ll";

    bool IsInfinitive(int i) =>
        Word(i) is { Length: > 1 } word && tokens[i].Lex == Lex.Other && char.IsAsciiLetterLower(word[0])
            && !word.EndsWith("ing", StringComparison.Ordinal) && !NotInfinitives.Contains(word);

    /// <summary>Whether the word at an index puts the verb behind "to" ahead of itself: "is to", "agreed to meet".</summary>
    public bool Governs(int i, int to) =>
        Word(i) switch
        {
            "is" or "are" or "am" or "was" or "were" or "be" => i + 1 == to,
            "need" or "needs" or "committed" or "ready" or "obliged" => true,
            var word => Promises.Contains(word) && Appointments.Contains(Word(to + 1)),
        };

    public bool EndsSentence(int i)
    {
        var mark = tokens[i];
        if (mark.Lex != Lex.Mark || mark.Value is not ('.' or '!' or '?' or ';'))
        {
            return false;
        }

        if (mark.Value != '.' || i + 1 == tokens.Count)
        {
            return true;
        }

        var next = tokens[i + 1];
        return (!IsAbbreviation(i - 1) && (next.From > mark.To || next is { Lex: Lex.Mark, Value: '"' or '”' or '’' or ')' }))
            || text.AsSpan(mark.To, next.From - mark.To).Contains('\n');
    }

    /// <summary>"U.S.", "Mr.", "Gen.", "Jan.": a single letter or a short capitalised word.</summary>
    bool IsAbbreviation(int i) =>
        i >= 0 && tokens[i] is { Lex: Lex.Other or Lex.Month } word
            && (word.Length == 1 || (word.Length <= 4 && char.IsUpper(text[word.From]) && Word(i) is not ("May" or "June" or "July")));
}
