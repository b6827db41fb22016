using System.Text.RegularExpressions;

namespace Briefings.Editions;

/// <summary>How a development can be told.</summary>
enum TellingForm
{
    /// <summary>A sentence about it.</summary>
    Plain,

    /// <summary>The article's own sentence, marked as such.</summary>
    Quoted,

    /// <summary>Somebody's words, who is named with them.</summary>
    Speech,

    /// <summary>A piece of somebody's words without the one who says them: not to be told alone.</summary>
    Fragment,
}

/// <summary>A development as a sentence of the briefing.</summary>
sealed partial record Telling(string Text, TellingForm Form)
{
    // As Briefings.Extraction.Phrasing marks a sentence that it takes over whole.
    const string AsReported = "As reported: “";

    const string AsReportedOf = "As the report says of ";

    /// <summary>Whether it is told on somebody's word, so that it is no plain fact.</summary>
    public bool IsSaid => Form is TellingForm.Speech or TellingForm.Fragment || Saying().IsMatch(Text);

    /// <param name="phrased">As the phrasing of the event has it.</param>
    /// <param name="sentence">The article's sentence behind it.</param>
    public static Telling Of(string phrased, string sentence, Wording wording)
    {
        if (phrased.StartsWith(AsReported, StringComparison.Ordinal))
        {
            // Somebody's words from end to end, and the sentence does not say whose.
            var (spoken, marks) = (sentence.Trim(), sentence.Count(IsMark));
            return marks > 0 && IsMark(spoken[0]) && (marks == 1 || IsMark(spoken[^1])) ? new Telling(phrased, TellingForm.Fragment)
                : Taken(phrased[AsReported.Length..], body => wording.Text("line.quoted", wording.Quoted(body)));
        }

        if (phrased.StartsWith(AsReportedOf, StringComparison.Ordinal) && phrased.IndexOf(": “", StringComparison.Ordinal) is > 0 and var at)
        {
            return Taken(phrased[(at + 3)..], body => wording.Text("line.quotedOf", phrased[AsReportedOf.Length..at], wording.Quoted(body)));
        }

        return new Telling(phrased, IsMark(phrased[0]) || phrased.Contains(": “", StringComparison.Ordinal) ? TellingForm.Speech : TellingForm.Plain);
    }

    static Telling Taken(string quoted, Func<string, string> marked)
    {
        var body = quoted.EndsWith('”') ? quoted[..^1] : quoted;
        var isWhole = body.Count(IsMark) % 2 == 0 && body.Length > 0 && !char.IsLower(body[0]);
        return !isWhole ? new Telling(marked(Inner(body)), TellingForm.Fragment)
            : IsMark(body[0]) ? new Telling(body, TellingForm.Speech)
            : new Telling(marked(Inner(body)), TellingForm.Quoted);
    }

    /// <summary>Double marks inside a quotation become single ones.</summary>
    static string Inner(string text)
    {
        var open = false;
        return string.Concat(text.Select(c => IsMark(c) ? (open = !open) ? '‘' : '’' : c));
    }

    static bool IsMark(char c) => c is '"' or '“' or '”' or '«' or '»';

    [GeneratedRegex(@"\b(says?|said|claims?|claimed|alleges?|reportedly|allegedly|according to)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Saying();
}
