using System.Text;
using Briefings.Rendering;
using Briefings.Rendering.Layout;
using Briefings.Rendering.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Briefings.Tests.Rendering;

public sealed class BrandTests
{
    [Fact]
    public void Every_colour_can_be_read_on_paper_and_on_tinted_boxes() =>
        Prop.ForAll(Gen.Choose(0, 0xFFFFFF).ToArbitrary(), rgb =>
        {
            var colour = Palette.Legible($"#{rgb:x6}", Theme.Navy);
            return Palette.Contrast(colour, Theme.Tint) >= 4.5 && Palette.Contrast(colour, Colour.Of(0xFFFFFF)) >= 4.5;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Contrast_is_that_of_the_accessibility_guidelines()
    {
        Assert.Equal(21, Palette.Contrast(Colour.Of(0), Colour.Of(0xFFFFFF)), 3);
        Assert.Equal(4.54, Palette.Contrast(Colour.Of(0x767676), Colour.Of(0xFFFFFF)), 2);
    }

    [Fact]
    public void The_readers_colours_take_the_place_of_the_houses()
    {
        var branded = SampleDocuments.Tiny with { Brand = new Brand("#005f00", "#7a007a", null) };
        var pdf = new PdfReading(new PdfRenderer().Render(branded));
        var html = Encoding.UTF8.GetString(new HtmlRenderer().Render(branded));

        Assert.Contains("0 0.37 0 rg", pdf.Content(pdf.Pages[0]), StringComparison.Ordinal);
        Assert.DoesNotContain("0.07 0.2 0.31 rg", pdf.Content(pdf.Pages[0]), StringComparison.Ordinal);
        Assert.Contains("--navy: #005f00; --accent: #7a007a;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Pale_and_unreadable_colours_are_reported()
    {
        var warnings = new RenderWarnings();
        PdfRenderer.Render(SampleDocuments.Tiny with { Brand = new Brand("#ffff00", "red; } body { display: none", null) }, warnings);

        Assert.Contains(warnings.Messages, m => m.Contains("#ffff00 is too pale", StringComparison.Ordinal));
        Assert.Contains(warnings.Messages, m => m.Contains("found \"red;", StringComparison.Ordinal));
        Assert.DoesNotContain("display: none }", Encoding.UTF8.GetString(new HtmlRenderer().Render(SampleDocuments.Tiny with { Brand = new Brand("red; } body { display: none", null, null) })), StringComparison.Ordinal);
    }
}
