using System.Text;
using Xunit;

namespace Briefings.Tests.Articles.Reading;

public sealed class TextTests : IDisposable
{
    readonly ReadingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne")]
    [InlineData("a\u0007b\u009Fc\tdefghijklm", "abc\tdefghijklm")]
    [InlineData("\u202Eevil\u202C \u2066x\u2069", "evil x")]
    [InlineData("a\uFEFFb\uFFFEc", "ab\uFFFDc")]
    [InlineData("  a  \n\n b \n\n", "a\n\n b")]
    [InlineData("\u0645\u0631\u062D\u0628\u0627 \u200Fx\u200D", "\u0645\u0631\u062D\u0628\u0627 \u200Fx\u200D")]
    public async Task Text_is_kept_in_one_form(string written, string kept) =>
        Assert.Equal(kept, (await ReadingFolder.Draft(_folder.Write("a.txt", written))).Text);

    [Fact]
    public async Task Byte_order_marks_tell_the_encoding()
    {
        const string text = "Bogotá 你好 😀";
        foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32])
        {
            byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
            Assert.Equal(text, (await ReadingFolder.Draft(_folder.Write("a.txt", bytes))).Text);
        }
    }

    [Fact]
    public async Task Title_and_outlet_are_one_line()
    {
        var draft = await ReadingFolder.Draft(_folder.Write("a.md", "---\ntitle: |\n  Two\n  lines\u202E\nsource: ' '\n---\nText."));

        Assert.Equal("Two lines", draft.Title);
        Assert.Null(draft.Outlet);
    }

    [Fact]
    public async Task Half_a_character_in_UTF16_is_replaced() =>
        Assert.Equal("a\uFFFDb", (await ReadingFolder.Draft(_folder.Write("a.txt", [0xFF, 0xFE, (byte)'a', 0, 0x00, 0xD8, (byte)'b', 0]))).Text);
}
