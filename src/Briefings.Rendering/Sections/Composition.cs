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
    readonly Dictionary<string, BriefItem> briefs = new(StringComparer.Ordinal);
    readonly HashSet<int> quoted;
    readonly HashSet<int> cited = [];

    public Composition(BriefingDocument document, RenderWarnings warnings)
    {
        Document = document;
        Warnings = warnings;
        Labels = LabelSet.For(document.Language);
        Blocks = new Blocks(new Typesetter(new Shaper(), new BreakOpportunities(Labels.Months), warnings, Hyphenation.For(document.Hyphenation)));
        quoted = [.. document.Sources.SelectMany(source => source.Quotes).Select(quote => quote.Number)];
        for (var i = 0; i < document.Stories.Count; i++)
        {
            storyNumbers.TryAdd(document.Stories[i].Anchor, i + 1);
        }

        foreach (var item in document.InBrief)
        {
            briefs.TryAdd(item.Anchor, item);
        }
    }

    public BriefingDocument Document { get; }

    public RenderWarnings Warnings { get; }

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

    /// <summary>The sentence, its standing in front when it is not plain fact; behind it its citations, how many more report it, and what is to be known beside it.</summary>
    public List<Span> Cited(CitedLine line, TextStyle style)
    {
        var spans = StandingOf(line.Standing, style);
        spans.Add(new Span(line.Text, style) { Language = line.Language });
        spans.AddRange(Citations(line.Citations, style));
        if (line.Further > 0)
        {
            var link = Document.FurtherSources.Count > 0 ? new Link("#" + Anchors.FurtherSources, LabelSet.Fill(Labels.OpenFurther, line.Further)) : null;
            spans.Add(new Span("\u00A0", style));
            spans.Add(new Span(FormattableString.Invariant($"+{line.Further}"), Mark(style), link));
        }

        if (line.Note.Length > 0)
        {
            spans.Add(new Span(" (" + line.Note + ")", new TextStyle(Face.Sans, style.Size * 0.86, Theme.Muted)));
        }

        return spans;
    }

    /// <summary>A label and a space in front of what is no plain fact; nothing in front of what is.</summary>
    public List<Span> StandingOf(Standing standing, TextStyle style) => standing == Standing.Reported
        ? []
        : [new Span(Labels.Standing(standing).ToUpperInvariant(), Theme.AccentLabel with { Size = style.Size * 0.76 }), new Span(" ", style)];

    /// <summary>Such as "[1] [2]", bound to the word before and to each other, at most three at a time.</summary>
    /// <param name="isFirstUse">Whether the quote may lead back to here.</param>
    public IEnumerable<Span> Citations(IReadOnlyList<int> numbers, TextStyle style, bool isFirstUse = true)
    {
        var mark = Mark(style);
        for (var i = 0; i < numbers.Count; i++)
        {
            var number = numbers[i];
            yield return new Span(i == 0 || i % 3 > 0 ? "\u00A0" : " ", style);
            yield return new Span(
                FormattableString.Invariant($"[{number}]"),
                mark,
                quoted.Contains(number) ? new Link("#" + Anchors.Quote(number), LabelSet.Fill(Labels.OpenSource, number)) : null,
                isFirstUse && cited.Add(number) ? Anchors.Citation(number) : null);
        }
    }

    static TextStyle Mark(TextStyle style) => new(Face.SansSemiBold, style.Size * 0.74, Theme.Accent, style.Size * 0.22);

    /// <summary>A stranger's address, linked when it is safe to open.</summary>
    public Span Address(string url, TextStyle style) =>
        new(url, style with { Colour = Theme.Navy }, WebAddress.IsSafe(url) ? new Link(url, LabelSet.Fill(Labels.OpenAddress, url)) : null, IsCode: true);

    /// <summary>Where a quote stands, such as "r1:0–148"; <c>null</c> when that is not said.</summary>
    public static string? PlaceOf(QuoteSpan? span) => span is null ? null : FormattableString.Invariant($"r{span.Revision}:{span.Start}–{span.End}");

    /// <summary>Such as "Story 2" or "In brief", linked; <c>null</c> when the document has no such story.</summary>
    public Span? StoryReference(string anchor, TextStyle style)
    {
        if (storyNumbers.TryGetValue(anchor, out var number))
        {
            return new Span(LabelSet.Fill(Labels.StoryNumber, number), style, new Link("#" + anchor, LabelSet.Fill(Labels.OpenStory, Document.Stories[number - 1].Title)));
        }

        return briefs.TryGetValue(anchor, out var item) ? new Span(Labels.InBrief, style, new Link("#" + anchor, LabelSet.Fill(Labels.OpenStory, item.Line.Text))) : null;
    }
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
    public const string InBrief = "in-brief";
    public const string Relations = "relations";
    public const string FurtherSources = "further-sources";
    public const string Legend = "legend";
    public const string Calendar = "calendar";
    public const string Corrections = "corrections";
    public const string Sources = "sources";
    public const string Method = "method";
    public const string Gaps = "gaps";
    public const string Provenance = "provenance";
}
