using System.Text;
using Briefings.Rendering.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Briefings.Tests.Rendering;

/// <summary>Against the runtime's own normalization, which these tests can rely on because they run with ICU.</summary>
public sealed class NormalizationTests
{
    [Theory]
    [InlineData("Bogota\u0301")]
    [InlineData("Vie\u0323\u0302t")]
    [InlineData("Vie\u0302\u0323t")]
    [InlineData("\u212B \u2126 \u0958")]
    [InlineData("\u1112\u1161\u11AB\u1100\u1173\u11AF")]
    [InlineData("q\u0307\u0323\u0301x")]
    [InlineData("\u0344 \uFB1D \uF900")]
    [InlineData("Київ, Ελλάδα, العربية")]
    public void Text_is_composed(string text) => Assert.Equal(text.Normalize(NormalizationForm.FormC), Normalization.ToComposed(text));

    [Fact]
    public void Every_character_is_composed_alone_and_taken_apart()
    {
        for (var codePoint = 0x20; codePoint < 0x10000; codePoint++)
        {
            if (Rune.IsValid(codePoint) && char.GetUnicodeCategory(char.ConvertFromUtf32(codePoint), 0) is not System.Globalization.UnicodeCategory.OtherNotAssigned)
            {
                var text = "a" + char.ConvertFromUtf32(codePoint);
                Assert.Equal(text.Normalize(NormalizationForm.FormC), Normalization.ToComposed(text));
                Assert.Equal(text.Normalize(NormalizationForm.FormC), Normalization.ToComposed(text.Normalize(NormalizationForm.FormD)));
            }
        }
    }

    [Fact]
    public void Any_heap_of_marks_is_composed() =>
        Prop.ForAll(
            Gen.Elements("a", "e", "o", "q", "ü", "\u0300", "\u0301", "\u0302", "\u0308", "\u0323", "\u0327", "\u031B", "\u0345", "α", "и", "\u1100", "\u1161", "\u11A8")
                .ArrayOf().Select(parts => string.Concat(parts)).ToArbitrary(),
            text => string.Equals(Normalization.ToComposed(text), text.Normalize(NormalizationForm.FormC), StringComparison.Ordinal)).QuickCheckThrowOnFailure();
}
