namespace Briefings.Extraction;

/// <summary>Writes an event as a sentence of its own, from its frame's template; where a template's slots are not filled, quotes the article.</summary>
public sealed class Phrasing(FrameSet frames)
{
    /// <summary>A grammatical sentence that states no more than the article does.</summary>
    public string Sentence(ReportedEvent reported)
    {
        if (reported.Statement is { Length: > 0 } statement)
            return statement;
        if (reported.Statement is { Length: 0 })
            return Quoted(reported);
        // What a clause about something else takes for granted is not told as news of its own.
        if (reported is { Setting: { Length: < 200 } aside } && (reported.Quad == 4 || reported.Root == "THREATEN"))
            return aside;
        if (frames.Find(reported.Type) is { } frame && Template(frame, reported.Modality) is { } templates)
            foreach (var template in templates.Split(" | "))
                if (Fill(template, reported) is { } sentence)
                    return Attributed(sentence, reported);
        if (reported.Setting is { } setting)
            return setting;
        return Quoted(reported);
    }

    static string? Template(Frame frame, Modality modality)
    {
        var name = modality.ToString().ToLowerInvariant();
        if (frame.Sentences.TryGetValue(name, out var template))
            return template;
        return modality is Modality.Happened or Modality.Ongoing && frame.Sentences.TryGetValue("happened", out var happened) ? happened : null;
    }

    static string? Fill(string template, ReportedEvent reported)
    {
        template = template.Replace("{source} and {target}", "{both}", StringComparison.Ordinal);
        var filled = new System.Text.StringBuilder(template.Length + 60);
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '{')
            {
                filled.Append(template[i]);
                continue;
            }
            var end = template.IndexOf('}', i);
            var slot = template[(i + 1)..end];
            var value = Slots.Value(slot, reported);
            if (value is null)
                return null;
            if (slot is "source" or "target" && Agreement.IsPlural(slot == "source" ? reported.Source : reported.Target))
                template = template[..(end + 1)] + Agreement.Plural(template[(end + 1)..]);
            if (value.Length == 0 && filled.Length > 0 && filled[^1] == ' ')
                filled.Length--;
            filled.Append(value);
            i = end;
        }
        var sentence = filled.ToString();
        return sentence.Length == 0 ? null : char.ToUpperInvariant(sentence[0]) + sentence[1..];
    }

    /// <summary>The article's own sentence without its dateline, marked as such.</summary>
    static string Quoted(ReportedEvent reported)
    {
        var quote = Undated(reported.Evidence.Quote.Trim()).Trim('"', '“', '”', ' ');
        return reported.Attribution is [var speaker, ..] && speaker.Speaker.Name.Length > 0
            ? $"As the report says of {Names.Of(speaker.Speaker)}: “{quote}”"
            : $"As reported: “{quote}”";
    }

    /// <summary>Without "LIMA, Peru – ".</summary>
    static string Undated(string quote)
    {
        foreach (var dash in (ReadOnlySpan<string>)[" – ", " — ", " - ", " -- "])
        {
            var at = quote.IndexOf(dash, StringComparison.Ordinal);
            if (at is > 2 and < 50 && quote[..at].TakeWhile(c => c != ',').All(c => char.IsUpper(c) || !char.IsLetter(c)))
                return quote[(at + dash.Length)..];
        }
        return quote;
    }

    /// <summary>Adds who says so, unless the sentence names the speaker already.</summary>
    static string Attributed(string sentence, ReportedEvent reported)
    {
        foreach (var attribution in reported.Attribution)
        {
            if (sentence.Contains(attribution.Speaker.Name, StringComparison.Ordinal))
                return sentence;
            if (ActorNames.Name(attribution.Speaker, reported.Evidence.Quote) is { } speaker)
                return $"{sentence.TrimEnd('.')}, according to {speaker}.";
        }
        return sentence;
    }
}
