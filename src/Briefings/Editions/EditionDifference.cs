using System.Text.Json;
using Briefings.Rendering;

namespace Briefings.Editions;

/// <summary>One thing in which two editions differ.</summary>
/// <param name="Kind"><c>new</c>, <c>gone</c> or <c>changed</c>.</param>
/// <param name="What"><c>story</c>, <c>line</c>, <c>source</c> or <c>correction</c>.</param>
/// <param name="Text">What the second edition says; of something gone, what the first one said.</param>
/// <param name="Before">What the first edition said of something changed; <c>null</c> otherwise.</param>
/// <param name="Standing">Of a line, as the second edition tells it; <c>null</c> of other things.</param>
/// <param name="StandingBefore">Where that is another one; <c>null</c> otherwise.</param>
/// <param name="Sources">Outlets of a line, in the order of its citations.</param>
/// <param name="SourcesBefore">Where those are others; <c>null</c> otherwise.</param>
public sealed record EditionChange(
    string Kind, string What, string Text, string? Before = null, string? Standing = null, string? StandingBefore = null,
    IReadOnlyList<string>? Sources = null, IReadOnlyList<string>? SourcesBefore = null);

/// <summary>Compares two editions by what they tell: a pure function of their documents.</summary>
public static class EditionDifference
{
    sealed record Line(string Text, string Standing, IReadOnlyList<string> Sources, IReadOnlyList<Guid> Events);

    /// <summary>Stories, then lines, sources and corrections; in each what is gone, changed and new.</summary>
    public static IReadOnlyList<EditionChange> Between(BriefingDocument first, BriefingDocument second) =>
    [
        .. Named("story", first.Stories.Select(s => (s.Anchor, s.Title)), second.Stories.Select(s => (s.Anchor, s.Title))),
        .. OfLines(Lines(first), Lines(second)),
        .. Named("source", first.Sources.Select(Source), second.Sources.Select(Source)),
        .. Named("correction", first.Corrections.Select(Correction), second.Corrections.Select(Correction)),
    ];

    static (string Key, string Text) Source(Source source) =>
        (string.Join('\n', source.Outlet, source.Title, source.Url), $"{source.Outlet}: {source.Title} ({source.Published}){(source.Status.Length > 0 ? ", " + source.Status : "")}");

    static (string Key, string Text) Correction(CorrectionNote note) => (string.Join('\n', note.Outlet, note.Text, note.Old, note.New), $"{note.Outlet}: {note.Text}");

    static IEnumerable<EditionChange> Named(string what, IEnumerable<(string Key, string Text)> first, IEnumerable<(string Key, string Text)> second)
    {
        var (before, after) = (first.DistinctBy(t => t.Key, StringComparer.Ordinal).ToList(), second.DistinctBy(t => t.Key, StringComparer.Ordinal).ToList());
        var known = before.ToDictionary(t => t.Key, t => t.Text, StringComparer.Ordinal);
        var kept = after.Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
        return before.Where(t => !kept.Contains(t.Key)).Select(t => new EditionChange("gone", what, t.Text))
            .Concat(after.Where(t => known.TryGetValue(t.Key, out var old) && old != t.Text).Select(t => new EditionChange("changed", what, t.Text, known[t.Key])))
            .Concat(after.Where(t => !known.ContainsKey(t.Key)).Select(t => new EditionChange("new", what, t.Text)));
    }

    /// <summary>A line is the same one when it states one of the same events or, where it names none, in the same words.</summary>
    static IEnumerable<EditionChange> OfLines(List<Line> first, List<Line> second)
    {
        var byEvent = first.SelectMany(l => l.Events.Select(e => (Event: e, Line: l))).DistinctBy(x => x.Event).ToDictionary(x => x.Event, x => x.Line);
        var byText = first.ToDictionary(l => l.Text, StringComparer.Ordinal);
        var pairs = second.Select(l => (
            After: l,
            Before: byText.GetValueOrDefault(l.Text) ?? l.Events.Select(byEvent.GetValueOrDefault).FirstOrDefault(b => b is not null))).ToList();
        var kept = pairs.Select(p => p.Before).OfType<Line>().ToHashSet(ReferenceEqualityComparer.Instance);
        return first.Where(l => !kept.Contains(l)).Select(l => new EditionChange("gone", "line", l.Text, Standing: l.Standing, Sources: l.Sources))
            .Concat(pairs.Where(p => p.Before is { } before && !IsSame(before, p.After)).Select(p => Changed(p.Before ?? p.After, p.After)))
            .Concat(pairs.Where(p => p.Before is null).Select(p => new EditionChange("new", "line", p.After.Text, Standing: p.After.Standing, Sources: p.After.Sources)));
    }

    static bool IsSame(Line one, Line other) => one.Text == other.Text && one.Standing == other.Standing && one.Sources.SequenceEqual(other.Sources, StringComparer.Ordinal);

    static EditionChange Changed(Line before, Line after) => new(
        "changed",
        "line",
        after.Text,
        before.Text == after.Text ? null : before.Text,
        after.Standing,
        before.Standing == after.Standing ? null : before.Standing,
        after.Sources,
        before.Sources.SequenceEqual(after.Sources, StringComparer.Ordinal) ? null : before.Sources);

    /// <summary>Every cited line of a document, whatever part it is in, once.</summary>
    static List<Line> Lines(BriefingDocument document)
    {
        var outlets = document.Sources.SelectMany(s => s.Quotes.Select(q => (q.Number, s.Outlet))).DistinctBy(q => q.Number).ToDictionary(q => q.Number, q => q.Outlet);
        using var json = JsonDocument.Parse(new JsonRenderer().Render(document));
        var lines = new List<Line>();
        Walk(json.RootElement, outlets, lines);
        return [.. lines.GroupBy(l => l.Text, StringComparer.Ordinal).Select(same => same.First() with { Events = [.. same.SelectMany(l => l.Events).Distinct()] })];
    }

    static void Walk(JsonElement element, Dictionary<int, string> outlets, List<Line> lines)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Walk(item, outlets, lines);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGetProperty("standing", out var standing) && element.TryGetProperty("citations", out var citations) && element.TryGetProperty("text", out var text))
            {
                var sources = citations.EnumerateArray().Select(c => outlets.GetValueOrDefault(c.GetInt32(), "")).Where(o => o.Length > 0).Distinct(StringComparer.Ordinal);
                var events = element.TryGetProperty("events", out var stated) ? stated.EnumerateArray().Select(e => e.GetGuid()) : [];
                lines.Add(new Line(text.GetString() ?? "", standing.ToString(), [.. sources], [.. events]));
            }

            foreach (var member in element.EnumerateObject())
            {
                Walk(member.Value, outlets, lines);
            }
        }
    }
}
