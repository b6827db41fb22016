using Briefings.Articles;
using Xunit;

namespace Briefings.Tests.Articles;

public sealed class TextSimilarityTests
{
    const string Wire = "Peruvian police arrested 17 dock workers in Callao on Sunday. The dock workers' union condemned the arrests. Exporters warned of shortages within days.";

    [Fact]
    public void Similarity_of_a_text_with_itself_is_one_whatever_its_case_and_marks() =>
        Assert.Equal(1, TextSimilarity.Between(Wire, Wire.ToUpperInvariant().Replace('.', '!')));

    [Fact]
    public void Similarity_is_the_same_from_both_sides() =>
        Assert.Equal(TextSimilarity.Between(Wire, "Police arrested 17 dock workers in Callao."), TextSimilarity.Between("Police arrested 17 dock workers in Callao.", Wire));

    [Theory]
    [InlineData("", "")]
    [InlineData("", Wire)]
    [InlineData("… – !", Wire)]
    [InlineData("Farmers in Ghana expect a good harvest this year.", Wire)]
    public void Similarity_of_texts_without_common_words_is_nothing(string a, string b) => Assert.Equal(0, TextSimilarity.Between(a, b));

    [Fact]
    public void One_word_changed_is_the_same_article() =>
        Assert.True(TextSimilarity.Between(Wire, Wire.Replace("17", "14", StringComparison.Ordinal)) >= TextSimilarity.SameArticle);

    [Fact]
    public void A_paraphrase_is_another_article() =>
        Assert.True(TextSimilarity.Between(Wire, "Seventeen port workers were held by police in Peru's Callao, and their union protested. Traders fear that goods will run short.") < TextSimilarity.SameArticle);
}
