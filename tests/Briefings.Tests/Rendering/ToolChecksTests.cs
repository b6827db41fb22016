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

    static BriefingDocument Document(string sample) => sample switch
    {
        "rich" => SampleDocuments.Rich,
        "attached" => AttachmentTests.Carrying,
        "tiny" => SampleDocuments.Tiny,
        "long" => SampleDocuments.Long(30),
        "hostile" => SampleDocuments.FilledWith("(\\) \u202Eأب <b> \uD800 \0 中 " + new string('W', 3000)),
        _ => SampleDocuments.Empty,
    };

    static string Run(string program, string sample, Func<string, string[]> arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".pdf");
        File.WriteAllBytes(file, new PdfRenderer().Render(Document(sample)));
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
