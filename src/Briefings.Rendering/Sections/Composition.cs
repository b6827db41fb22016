using Briefings.Rendering.Fonts;
using Briefings.Rendering.Labels;
using Briefings.Rendering.Layout;
using Briefings.Rendering.Pdf;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Sections;

/// <summary>A briefing on its way to pages: what every section reads and adds to. One per rendering.</summary>
sealed class Composition
{
    readonly Dictionary<string, int> storyNumbers = new(StringComparer.Ordinal);
    readonly HashSet<int> quoted;
    readonly HashSet<int> cited = [];

    public Composition(BriefingDocument document, RenderWarnings warnings)
    {
        Document = document;
        Labels = LabelSet.For(document.Language);
        Blocks = new Blocks(new Typesetter(new Shaper(), new BreakOpportunities(Labels.Months), warnings, Hyphenation.For(document.Language)));
        quoted = [.. document.Sources.SelectMany(source => source.Quotes).Select(quote => quote.Number)];
        for (var i = 0; i < document.Stories.Count; i++)
        {
            storyNumbers.TryAdd(document.Stories[i].Anchor, i + 1);
        }
    }

    public BriefingDocument Document { get; }

    public LabelSet Labels { get; }

    public Blocks Blocks { get; }

    public StructureElement Root { get; } = new("Document");

    public List<FlowItem> Flow { get; } = [];

    public bool IsCited(int quote) => cited.Contains(quote);

    public void Add(IEnumerable<Row> rows) => Flow.AddRange(rows);

    /// <summary>A rule and a title across the page, bookmarked.</summary>
    public void AddSectionTitle(StructureElement section, string title, string anchor) => Add(Blocks.Paragraph(
        section.Add("H2"),
        [new Span(title, Theme.SectionTitle)],
        new ParagraphBox(0, Theme.FullWidth, Before: 20)
        {
            Anchors = [anchor],
            Bookmark = new Bookmark(1, title),
            KeepWithNext = true,
            ClearsRail = true,
            ShapesAbove = [new Shape(ShapeKind.Filled, 0, -5, Theme.FullWidth, 1.2, Theme.Navy)],
        }));

    /// <summary>The sentence, its standing in front when it is not plain fact, and its citations behind.</summary>
    public List<Span> Cited(CitedLine line, TextStyle style, bool showStanding = true)
    {
        var spans = new List<Span>();
        if (showStanding && line.Standing != Standing.Reported)
        {
            spans.Add(new Span(Labels.Standing(line.Standing).ToUpperInvariant(), Theme.AccentLabel with { Size = style.Size * 0.76 }));
            spans.Add(new Span(" ", style));
        }

        spans.Add(new Span(line.Text, style));
        spans.AddRange(Citations(line.Citations, style));
        return spans;
    }

    /// <summary>Such as "[1] [2]", bound to the word before and to each other, at most three at a time.</summary>
    public IEnumerable<Span> Citations(IReadOnlyList<int> numbers, TextStyle style)
    {
        var mark = new TextStyle(Face.SansSemiBold, style.Size * 0.74, Theme.Accent, style.Size * 0.22);
        for (var i = 0; i < numbers.Count; i++)
        {
            var number = numbers[i];
            yield return new Span(i == 0 || i % 3 > 0 ? "\u00A0" : " ", style);
            yield return new Span(
                FormattableString.Invariant($"[{number}]"),
                mark,
                quoted.Contains(number) ? new Link("#" + Anchors.Quote(number), LabelSet.Fill(Labels.OpenSource, number)) : null,
                cited.Add(number) ? Anchors.Citation(number) : null);
        }
    }

    /// <summary>Such as "Story 2", linked; <c>null</c> when the document has no such story.</summary>
    public Span? StoryReference(string anchor, TextStyle style) => storyNumbers.TryGetValue(anchor, out var number)
        ? new Span(LabelSet.Fill(Labels.StoryNumber, number), style, new Link("#" + anchor, LabelSet.Fill(Labels.OpenStory, Document.Stories[number - 1].Title)))
        : null;
}

/// <summary>Names of places in a briefing, the same in every format.</summary>
static class Anchors
{
    /// <summary>Where the appendix quotes the sentence.</summary>
    public static string Quote(int number) => FormattableString.Invariant($"quote-{number}");

    /// <summary>Where the briefing first rests on the quote.</summary>
    public static string Citation(int number) => FormattableString.Invariant($"cite-{number}");

    public const string KeyDevelopments = "key-developments";
    public const string Changes = "changes";
    public const string Stories = "stories";
    public const string Calendar = "calendar";
    public const string Corrections = "corrections";
    public const string Sources = "sources";
    public const string Method = "method";
    public const string Gaps = "gaps";
    public const string Provenance = "provenance";
}
