using System.Text;
using Briefings.Rendering;
using Briefings.Rendering.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Briefings.Tests.Rendering;

public sealed class HostileTextTests
{
    static readonly Renderers All = Renderers.Default();

    public static TheoryData<string, string> Cases => new()
    {
        { "empty", "" },
        { "space", " \t\r\n " },
        { "right-to-left override", "Report \u202Egnp.exe\u202C ends" },
        { "10,000 letters", new string('W', 10_000) },
        { "10,000 Arabic letters", new string('\u0628', 10_000) },
        { "10,000 ideographs", new string('\u5317', 10_000) },
        { "5,000 combining marks", "Z" + new string('\u0301', 5_000) },
        { "lone surrogates", "a\uD800b\uDC00\uDC00c\uD83D" },
        { "nulls and controls", "a\0b\u0001c\u001Bd\u007F\u0085" },
        { "noncharacters", "\uFFFE\uFFFF\uFDD0" },
        { "emoji", "👩‍👩‍👧‍👦 🏳️‍🌈 1️⃣ 🇨🇴" },
        { "every script", EveryScript() },
        { "markup", "<script>alert(1)</script>]]>--><!-- & \" ' </style> {{x}} [a](javascript:alert(1)) | # *" },
        { "PDF syntax", "(( )) \\ endstream endobj << >> %%EOF trailer" },
        { "spaces of all kinds", "a\u00A0b\u2007c\u202Fd\u2003e\u3000f\u200Bg\u00ADh\uFEFFi" },
        { "words and numbers", string.Concat(Enumerable.Repeat("3 February 2026 1 240 000 km ", 2_000)) },
        { "mixed directions", string.Concat(Enumerable.Repeat("abc (אבג 12 דה) العربية 34 x ", 300)) },
        { "struck-through pile", "Q" + string.Concat(Enumerable.Repeat("\u0335\u0338\u0316", 200)) },
        { "tags, private use and presentation forms", "\U000E0061\U000E0062 \uE123 \uFDFA\uFDFA \uFB01 \uFEFB" },
        { "dotted and dotless", "I\u0307 \u0130\u0131 \u00DF\u1E9E" },
        { "vowel signs and ligatures", string.Concat(Enumerable.Repeat("\u0644\u064E\u0627 \u0644\u0627 \u0628\u0651\u064E\u0650 \u0645\u06CC\u200C\u062E ", 200)) },
        { "deep brackets", new string('(', 400) + "\u05D0" + new string(']', 400) },
        { "one line each", string.Join('\n', Enumerable.Range(0, 500)) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_format_renders(string name, string text)
    {
        Assert.NotNull(name);
        foreach (var format in All.Formats)
        {
            Assert.NotEmpty(All.Find(format)!.Render(SampleDocuments.FilledWith(text)));
        }
    }

    [Fact]
    public void No_text_throws() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text =>
        {
            foreach (var format in All.Formats)
            {
                All.Find(format)!.Render(SampleDocuments.FilledWith(text ?? ""));
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_sequence_of_any_characters_throws() =>
        Prop.ForAll(
            Gen.Choose(0, 0xFFFF).Select(c => (char)c).ArrayOf().Select(chars => new string(chars)).ToArbitrary(),
            text =>
            {
                var warnings = new RenderWarnings();
                var pdf = new PdfReading(PdfRenderer.Render(SampleDocuments.Empty with { Gaps = [text] }, warnings));
                return pdf.Pages.Count > 0;
            }).QuickCheckThrowOnFailure();

    /// <summary>What is seen can be copied: each character as often as it stands in the text, or a warning names it.</summary>
    [Fact]
    public void Every_character_is_copied_or_reported()
    {
        var without = Counts(SampleDocuments.Empty with { Gaps = ["."] }, out _);
        Prop.ForAll(Characters.ArrayOf().Select(chars => string.Concat(chars)).ToArbitrary(), text =>
        {
            var with = Counts(SampleDocuments.Empty with { Gaps = ["." + text] }, out var missing);
            var expected = CleanText.Of(text).Where(c => !char.IsWhiteSpace(c) && !char.IsSurrogate(c) && !missing.Contains(c)).CountBy(c => c);
            return expected.All(c => with.GetValueOrDefault(c.Key) - without.GetValueOrDefault(c.Key) >= c.Value);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Same_text_gives_same_bytes() =>
        Prop.ForAll(Characters.ArrayOf().Select(chars => string.Concat(chars)).ToArbitrary(), text =>
            new PdfRenderer().Render(SampleDocuments.FilledWith(text)).AsSpan().SequenceEqual(new PdfRenderer().Render(SampleDocuments.FilledWith(text)))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("abc (\u05D0\u05D1\u05D2 12 \u05D3) \u0644\u0627 34 x ")]
    [InlineData("\u0628\u0651\u064E\u0650")]
    [InlineData("extraordinary recommendations ")]
    [InlineData("(")]
    public void Cost_grows_with_the_text_only(string part)
    {
        long Allocated(int times)
        {
            var document = SampleDocuments.Empty with { Hyphenation = "en", Gaps = [string.Concat(Enumerable.Repeat(part, times))] };
            var before = GC.GetAllocatedBytesForCurrentThread();
            PdfRenderer.Render(document, new RenderWarnings());
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(10);
        Assert.InRange(Allocated(8_000) / (double)Allocated(2_000), 1, 5.5);
    }

    /// <summary>Of the scripts a page can show, with marks, signs and some it cannot.</summary>
    static Gen<string> Characters => Gen.OneOf(
        Gen.Choose(0x20, 0x24F), Gen.Choose(0x300, 0x36F), Gen.Choose(0x370, 0x58F), Gen.Choose(0x5D0, 0x5EA), Gen.Choose(0x620, 0x655), Gen.Choose(0x10D0, 0x10F0), Gen.Choose(0x2010, 0x2044), Gen.Choose(0x4E00, 0x4E20), Gen.Choose(0x20, 0x20))
        .Select(char.ConvertFromUtf32);

    static Dictionary<char, int> Counts(BriefingDocument document, out HashSet<int> missing)
    {
        var warnings = new RenderWarnings();
        var text = new PdfReading(PdfRenderer.Render(document, warnings)).AllText;
        missing = [.. warnings.MissingCodePoints];
        return text.CountBy(c => c).ToDictionary();
    }

    [Fact]
    public void Long_words_stay_on_the_page_and_whole()
    {
        var pdf = new PdfReading(new PdfRenderer().Render(SampleDocuments.Empty with { Gaps = [new string('W', 10_000)] }));

        Assert.Equal(10_000, pdf.AllText.Count(c => c == 'W'));
    }

    [Fact]
    public void Direction_overrides_have_no_effect()
    {
        var plain = new PdfReading(new PdfRenderer().Render(SampleDocuments.Empty with { Gaps = ["Report gnp.exe ends"] })).AllText;
        var overridden = new PdfReading(new PdfRenderer().Render(SampleDocuments.Empty with { Gaps = ["Report \u202Egnp.exe\u202C ends"] })).AllText;

        Assert.Equal(plain, overridden);
    }

    [Fact]
    public void Composed_and_decomposed_text_give_the_same_file()
    {
        var composed = SampleDocuments.Rich with { Gaps = ["Bogotá, Đorđe Šarčević, Việt Nam"] };
        var decomposed = composed with { Gaps = [composed.Gaps[0].Normalize(NormalizationForm.FormD)] };

        Assert.NotEqual(composed.Gaps[0], decomposed.Gaps[0], StringComparer.Ordinal);
        Assert.Equal(new PdfRenderer().Render(composed), new PdfRenderer().Render(decomposed));
    }

    [Fact]
    public void Every_unprintable_character_is_reported()
    {
        var warnings = new RenderWarnings();
        PdfRenderer.Render(SampleDocuments.Empty with { Gaps = ["ไทย 中文 हिन्दी 😀"] }, warnings);

        Assert.Contains(0x0E44, warnings.MissingCodePoints);
        Assert.Contains(0x4E2D, warnings.MissingCodePoints);
        Assert.Contains(0x0939, warnings.MissingCodePoints);
        Assert.Contains(0x1F600, warnings.MissingCodePoints);
    }

    static string EveryScript()
    {
        var text = new StringBuilder();
        for (var codePoint = 0x20; codePoint < 0x20000; codePoint += 97)
        {
            if (Rune.IsValid(codePoint))
            {
                text.Append(new Rune(codePoint)).Append(codePoint % 5 == 0 ? " " : "");
            }
        }

        return text.ToString();
    }
}
