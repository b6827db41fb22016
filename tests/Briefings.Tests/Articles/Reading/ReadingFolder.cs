using System.Text;
using Briefings.Articles.Reading;
using Xunit;

namespace Briefings.Tests.Articles.Reading;

/// <summary>A folder of its own for one test, and short ways to read from it.</summary>
sealed class ReadingFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("briefings-reading-").FullName;

    public string Path(string name) => System.IO.Path.Combine(Root, name);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = Path(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public static async Task<List<ReadOutcome>> Outcomes(IReadOnlyList<string> paths, Stream? standardInput = null, ReadDefaults? defaults = null)
    {
        var outcomes = new List<ReadOutcome>();
        await foreach (var outcome in ArticleFiles.Read(paths, standardInput ?? Stream.Null, defaults ?? new ReadDefaults(), TestContext.Current.CancellationToken))
            outcomes.Add(outcome);
        return outcomes;
    }

    /// <summary>Every draft of one input; fails when one was refused.</summary>
    public static async Task<List<ArticleDraft>> Drafts(string path, ReadDefaults? defaults = null) =>
        [.. (await Outcomes([path], null, defaults)).Select(outcome => Assert.IsType<ReadOutcome.Read>(outcome).Draft)];

    public static async Task<ArticleDraft> Draft(string path, ReadDefaults? defaults = null) => Assert.Single(await Drafts(path, defaults));

    public static async Task<string> Refusal(string path) =>
        Assert.IsType<ReadOutcome.Refused>(Assert.Single(await Outcomes([path]))).Reason;

    public static async Task<List<ReadOutcome>> FromStandardInput(string text, ReadDefaults? defaults = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await Outcomes(["-"], stream, defaults);
    }
}
