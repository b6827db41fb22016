using System.Diagnostics;
using Briefings.Articles.Reading;
using Xunit;

namespace Briefings.Tests.Articles.Reading;

public sealed class InputFilesTests : IDisposable
{
    readonly ReadingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_is_read_with_its_subfolders_in_ordinal_order_of_path()
    {
        foreach (var name in (string[])["b.txt", "a/z.txt", "a.txt", "a/b/c.md", "B.txt", ".hidden.txt", ".git/x.txt", "desk.profile.yaml"])
            _folder.Write(name, "Text.");

        var drafts = await ReadingFolder.Drafts(_folder.Root);

        Assert.Equal("B.txt a.txt a/b/c.md a/z.txt b.txt", string.Join(' ', drafts.Select(draft => Path.GetRelativePath(_folder.Root, draft.Origin))));
    }

    [Fact]
    public async Task Every_defective_input_is_refused_and_the_rest_goes_through()
    {
        _folder.Write("a.txt", "Text.");
        _folder.Write("b.txt", "");
        _folder.Write("c.txt", [0x41, 0x00, 0x42]);
        _folder.Write("d.txt", [0x41, 0x0A, 0xC3, 0x28]);
        _folder.Write("e.docx", "Text.");
        _folder.Write("f.txt", new string('x', 5_000_000));
        _folder.Write("g.txt", "%PDF-1.7 …");
        _folder.Write("h.txt", " \n\t ");
        _folder.Write("i.txt", "\u0001\u0002\u0003\u0004 a");
        _folder.Write("z.md", "Text.");

        var outcomes = await ReadingFolder.Outcomes([_folder.Path("nowhere"), _folder.Root]);

        Assert.Equal(
            """
            nowhere: Expected a file or folder, found nothing there.
            a.txt
            b.txt: Expected an article, found an empty file (a pipe or device counts as one: pass it on standard input, as -).
            c.txt: Expected text, found binary data: a NUL byte at offset 1.
            d.txt: Expected UTF-8, found the byte 0xC3 at offset 2 (line 2).
            e.docx: Expected a name ending in .txt, .md, .html, .json, .ndjson, .xml, .rss or .atom, found "e.docx".
            f.txt: Expected an article of at most 1,000,000 characters, found 5,000,000.
            g.txt: Expected text, found a PDF.
            h.txt: Expected an article, found no text.
            i.txt: Expected text, found binary data: mostly control characters.
            z.md
            """,
            string.Join('\n', outcomes.Select(outcome => outcome switch
            {
                ReadOutcome.Refused refused => $"{Path.GetRelativePath(_folder.Root, refused.Origin)}: {refused.Reason}",
                ReadOutcome.Read read => read.Draft.FileName,
                _ => "",
            })));
    }

    [Fact]
    public async Task A_file_over_the_limit_is_refused_without_being_kept()
    {
        using (var file = File.Create(_folder.Path("huge.txt")))
            file.SetLength(20_000_001);

        Assert.Equal("Expected at most 20,000,000 bytes, found more; only NDJSON may be larger.", await ReadingFolder.Refusal(_folder.Path("huge.txt")));
    }

    [Fact]
    public async Task Links_that_loop_or_lead_nowhere_are_refused()
    {
        _folder.Write("sub/a.txt", "Text.");
        File.CreateSymbolicLink(_folder.Path("sub/linked.txt"), _folder.Path("sub/a.txt"));
        File.CreateSymbolicLink(_folder.Path("sub/lost.txt"), _folder.Path("sub/gone.txt"));
        File.CreateSymbolicLink(_folder.Path("sub/one.txt"), _folder.Path("sub/two.txt"));
        File.CreateSymbolicLink(_folder.Path("sub/two.txt"), _folder.Path("sub/one.txt"));
        Directory.CreateSymbolicLink(_folder.Path("sub/up"), _folder.Root);

        var outcomes = await ReadingFolder.Outcomes([_folder.Root]);

        Assert.Equal("a.txt linked.txt", string.Join(' ', outcomes.OfType<ReadOutcome.Read>().Select(read => read.Draft.FileName)));
        var refusals = outcomes.OfType<ReadOutcome.Refused>().ToDictionary(refused => Path.GetFileName(refused.Origin), refused => refused.Reason, StringComparer.Ordinal);
        Assert.Equal("lost.txt one.txt two.txt up", string.Join(' ', refusals.Keys));
        Assert.Equal("Expected a file, found a link to nothing.", refusals["lost.txt"]);
        Assert.Equal("Expected a folder, found a link to one; name it on the command line to read it.", refusals["up"]);
    }

    [Fact]
    public async Task A_pipe_or_device_is_refused_without_waiting_for_it()
    {
        using var make = Process.Start("mkfifo", [_folder.Path("pipe.txt")]);
        await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(_folder.Path("zero.txt"), "/dev/zero");

        Assert.All(await ReadingFolder.Outcomes([_folder.Root, "/dev/zero"]), outcome =>
            Assert.StartsWith("Expected an article, found an empty file", Assert.IsType<ReadOutcome.Refused>(outcome).Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Standard_input_is_told_by_its_content()
    {
        var text = Assert.IsType<ReadOutcome.Read>(Assert.Single(await ReadingFolder.FromStandardInput("A plain text."))).Draft;
        var markdown = Assert.IsType<ReadOutcome.Read>(Assert.Single(await ReadingFolder.FromStandardInput("---\ntitle: T\n---\nText."))).Draft;
        var nothing = Assert.IsType<ReadOutcome.Refused>(Assert.Single(await ReadingFolder.FromStandardInput("")));

        Assert.Equal(("text", "standard input", ""), (text.Format, text.Origin, text.FileName));
        Assert.Equal(("markdown", "T"), (markdown.Format, markdown.Title));
        Assert.Equal("Expected an article, found an empty input.", nothing.Reason);
    }
}
