using System.Runtime.CompilerServices;

namespace Briefings.Articles.Reading;

/// <summary>Reads what the caller names into drafts: every input gives drafts, or one line that says why not.</summary>
public static class ArticleFiles
{
    /// <summary>Reads files, folders of them and, for <c>-</c>, standard input, in the order named.</summary>
    /// <remarks>
    /// Folders are read with their sub-folders in ordinal order of path. A defective input gives a refusal and the others go on;
    /// only cancellation ends the reading early. NDJSON is read line by line, so that its size does not matter;
    /// one other input at a time is held in memory.
    /// </remarks>
    public static async IAsyncEnumerable<ReadOutcome> Read(
        IReadOnlyList<string> paths, Stream standardInput, ReadDefaults defaults, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var path in paths)
        {
            if (path is "-")
            {
                await foreach (var outcome in InputReading.Read(ArticleInput.StandardInput, null, standardInput, defaults, cancellation))
                    yield return outcome;
                continue;
            }

            foreach (var found in InputFiles.Find(path))
            {
                cancellation.ThrowIfCancellationRequested();
                if (found.Defect is { } defect)
                {
                    yield return new ReadOutcome.Refused(found.Path, defect);
                    continue;
                }

                await foreach (var outcome in InputReading.ReadFile(found.Path, defaults, cancellation))
                    yield return outcome;
            }
        }
    }
}
