using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Briefings.Rendering;
using Xunit;

namespace Briefings.Tests.Rendering;

public sealed class PdfRendererTests
{
    static readonly PdfReading Rich = new(PdfRenderer.Render(SampleDocuments.Rich, new RenderWarnings()));

    static readonly string[] Cultures = ["", "de-DE", "tr-TR", "ar-SA", "th-TH", "fa-IR"];

    [Fact]
    public void Same_document_gives_same_bytes_on_any_thread_and_in_any_culture()
    {
        var expected = new PdfRenderer().Render(SampleDocuments.Rich);
        var results = new byte[6][];
        var threads = Cultures.Select((culture, i) => new Thread(() =>
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture;
            results[i] = new PdfRenderer().Render(SampleDocuments.Rich);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.All(results, bytes => Assert.Equal(expected, bytes));
    }

    [Fact]
    public void Different_documents_have_different_identifiers()
    {
        static string Id(BriefingDocument document) =>
            Regex.Match(Encoding.Latin1.GetString(new PdfRenderer().Render(document)), "/ID\\[<([0-9A-F]{32})>", RegexOptions.None, TimeSpan.FromSeconds(5)).Groups[1].Value;

        Assert.Equal(32, Id(SampleDocuments.Tiny).Length);
        Assert.NotEqual(Id(SampleDocuments.Tiny), Id(SampleDocuments.Tiny with { Handling = "TLP:RED" }), StringComparer.Ordinal);
    }

    [Fact]
    public void Every_text_of_the_document_can_be_copied()
    {
        var page = Squeezed(Rich.AllText);
        var missing = Texts(SampleDocuments.Rich).Where(text => !page.Contains(Squeezed(text), StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    [Fact]
    public void Sections_follow_each_other_in_reading_order()
    {
        var page = Squeezed(Rich.AllText);
        string[] marks = ["Daily briefing", "Key developments", "What changed", "Insurers widen", "Petro and Trump meet in Washington after", "CLAIMS AND PROJECTIONS", "Where the intelligence",
            "TIMELINE", "ACTORS", "WHAT TO WATCH", "Talks on migration", "Calendar", "Corrections", "240,000 customers were", "Sources", "1.240 personas llegaron el 31 de enero al lado", "Also reported by", "How to read this briefing", "Method", "Gaps", "Provenance", "Content digest"];
        var at = 0;
        foreach (var mark in marks)
        {
            var found = page.IndexOf(Squeezed(mark), at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"Expected \"{mark}\" behind character {at}, found none.");
            at = found;
        }
    }

    [Fact]
    public void Citations_stand_apart_from_the_sentence_and_from_each_other()
    {
        var text = Rich.AllText.Replace('\u00A0', ' ').Replace("\n", "", StringComparison.Ordinal);

        Assert.Contains("in person. [1] [2]", text, StringComparison.Ordinal);
        Assert.Contains("Cepeda, whatever its outcome. [2]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_citation_of_a_quote_is_a_link_with_a_description()
    {
        var annotations = Rich.OfType("<</Type/Annot/Subtype/Link").ToList();
        var quotes = annotations.Count(a => a.Contains("/Contents (Quote ", StringComparison.Ordinal));
        var text = Rich.AllText;
        var citing = text.Split("Sources\n")[0] + text[text.IndexOf("Also reported by", StringComparison.Ordinal)..];
        var citations = Regex.Count(citing, @"\[\d+\]", RegexOptions.None, TimeSpan.FromSeconds(5));

        Assert.Equal(citations, quotes);
        Assert.All(annotations, a => Assert.Matches(@"/Contents ?[(<].*/(Dest\[|A<</S/URI)", a));
        Assert.Equal(annotations.Count, Rich.Objects.Values.Sum(o => Regex.Count(o, "/Type/OBJR", RegexOptions.None, TimeSpan.FromSeconds(5))));
    }

    [Fact]
    public void Links_lead_to_places_inside_the_file()
    {
        var pages = PdfReading.References(Rich.OfType("<</Type/Pages").Single(), "Kids");
        var targets = Rich.Objects.Values.Where(o => o.Contains("/Dest[", StringComparison.Ordinal))
            .Select(o => int.Parse(Regex.Match(o, @"/Dest\[(\d+) 0 R/XYZ", RegexOptions.None, TimeSpan.FromSeconds(5)).Groups[1].Value, CultureInfo.InvariantCulture));

        Assert.All(targets, target => Assert.Contains(target, pages));
    }

    [Fact]
    public void Bookmarks_name_every_section_and_story()
    {
        var root = Rich.Objects[PdfReading.Reference(Rich.Catalog, "Outlines")];
        var titles = Rich.OfType("<</Title").Where(o => o.Contains("/Dest", StringComparison.Ordinal)).Select(o => o.Split("/Parent")[0]).ToList();

        Assert.Contains("/Count 17", root, StringComparison.Ordinal);
        Assert.Equal(17, titles.Count);
        Assert.Contains(titles, t => t.Contains("Insurers widen the listed area", StringComparison.Ordinal));
    }

    [Fact]
    public void Structure_has_one_heading_a_story_and_one_table_a_list()
    {
        int Count(string tag) => Rich.OfType($"<</Type/StructElem/S/{tag}/").Count();

        Assert.Equal(1, Count("H1"));
        Assert.Equal(SampleDocuments.Rich.Stories.Count + 1, Count("H3")); // and the further sources
        Assert.Equal(3 + SampleDocuments.Rich.Stories.Count(s => s.Timeline.Count > 0) + SampleDocuments.Rich.Stories.Count(s => s.Actors.Count > 0), Count("Table"));
        Assert.All(Rich.OfType("<</Type/StructElem/S/TH/"), th => Assert.Contains("/Scope/", th, StringComparison.Ordinal));
        Assert.All(Rich.OfType("<</Type/StructElem/S/Figure/"), figure => Assert.Matches("/Alt [(<]", figure));
    }

    [Fact]
    public void Every_mark_is_tagged_or_decoration()
    {
        foreach (var page in Rich.Pages)
        {
            var depth = 0;
            foreach (var line in Rich.Content(page).Split('\n'))
            {
                Assert.False(depth == 0 && line.EndsWith("TJ ET", StringComparison.Ordinal), $"Expected marked content, found {line}");
                depth += line.EndsWith("BDC", StringComparison.Ordinal) || line.EndsWith("BMC", StringComparison.Ordinal) ? 1 : 0;
                depth -= line is "EMC" ? 1 : 0;
            }

            Assert.Equal(0, depth);
        }
    }

    [Fact]
    public void Handling_label_stands_twice_on_every_page_in_12_points()
    {
        Assert.All(Rich.Pages, page =>
        {
            Assert.True(Regex.Count(Rich.Text(page), "TLP:AMBER", RegexOptions.None, TimeSpan.FromSeconds(5)) >= 2);
            Assert.Contains("/F5 12 Tf", Rich.Content(page), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Missing_glyphs_are_printed_as_numbers_copied_as_themselves_and_reported()
    {
        var warnings = new RenderWarnings();
        var pdf = new PdfReading(PdfRenderer.Render(SampleDocuments.Tiny with { Gaps = ["Report from 北京."] }, warnings));

        Assert.Equal([0x4EAC, 0x5317], warnings.MissingCodePoints);
        Assert.Contains("U+4EAC", warnings.Messages[0], StringComparison.Ordinal);
        Assert.Contains("[U+5317]", Squeezed(pdf.AllText), StringComparison.Ordinal);
        Assert.Contains("/ActualText <FEFF5317>", pdf.Content(pdf.Pages[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_reach_the_callback()
    {
        var messages = new List<string>();
        new PdfRenderer(messages.Add).Render(SampleDocuments.Tiny with { Gaps = ["\u0E01"] });

        Assert.Single(messages, m => m.Contains("U+0E01", StringComparison.Ordinal));
    }

    [Fact]
    public void Glyph_zero_is_never_drawn()
    {
        Assert.All(Rich.Pages, page => Assert.DoesNotContain("<0000", Rich.Content(page), StringComparison.Ordinal));
    }

    [Fact]
    public void Addresses_that_run_code_are_no_links()
    {
        var document = SampleDocuments.Tiny with { Sources = [new("A", "B", "C", "javascript:alert(1)", "", []), new("A", "B", "C", "file:///etc/passwd", "", []), new("A", "B", "C", "https://ok.example/", "", [])] };
        var pdf = new PdfReading(new PdfRenderer().Render(document));

        Assert.Single(pdf.Objects.Values, o => o.Contains("/S/URI", StringComparison.Ordinal));
        Assert.Contains("javascript:alert(1)", Squeezed(pdf.AllText), StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_document_says_so_and_leaves_sections_out()
    {
        var text = new PdfReading(new PdfRenderer().Render(SampleDocuments.Empty)).AllText;

        Assert.Contains("No new developments in this period.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Sources", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Calendar", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_follow_the_language_and_fall_back_to_English()
    {
        static string Text(string language) => new PdfReading(new PdfRenderer().Render(SampleDocuments.Tiny with { Language = language })).AllText;

        Assert.Contains("Hechos clave", Text("es-CO"), StringComparison.Ordinal);
        Assert.Contains("Key developments", Text("xx"), StringComparison.Ordinal);
    }

    [Fact]
    public void Cost_grows_with_length_only()
    {
        static long Allocated(int stories)
        {
            var document = SampleDocuments.Long(stories);
            var before = GC.GetAllocatedBytesForCurrentThread();
            PdfRenderer.Render(document, new RenderWarnings());
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(2);
        Assert.InRange(Allocated(160) / (double)Allocated(40), 2, 5);
    }

    [Fact]
    public void Table_heads_are_repeated_as_decoration()
    {
        var changes = Enumerable.Range(1, 120).Select(i => new Change(ChangeKind.New, $"Change number {i}", "story-1")).ToList();
        var pdf = new PdfReading(new PdfRenderer().Render(SampleDocuments.Tiny with { Changes = changes }));

        Assert.True(pdf.Pages.Count >= 3);
        Assert.Contains("Event", pdf.Text(pdf.Pages[1]), StringComparison.Ordinal);
        Assert.Equal(3 + 120, pdf.OfType("<</Type/StructElem/S/TH/").Count());
    }

    /// <summary>Without any space or hyphen of a line's end, since lines are broken where the page wants it. Right-to-left texts are left out: their glyphs stand in visual order.</summary>
    static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '\u00AD'));

    static List<string> Texts(BriefingDocument document)
    {
        var json = Encoding.UTF8.GetString(new JsonRenderer().Render(document));
        using var parsed = System.Text.Json.JsonDocument.Parse(json);
        string[] notPrinted =
        [
            "anchor", "storyAnchor", "language", "day", "standing", "kind", "titleLanguage", "titleStanding", "changeKind", "hyphenation", "sections", "id", "events", "span", "oldSpan", "newSpan", "from", "to", "learnedOn",
            "brand", // colours and an image
            "days", // drawn as bars, told by the text alternative
        ];
        return [.. Strings(parsed.RootElement, notPrinted).Where(text => !text.Any(c => c is >= '\u0590' and <= '\u08FF' or >= '\u4E00' and <= '\u9FFF'))];
    }

    static IEnumerable<string> Strings(System.Text.Json.JsonElement element, string[] except) => element.ValueKind switch
    {
        System.Text.Json.JsonValueKind.Object => element.EnumerateObject().Where(p => !except.Contains(p.Name, StringComparer.Ordinal)).SelectMany(p => Strings(p.Value, except)),
        System.Text.Json.JsonValueKind.Array => element.EnumerateArray().SelectMany(e => Strings(e, except)),
        System.Text.Json.JsonValueKind.String => [element.GetString()!],
        _ => [],
    };
}
