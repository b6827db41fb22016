using System.Globalization;

namespace Briefings.Articles.Reading;

/// <summary>What is refused for its size alone.</summary>
static class ArticleLimits
{
    /// <summary>Bytes of one input that is read whole: everything but NDJSON.</summary>
    public const int InputBytes = 20_000_000;

    /// <summary>Bytes of one fetched feed.</summary>
    public const int FeedBytes = 12_000_000;

    /// <summary>Bytes of one NDJSON line: a text of the greatest length with every character escaped, and room for its fields.</summary>
    public const int LineBytes = 8_000_000;

    /// <summary>UTF-16 code units of an article's text: about three novels.</summary>
    public const int TextCharacters = 1_000_000;

    public const int TitleCharacters = 1_000;

    public const int OutletCharacters = 200;

    public const int UrlCharacters = 2_000;

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
