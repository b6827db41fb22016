using System.Text.RegularExpressions;

namespace Briefings.Articles;

/// <summary>Finds what surrounds an article's words and is not news when it changes: bylines, time stamps, counters, adverts, and how quotes and dashes are drawn.</summary>
static partial class Boilerplate
{
    /// <summary>Longer lines are sentences, whatever they begin with.</summary>
    const int MostCharacters = 120;

    /// <summary>
    /// The text with such lines blanked and typographic variants drawn alike, character for character, so that offsets stay.
    /// A line in the middle of a wrapped sentence is none, and a text that is nothing else is left as it is.
    /// </summary>
    public static string Blanked(string text)
    {
        var characters = text.ToCharArray();
        var (hasWords, begins) = (false, true);
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            var line = text.AsSpan(start, end - start).Trim();
            if (begins && IsBoilerplate(line))
            {
                characters.AsSpan(start, end - start).Fill(' ');
            }
            else
            {
                hasWords |= line.Length > 0;
                begins = line.Length == 0 || line[^1] is '.' or '!' or '?' or ':' or '"' or '”' or ')';
            }

            start = end + 1;
        }

        var source = hasWords ? characters : text.ToCharArray();
        for (var i = 0; i < source.Length; i++)
            source[i] = Plain(source[i]);
        return new string(source);
    }

    static bool IsBoilerplate(ReadOnlySpan<char> line) =>
        line.Length is > 0 and <= MostCharacters
        && (Byline().IsMatch(line) || Stamp().IsMatch(line) || Counter().IsMatch(line) || Call().IsMatch(line));

    static char Plain(char c) => c switch
    {
        '\u2018' or '\u2019' or '\u201A' or '\u2032' => '\'',
        '\u201C' or '\u201D' or '\u201E' or '\u00AB' or '\u00BB' or '\u2033' => '"',
        '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212' => '-',
        '\u00A0' or '\u2009' or '\u202F' => ' ',
        _ => c,
    };

    const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    // "By Ana Díaz and Tom Reed, Lima correspondent", "Reporting by Ana Díaz; editing by Tom Reed"
    [GeneratedRegex(@"^(?:(?:[Bb]y|BY|[Pp]or|POR|[Pp]ar|[Vv]on|[Dd]i)\s+\p{Lu}[\p{L}.'’-]*(?:(?:\s*,\s*|(?:\s+(?:and|y|et|und|e|de|la|los|del|van|von|bin|al)){1,2}\s+|\s+)\p{Lu}[\p{L}.'’-]*){0,7}(?:\s*[,|–-]\s*[\p{L} ]{1,40})?|(?:[Rr]eporting|[Ww]ritten|[Ee]diting|[Ee]dited|[Pp]hotos?|[Pp]hotographs?|[Tt]ranslated)\s+by\s+\p{Lu}[^.!?]*\.?)$", Options)]
    private static partial Regex Byline();

    // "Last updated: Monday 2 Feb 2026, 14:05 GMT", "Published 3 hours ago", "2 February 2026 14:05"
    [GeneratedRegex(@"^(?:(?:(?:last|first)\s+)?(?:updated|published|modified|posted|edited|actualizado|publicado|modificado|mis à jour|publié|aktualisiert|veröffentlicht)(?:\s+(?:on|at|el|le|am))?\s*[:|-]?\s*)?(?:(?:\d{1,4}(?:st|nd|rd|th)?|mon|tue|wed|thu|fri|sat|sun|mon(?:day)|tues(?:day)?|wednesday|thurs(?:day)?|friday|saturday|sunday|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|lunes|martes|miércoles|jueves|viernes|sábado|domingo|a\.?m\.?|p\.?m\.?|gmt|utc|est|edt|pst|pdt|cet|cest|bst|at|on|de|del|a las|ago|hace|just now|today|yesterday|hoy|ayer|seconds?|minutes?|mins?|hours?|hrs?|days?|segundos?|minutos?|horas?|días?|[tz])[\s,.:/|·-]*){2,}$", Options | RegexOptions.IgnoreCase)]
    private static partial Regex Stamp();

    // "1,234 views", "Comments (12)", "4 min read"
    [GeneratedRegex(@"^(?:[\d.,]+\s*[km]?\s*(?:views?|reads?|shares?|likes?|comments?|reactions?|followers?|visitas?|comentarios?|lecturas?|compartidos?)|(?:views?|reads?|shares?|likes?|comments?|comentarios?|visitas?)\s*[:(]?\s*[\d.,]+\s*[km]?\)?|\d+\s*[- ]?min(?:ute|uto)?s?\s+(?:read|de lectura)|(?:reading|read) time:?\s*\d+\s*min(?:ute)?s?)\.?$", Options | RegexOptions.IgnoreCase)]
    private static partial Regex Counter();

    // "Advertisement", "Share this article", "Read more: …", "Sign up for our newsletter"
    [GeneratedRegex(@"^(?:advertisement|advertising|advert|ad|sponsored(?: content)?|publicidad|anuncio|anzeige|publicité|share(?: this)?(?: (?:article|story|page|on [\p{L} ,]+))?|compartir|print|save|email|tweet|copy link|comments?|leave a comment|(?:read|see) (?:more|also)\b.*|lea también\b.*|más información\b.*|related(?: (?:articles|stories|topics|content))?\b:?.*|recommended(?: for you)?|most read|(?:sign up|subscribe|register|log in|sign in|follow us|join us|donate|suscríbase|suscríbete|síguenos)\b.*|click here\b.*|get the app.*|(?:copyright|©|\(c\))\s.*|all rights reserved\.?)$", Options | RegexOptions.IgnoreCase)]
    private static partial Regex Call();
}
