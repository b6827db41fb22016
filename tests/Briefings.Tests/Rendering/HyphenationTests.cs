using Briefings.Rendering.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Briefings.Tests.Rendering;

public sealed class HyphenationTests
{
    static readonly string[] Languages = ["en", "es"];

    [Theory]
    [InlineData("ministerio", "minis-te-rio")]
    [InlineData("construcción", "cons-truc-ción")]
    [InlineData("desarrollo", "desa-rro-llo")]
    [InlineData("bilaterales", "bila-te-ra-les")]
    [InlineData("problemas", "pro-ble-mas")]
    [InlineData("instrucciones", "ins-truc-cio-nes")]
    [InlineData("extranjería", "extran-je-ría")]
    [InlineData("ayuntamiento", "ayun-ta-miento")]
    public void Spanish_words_are_parted_at_their_syllables(string word, string parted) => Assert.Equal(parted, Parted("es-CO", word));

    [Theory]
    [InlineData("government", "govern-ment")]
    [InlineData("negotiations", "negotia-tions")]
    [InlineData("committee", "com-mit-tee")]
    [InlineData("intelligence", "intelligence")]
    [InlineData("international", "inter-na-tional")]
    [InlineData("conflict", "con-flict")]
    [InlineData("compelling", "com-pell-ing")]
    [InlineData("question", "ques-tion")]
    [InlineData("wildlife", "wildlife")]
    public void English_words_are_parted_where_there_is_no_doubt(string word, string parted) => Assert.Equal(parted, Parted("en", word));

    [Theory]
    [InlineData("Washington")]
    [InlineData("UNITED")]
    [InlineData("nation")]
    [InlineData("a2b2c2d2")]
    public void Names_abbreviations_and_short_words_stay_whole(string word)
    {
        Assert.Equal(word, Parted("en", word));
        Assert.Equal(word, Parted("es", word));
    }

    [Fact]
    public void Other_languages_have_no_rules() => Assert.Null(Hyphenation.For("de"));

    [Fact]
    public void No_word_throws_and_no_part_is_too_short() =>
        Prop.ForAll(Gen.Choose('a', 'z').Select(c => (char)c).ArrayOf().ToArbitrary(), letters =>
            Languages.All(language => Hyphenation.For(language)!.Points(letters).All(p => p >= 3 && letters.Length - p >= 3))).QuickCheckThrowOnFailure();

    static string Parted(string language, string word)
    {
        foreach (var point in Hyphenation.For(language)!.Points(word).Reverse())
        {
            word = word.Insert(point, "-");
        }

        return word;
    }
}
