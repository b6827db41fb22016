using System.Globalization;

namespace Briefings.Extraction;

/// <summary>One actor of a PETRARCH file: its names and the codes it has over time.</summary>
sealed record PetrarchActor(List<string> Names, List<(DateOnly From, DateOnly To, string Code)> Codes)
{
    public KnownName Known(DateOnly day)
    {
        var code = "";
        foreach (var (from, to, dated) in Codes)
            if (day >= from && day <= to)
                code = from > DateOnly.MinValue || to < DateOnly.MaxValue || code.Length == 0 ? dated : code;
        var country = code.Length >= 3 && char.IsLetter(code[0]) ? code[..3] : "";
        return new KnownName(Names[0], country, country.Length > 0 && code.Length > 3 ? code[3..] : "", code, NameKind.Country);
    }
}

/// <summary>Reads the actor and agent dictionaries of PETRARCH: <c>NAME [CODE]</c>, synonyms on lines with +, dated codes below.</summary>
static class PetrarchFiles
{
    public static List<PetrarchActor> ReadActors(string text)
    {
        var actors = new List<PetrarchActor>();
        foreach (var line in Lines(text))
        {
            var bracket = line.IndexOf('[', StringComparison.Ordinal);
            var name = Name(bracket < 0 ? line : line[..bracket]);
            if (line[0] == '+')
            {
                if (actors.Count > 0 && name.Length > 0)
                    actors[^1].Names.Add(name);
                continue;
            }
            if (name.Length > 0)
                actors.Add(new PetrarchActor([name], []));
            if (bracket >= 0 && actors.Count > 0)
                actors[^1].Codes.Add(DatedCode(line[(bracket + 1)..]));
        }
        actors.RemoveAll(a => a.Names.Count == 0);
        return actors;
    }

    public static AgentNames ReadAgents(string text)
    {
        var agents = new AgentNames();
        var markers = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var line in Lines(text))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (line[0] == '!' && equals > 0)
            {
                markers[line[..equals].Trim()] = line[(equals + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                continue;
            }
            var bracket = line.IndexOf('[', StringComparison.Ordinal);
            var end = line.IndexOf(']', StringComparison.Ordinal);
            if (bracket < 0 || end < bracket)
                continue;
            var code = line[(bracket + 1)..end].Trim().Replace("~", "", StringComparison.Ordinal);
            var brace = line.IndexOf('{', StringComparison.Ordinal);
            foreach (var phrase in Expand(line[..(brace >= 0 && brace < bracket ? brace : bracket)], markers))
            {
                agents.Add(Name(phrase), code);
                agents.Add(Name(phrase) + "s", code);
            }
            if (brace >= 0 && brace < bracket && line.IndexOf('}', brace) is > 0 and var close && close > brace + 1)
                agents.Add(Name(line[(brace + 1)..close]), code);
        }
        return agents;
    }

    static IEnumerable<string> Expand(string phrase, Dictionary<string, string[]> markers)
    {
        foreach (var (marker, words) in markers)
            if (phrase.Contains(marker, StringComparison.Ordinal))
                return words.Select(w => phrase.Replace(marker, w, StringComparison.Ordinal));
        return [phrase];
    }

    static IEnumerable<string> Lines(string text)
    {
        foreach (var raw in text.Split('\n'))
        {
            var hash = raw.IndexOf('#', StringComparison.Ordinal);
            var line = (hash >= 0 ? raw[..hash] : raw).Trim();
            if (line.Length > 0 && line[0] != '<' && !line.StartsWith("-->", StringComparison.Ordinal))
                yield return line;
        }
    }

    static string Name(string text) => text.Trim().TrimStart('+').Trim().Trim('_').Replace('_', ' ').ToLowerInvariant();

    /// <summary><c>[HOB]</c>, <c>[HOB &lt; 950601]</c>, <c>[HOB 19950601 - 19990815]</c> or <c>[HOB &gt; 990816]</c>.</summary>
    static (DateOnly From, DateOnly To, string Code) DatedCode(string text)
    {
        var body = text.Split(']')[0].Trim();
        var code = new string([.. body.TakeWhile(c => c is not (' ' or '<' or '>'))]);
        var rest = body[code.Length..].Trim();
        if (rest.Length == 0)
            return (DateOnly.MinValue, DateOnly.MaxValue, code);
        if (rest[0] == '<')
            return (DateOnly.MinValue, Day(rest[1..]), code);
        if (rest[0] == '>')
            return (Day(rest[1..]), DateOnly.MaxValue, code);
        var range = rest.Split('-');
        return range.Length == 2 ? (Day(range[0]), Day(range[1]), code) : throw new FormatException($"\"[{body}]\" is no dated code.");
    }

    static DateOnly Day(string text)
    {
        var digits = text.Trim();
        if (digits.Length == 6)
            digits = (int.TryParse(digits[..2], CultureInfo.InvariantCulture, out var year) && year > 30 ? "19" : "20") + digits;
        return DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new FormatException($"\"{text.Trim()}\" is no date.");
    }
}
