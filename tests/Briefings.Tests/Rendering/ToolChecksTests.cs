using System.ComponentModel;
using System.Diagnostics;
using Briefings.Rendering;
using Xunit;

namespace Briefings.Tests.Rendering;

/// <summary>What other programs say of our files. They are not part of the build, so a machine without them skips these tests.</summary>
public sealed class ToolChecksTests
{
    public static TheoryData<string> Samples => ["rich", "attached", "tiny", "empty", "long", "hostile"];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Qpdf_finds_no_fault(string sample)
    {
        var output = Run("qpdf", sample, file => ["--check", file]);

        Assert.Contains("No syntax or stream encoding errors found", output, StringComparison.Ordinal);
        Assert.DoesNotContain("WARNING", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Pdftotext_reads_sentences_with_their_citations()
    {
        var text = Run("pdftotext", "rich", file => [file, "-"]).ReplaceLineEndings(" ");

        Assert.Contains("Tuesday, 3 February 2026, their first meeting in person. [1] [2]", text, StringComparison.Ordinal);
        Assert.Contains("Đorđe Šarčević", text, StringComparison.Ordinal);
        Assert.Contains("قالت السلطات في بيان رسمي إن الميناء مفتوح", text, StringComparison.Ordinal);
        Assert.Contains("TLP:AMBER", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Pdffonts_finds_every_font_embedded_with_its_text()
    {
        var lines = Run("pdffonts", "rich", file => [file]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToList();

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Matches(@"CID TrueType\s+Identity-H\s+yes yes yes", line));
    }

    [Theory]
    [InlineData("الاتفاق على الأمن في 12 أيار")]
    [InlineData("قالت السلطات: الميناء (مفتوح) منذ 12 يوما")]
    [InlineData("הנמל פתוח מאז 12 ימים")]
    [InlineData("می‌خواهم برگردم", "-layout")]
    [InlineData("قَالَتِ السُّلْطَةُ الأولى", "-layout")]
    [InlineData("Việt Nam, Đorđe Šarčević, Київ, Αθήνα, Ўзбекистон")]
    [InlineData("office difficult affluent fjord")]
    [InlineData("US$ 4.5 million on 3 February 2026")]
    public void Pdftotext_reads_every_script_in_reading_order(string text, string mode = "-raw")
    {
        var read = Run("pdftotext", SampleDocuments.Empty with { Gaps = [text] }, file => [mode, file, "-"]);

        Assert.Contains(Squeezed(text.Normalize()), Squeezed(read), StringComparison.Ordinal);
    }

    [Fact]
    public void Pdftotext_reads_a_long_word_whole()
    {
        var word = string.Concat(Enumerable.Range(0, 2_000).Select(i => (char)('a' + (i * 7 % 26))));
        var read = Run("pdftotext", SampleDocuments.Empty with { Gaps = [word], Provenance = [] }, file => [file, "-"]);

        Assert.Contains(word[..400], string.Concat(read.Where(c => !char.IsWhiteSpace(c))), StringComparison.Ordinal);
    }

    /// <summary>The 20 checks of the kit beside the repository: tags, headings, links, fonts, claims.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void Accessibility_checks_of_the_kit_pass(string sample)
    {
        var kit = Path.Combine(Root(), "..", "shared", "kits", "pdf", "uacheck.py");
        Assert.SkipUnless(File.Exists(kit), "The kit is not beside the repository.");
        Assert.SkipWhen(sample is "empty" or "tiny", "The kit wants a table and a figure, which a document without stories has not.");
        var output = Run("/usr/bin/python3", Document(sample), file => [kit, file[..^".pdf".Length]]);
        Assert.SkipWhen(output.Contains("No module named 'pikepdf'", StringComparison.Ordinal), "python3-pikepdf is not installed.");

        Assert.DoesNotContain("FAIL", output, StringComparison.Ordinal);
        Assert.Equal(20, output.Split('\n').Count(line => line.Contains(" ok  ", StringComparison.Ordinal)));
    }

    /// <summary>Without spaces and the direction marks that pdftotext adds.</summary>
    static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not (>= '\u202A' and <= '\u202E' or '\u200E' or '\u200F')));

    static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Briefings.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Briefings.sln is in no folder above the tests.");
        }

        return folder;
    }

    static BriefingDocument Document(string sample) => sample switch
    {
        "rich" => SampleDocuments.Rich,
        "attached" => AttachmentTests.Carrying,
        "tiny" => SampleDocuments.Tiny,
        "long" => SampleDocuments.Long(30),
        "hostile" => SampleDocuments.FilledWith("(\\) \u202Eأب <b> \uD800 \0 中 " + new string('W', 3000)),
        _ => SampleDocuments.Empty,
    };

    static string Run(string program, string sample, Func<string, string[]> arguments) => Run(program, Document(sample), arguments);

    static string Run(string program, BriefingDocument document, Func<string, string[]> arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".pdf");
        File.WriteAllBytes(file, new PdfRenderer().Render(document));
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments(file)) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false });
            var errors = process!.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output + errors.GetAwaiter().GetResult();
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed.");
            return "";
        }
        finally
        {
            File.Delete(file);
        }
    }
}
