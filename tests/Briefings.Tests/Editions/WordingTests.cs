using System.Text.RegularExpressions;
using Briefings.Editions;
using Briefings.Extraction;
using Briefings.NewsEvents;
using Briefings.Profiles;
using Briefings.Rendering;
using Briefings.Tests.Stories;
using Xunit;

namespace Briefings.Tests.Editions;

public sealed partial class WordingTests
{
    public static TheoryData<string> EveryLanguage() => [.. Languages.Names];

    [Theory]
    [MemberData(nameof(EveryLanguage))]
    public void Every_language_has_every_wording_with_the_same_places(string language)
    {
        var (english, other) = (Languages.Wording("en"), Languages.Wording(language));
        Assert.Empty(english.Keys.Except(other.Keys, StringComparer.Ordinal));
        Assert.Empty(other.Keys.Where(k => !k.StartsWith("country.", StringComparison.Ordinal)).Except(english.Keys, StringComparer.Ordinal));
        Assert.All(english, w => Assert.Equal((w.Key, Places(w.Value)), (w.Key, Places(other[w.Key]))));
        Assert.All(other.Values, Assert.NotEmpty);
    }

    [Theory]
    [MemberData(nameof(EveryLanguage))]
    public void Every_event_type_and_country_has_a_name_in_every_language(string language)
    {
        var words = Languages.Wording(language);
        Assert.All(NewsEventCatalog.TypeNames, type => Assert.Contains("type." + type, words.Keys));
        Assert.True(language == "en" || words.Keys.Count(k => k.StartsWith("country.", StringComparison.Ordinal)) > 190);
    }

    [Theory]
    [InlineData("en", "Monday, 2 February 2026", "2 February 2026, 06:05 UTC", "1,234.5", "−2.5", "February 2026", "quarter 1 of 2026", "2 February 2026 – 4 February 2026", "a, b and c")]
    [InlineData("es-CO", "lunes, 2 de febrero de 2026", "2 de febrero de 2026, 06:05 UTC", "1.234,5", "−2,5", "febrero de 2026", "trimestre 1 de 2026", "2 de febrero de 2026 – 4 de febrero de 2026", "a, b y c")]
    public void Dates_and_numbers_are_those_of_the_language(string language, params string[] expected)
    {
        var wording = new Wording(language);
        var day = new DateOnly(2026, 2, 2);
        List<string> found =
        [
            wording.LongDay(day),
            wording.Instant(new DateTimeOffset(2026, 2, 2, 1, 5, 0, TimeSpan.FromHours(-5))),
            wording.Number(1234.5m),
            wording.Signed(-2.46),
            wording.When(new When(new DateOnly(2026, 2, 1), new DateOnly(2026, 3, 1), DatePrecision.Month, "", null)),
            wording.When(new When(new DateOnly(2026, 1, 1), new DateOnly(2026, 4, 1), DatePrecision.Quarter, "", null)),
            wording.When(new When(day, day.AddDays(3), DatePrecision.Range, "", null)),
            wording.Join(["a", "b", "c"]),
        ];
        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task Spanish_briefing_has_no_English_but_the_articles_own()
    {
        const string text = "Petro meets Trump on Tuesday and this is what they will have said.";
        var given = new Given()
            .Article("article-1", "2026-02-01", text, "Ledger").Reported("article-1", Given.Meeting(text, text, "2026-02-03"))
            .Article("article-2", null, text + " More.").Reported("article-2", Given.Meeting(text, text, "2026-02-04"))
            .Corrected("article-1", 2, "2026-02-01", text, text + " Again.");
        var document = await given.Compose("2026-02-01", Profile.General with { Language = "es", Watch = new Watch { Countries = ["COL"], Words = ["meets"] } });
        // What is in the articles' language says so, or is a quote; what has no such mark is the briefing's own.
        var own = Regex.Replace(Composing.Written(document), "\"(text|title|quote|old|new|position|handling|profile|cutOff)\": \"[^\"]*\"|\"(standing|kind|changeKind|titleStanding)\": \"[A-Za-z]+\"|\"[a-zA-Z]+\":", "", RegexOptions.None, TimeSpan.FromSeconds(5));
        string[] said = [own, document.CutOff, .. document.Changes.Where(c => c.Citations.Count == 0).Select(c => c.Text), .. document.Corrections.Select(c => c.Text)];
        Assert.All(said, text => Assert.DoesNotMatch(EnglishWords(), text));
        Assert.Equal("en", document.Sources[0].Language);
        Assert.Equal("inglés", document.Sources[0].LanguageText);
        Assert.Equal("en", document.KeyDevelopments[0].Line.Language);
        Assert.Equal("domingo, 1 de febrero de 2026", document.DayText);
    }

    [GeneratedRegex(@"\b(the|of|and|source|sources|report|reports|edition|date|new|published|from|with|position)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex EnglishWords();

    static string Places(string text) => string.Join(' ', Regex.Matches(text, @"\{\d\}", RegexOptions.None, TimeSpan.FromSeconds(5)).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal));
}
