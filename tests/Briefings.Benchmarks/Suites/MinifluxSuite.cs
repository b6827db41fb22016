using System.Text.RegularExpressions;
using Briefings.Articles.Reading;
using Briefings.Feeds.Formats;

namespace Briefings.Benchmarks.Suites;

/// <summary>miniflux/v2, internal/reader: the charset fixtures of its encoding, xml and parser packages, and the dates of its date package.</summary>
static partial class MinifluxSuite
{
    /// <summary>File, Content-Type of the answer, words that must be found once it is decoded; as its tests say.</summary>
    static readonly (string File, string? ContentType, string Words)[] Charsets =
    [
        ("encoding/testdata/utf8.xml", null, "Café"), ("encoding/testdata/iso-8859-1.xml", null, "Café"), ("encoding/testdata/windows-1252.xml", null, "Euro €"),
        ("encoding/testdata/invalid-prolog.xml", null, "Café"), ("encoding/testdata/utf8-incorrect-prolog.xml", null, "Café"),
        ("encoding/testdata/windows-1252-incorrect-prolog.xml", null, "Euro €"), ("encoding/testdata/utf8.html", "text/html; charset=UTF-8", "Café"),
        ("encoding/testdata/utf8.html", "text/html", "Café"), ("encoding/testdata/iso-8859-1.xml", "text/html; charset=ISO-8859-1", "Café"),
        ("encoding/testdata/iso-8859-1.xml", "", "Café"), ("encoding/testdata/iso-8859-1.html", "text/html", "Café"), ("encoding/testdata/iso-8859-1-meta-after-1024.html", "text/html", "Café"),
        ("encoding/testdata/utf8-meta-after-1024.html", "text/html", "Café"), ("encoding/testdata/koi8r.xml", null, "Привет"), ("encoding/testdata/koi8r.xml", "application/rss+xml; charset=KOI8-R", "Привет"),
        ("xml/testdata/iso88591.xml", null, "Anaïs"), ("xml/testdata/iso88591_utf8_mismatch.xml", null, "Ana\u00EFs"), ("xml/testdata/koi8r.xml", null, "Привет"),
        ("parser/testdata/encoding_ISO-8859-1.xml", null, "wünschen"), ("parser/testdata/encoding_WINDOWS-1251.xml", null, "и"),
        ("parser/testdata/no_encoding_ISO-8859-1.xml", null, "é"), ("parser/testdata/rdf_UTF8.xml", null, "<title>"), ("parser/testdata/urdu_UTF8.xml", null, "کی"),
    ];

    public static IReadOnlyList<SuiteScore> Run(string folder, bool showMisses)
    {
        var reader = Path.Combine(folder, "internal", "reader");
        var decoded = Charsets.Count(c => Decodes(reader, c, showMisses));
        var dates = Dates(File.ReadAllText(Path.Combine(reader, "date", "parser_test.go")));
        var understood = dates.Count(d => IsUnderstood(d, showMisses));
        var stamped = Stamped(File.ReadAllText(Path.Combine(reader, "date", "parser_test.go")));
        var exact = stamped.Count(s => IsExact(s, showMisses));
        var feeds = Directory.GetFiles(Path.Combine(reader, "parser", "testdata"), "*.xml");
        var read = feeds.Count(f => FeedReader.Read(File.ReadAllBytes(f)).Feed is { Items.Count: > 0 });
        return
        [
            new SuiteScore("charset fixtures decoded", (double)decoded / Charsets.Length, Charsets.Length),
            new SuiteScore("feeds of the parser read", (double)read / feeds.Length, feeds.Length),
            new SuiteScore("dates understood", (double)understood / dates.Count, dates.Count),
            new SuiteScore("instants exact", (double)exact / stamped.Count, stamped.Count),
        ];
    }

    static bool Decodes(string reader, (string File, string? ContentType, string Words) charset, bool showMisses)
    {
        var bytes = File.ReadAllBytes(Path.Combine(reader, charset.File));
        var decoded = charset.File.EndsWith(".html", StringComparison.Ordinal) ? DeclaredEncodings.Page(bytes, charset.ContentType) : DeclaredEncodings.Feed(bytes, charset.ContentType);
        var isFound = decoded.Text.Contains(charset.Words, StringComparison.Ordinal) && !decoded.Text.Contains('\uFFFD', StringComparison.Ordinal);
        if (!isFound)
        {
            SuiteScores.Miss(showMisses, $"{charset.File} ({charset.ContentType}): expected \"{charset.Words}\", found {decoded.Defect}{decoded.Note} {decoded.Text[..Math.Min(80, decoded.Text.Length)]}");
        }

        return isFound;
    }

    // A date that names only a month is understood as such: it gives no day, and none is made up.
    static bool IsUnderstood(string date, bool showMisses)
    {
        var isUnderstood = ArticleDates.Parse(date) is not null || ArticleDates.NamesOnlyAMonth(date);
        if (!isUnderstood)
        {
            SuiteScores.Miss(showMisses, $"date: \"{date}\"");
        }

        return isUnderstood;
    }

    static bool IsExact((string Words, long Seconds) stamped, bool showMisses)
    {
        var found = ArticleDates.Parse(stamped.Words)?.At?.ToUnixTimeSeconds();
        if (found != stamped.Seconds)
        {
            SuiteScores.Miss(showMisses, FormattableString.Invariant($"instant of \"{stamped.Words}\": expected {stamped.Seconds}, found {found}"));
        }

        return found == stamped.Seconds;
    }

    static List<string> Dates(string test) => [.. Quoted().Matches(test).Select(m => Regex.Unescape(m.Groups["date"].Value)).Distinct(StringComparer.Ordinal)];

    static List<(string Words, long Seconds)> Stamped(string test) =>
        [.. WithSeconds().Matches(test).Select(m => (m.Groups["date"].Value, long.Parse(m.Groups["seconds"].Value, System.Globalization.CultureInfo.InvariantCulture)))];

    [GeneratedRegex("(?m)^\\s*\"(?<date>[^\"]*[0-9][^\"]*)\",\\s*$", RegexOptions.None, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("Parse\\(\"(?<date>[^\"]+)\"\\)(?:(?!func Test).)*?expectedTS := int64\\((?<seconds>[0-9]+)\\)", RegexOptions.Singleline, 2000)]
    private static partial Regex WithSeconds();
}
