using System.Text;
using Briefings.Articles.Reading;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Briefings.Tests.Articles.Reading;

public sealed class AnyBytesTests
{
    static readonly string[] Pieces =
    [
        "---\n", "title: x\n", "published: 2026-02-30\n", ": [", "{\"text\":\"", "\"}", "\n", "\\ud800", "\\u0000", "[", "]", "{", "}", ",", "<rss><channel>", "<item>", "<description>", "</description>",
        "</item>", "</channel></rss>", "<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE x [", "<!ENTITY a \"b\">", "]>", "&a;", "&amp;", "&#xD800;", "&nbsp;", "&", "<p>", "</p>", "<table><tr>", "<svg>", "<a><b>",
        "<script type='application/ld+json'>", "</script>", "<meta charset=utf-16>", "<?xml version='1.0' encoding='x'?>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry xml:base='::'>", "<link href='//['/>",
        "<published>31 Feb 2026 99:99 ZZZ</published>", "\uFEFF", "\u202E", "\uD800", "\uDC00", "\uFFFE", "e\u0301", "# ", "**", "[a](b)", "\0", "\u0001", "word ", " ",
    ];

    [Fact]
    public void No_bytes_under_any_name_throw()
    {
        using var folder = new ReadingFolder();
        var contents = Gen.OneOf(
            Gen.Select(Gen.ListOf(Gen.Choose(0, 255)), bytes => bytes.Select(b => (byte)b).ToArray()),
            Gen.Select(Gen.ListOf(Gen.Elements(Pieces)), pieces => Encoding.UTF8.GetBytes(string.Concat(pieces))),
            Gen.Select(Gen.ListOf(Gen.Elements(Pieces)), pieces => (byte[])[0xFF, 0xFE, .. Encoding.Unicode.GetBytes(string.Concat(pieces))]));
        var names = Gen.Elements("a.txt", "a.md", "a.html", "a.json", "a.ndjson", "a.xml", "a.rss", "a");

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(200),
            Prop.ForAll(Arb.From(Gen.Select(Gen.Zip(names, contents), pair => (Name: pair.Item1, Bytes: pair.Item2))), input =>
            {
                var outcomes = ReadingFolder.Outcomes([folder.Write(input.Name, input.Bytes)]).GetAwaiter().GetResult();
                Assert.NotEmpty(outcomes);
                Assert.All(outcomes, outcome => Assert.True(IsSound(outcome), outcome.ToString()));
            }));
    }

    static bool IsSound(ReadOutcome outcome) => outcome switch
    {
        ReadOutcome.Refused refused => refused.Reason.Length is > 0 and < 400 && !refused.Reason.Any(char.IsControl),
        ReadOutcome.Read { Draft: var draft } => draft.Text.Length > 0
            && draft.Text.IsNormalized()
            && !draft.Text.Any(c => (char.IsControl(c) && c is not ('\n' or '\t')) || c is '\u202E' or '\uFFFE')
            && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(draft.Text)).Equals(draft.Text, StringComparison.Ordinal),
        _ => false,
    };
}
