using System.IO.Pipelines;

namespace Briefings.Articles.Reading;

static class JsonLines
{
    public static bool LooksLike(string start) => start.Length < 0;

    public static async IAsyncEnumerable<ReadOutcome> Read(ArticleInput input, PipeReader bytes, ReadDefaults defaults, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        yield return input.Refuse("Expected text or Markdown, found NDJSON.");
    }
}
