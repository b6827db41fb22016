using System.Text;
using Briefings.Articles.Reading;
using Xunit;

namespace Briefings.Tests.Articles.Reading;

public sealed class JsonArticlesTests : IDisposable
{
    readonly ReadingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_object_is_one_article()
    {
        var draft = await ReadingFolder.Draft(_folder.Write("a.json", """
            {"headline": "H", "body": "<p>One.</p><p>Two &amp; three.</p>", "source": {"id": 7, "name": "Wire"}, "date": "2026-02-02T10:00:00Z", "link": "https://w.example/1", "tags": ["x"]}
            """));

        Assert.Equal(("H", "One.\n\nTwo & three.", "Wire", "a.json", "json"), (draft.Title, draft.Text, draft.Outlet, draft.FileName, draft.Format));
        Assert.Equal(new Publication(new DateOnly(2026, 2, 2), new DateTimeOffset(2026, 2, 2, 10, 0, 0, TimeSpan.Zero), "2026-02-02T10:00:00Z", "field"), draft.Published);
    }

    [Fact]
    public async Task An_array_holds_articles_each_with_its_outcome()
    {
        var outcomes = await ReadingFolder.Outcomes([_folder.Write("a.json", """[{"text": "One."}, 5, {"title": "no text"}, {"text": "Two.", "published": "yesterday"}, {"text": "Three.", "url": "ftp://x"}]""")]);

        Assert.Equal($"""
            {_folder.Path("a.json")}, item 1 One.
            {_folder.Path("a.json")}, item 2 Expected a JSON object with title and text, found a number.
            {_folder.Path("a.json")}, item 3 Expected a field text, body or content, found "title".
            {_folder.Path("a.json")}, item 4 field published: Expected a date such as 2026-02-02, found "yesterday".
            {_folder.Path("a.json")}, item 5 field url: Expected an absolute http or https address, found "ftp://x".
            """, Told(outcomes));
    }

    [Fact]
    public async Task Ndjson_gives_every_line_its_outcome()
    {
        var path = _folder.Write("a.ndjson", "{\"text\": \"One.\"}\r\n\n{\"text\": \"Two\n[]\n{\"text\": \"" + new string('x', 5_000_000) + "\"}\n{\"text\": \"" + new string('x', 9_000_000) + "\"}\n{\"text\": \"Last.\"}");

        Assert.Equal($"""
            {path}, line 1 One.
            {path}, line 3 Expected JSON, found at line 1, byte 14: Expected end of string, but instead reached end of data.
            {path}, line 4 Expected a JSON object with title and text, found an array.
            {path}, line 5 Expected an article of at most 1,000,000 characters, found 5,000,000.
            {path}, line 6 Expected a line of at most 8,000,000 bytes, found 9,000,012.
            {path}, line 7 Last.
            """, Told(await ReadingFolder.Outcomes([path])));
    }

    [Fact]
    public async Task Ndjson_with_invalid_bytes_keeps_its_other_lines()
    {
        var path = _folder.Write("a.jsonl", [.. "{\"text\": \""u8, 0xFF, .. "\"}\n{\"text\": \"Good.\"}\n"u8]);

        Assert.Equal($"""
            {path}, line 1 Expected UTF-8, found the byte 0xFF at offset 10 (line 1).
            {path}, line 2 Good.
            """, Told(await ReadingFolder.Outcomes([path])));
    }

    [Theory]
    [InlineData("{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n", "standard input, line 1 One.\nstandard input, line 2 Two.")]
    [InlineData("{\n \"text\": \"One.\"\n}", "standard input One.")]
    [InlineData("[{\"text\": \"One.\"}]", "standard input, item 1 One.")]
    [InlineData("[Reuters] Bogotá.", "standard input [Reuters] Bogotá.")]
    [InlineData("{", "standard input Expected an article, found no text.")]
    public async Task Standard_input_tells_json_from_ndjson_and_text(string input, string told) =>
        Assert.Equal(told, Told(await ReadingFolder.FromStandardInput(input)));

    [Fact]
    public async Task A_json_name_may_hold_ndjson() =>
        Assert.Equal(2, (await ReadingFolder.Drafts(_folder.Write("a.json", "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n"))).Count);

    [Fact]
    public async Task Half_surrogates_and_NULs_do_not_cost_the_article()
    {
        var draft = await ReadingFolder.Draft(_folder.Write("a.json", """{"a\ud800": 1, "title": "\ud800 x \udc00", "text": "a\u0000b \ud83d\ude00 \\ud800 \\\ud83d"}"""));

        Assert.Equal("\uFFFD x \uFFFD", draft.Title);
        Assert.Equal("ab \U0001F600 \\ud800 \\\uFFFD", draft.Text);
    }

    [Fact]
    public async Task Deep_json_is_refused() =>
        Assert.StartsWith("Expected JSON, found at line 1, byte ", await ReadingFolder.Refusal(_folder.Write("a.json", new string('[', 100_000))), StringComparison.Ordinal);

    [Fact]
    public async Task Ndjson_of_any_length_is_read_as_it_comes()
    {
        using var lines = new RepeatedLines("{\"title\": \"T\", \"text\": \"" + new string('x', 1_000) + " end.\"}\n", 100_000);
        var read = 0;
        await foreach (var outcome in ArticleFiles.Read(["-"], lines, new ReadDefaults(), TestContext.Current.CancellationToken))
        {
            Assert.IsType<ReadOutcome.Read>(outcome);
            if (++read == 1)
                Assert.InRange(lines.BytesGiven, 1, 200_000);
        }

        Assert.Equal(100_000, read);
    }

    static string Told(IEnumerable<ReadOutcome> outcomes) => string.Join('\n', outcomes.Select(outcome => outcome switch
    {
        ReadOutcome.Read read => $"{read.Draft.Origin} {read.Draft.Text}",
        ReadOutcome.Refused refused => $"{refused.Origin} {refused.Reason}",
        _ => "",
    }));

    /// <summary>A stream of the same line many times, which it holds once.</summary>
    sealed class RepeatedLines(string line, int count) : Stream
    {
        readonly byte[] _line = Encoding.UTF8.GetBytes(line);

        public long BytesGiven { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var left = ((long)_line.Length * count) - BytesGiven;
            var from = (int)(BytesGiven % _line.Length);
            var length = (int)Math.Min(Math.Min(buffer.Length, _line.Length - from), left);
            _line.AsSpan(from, length).CopyTo(buffer);
            BytesGiven += length;
            return length;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
