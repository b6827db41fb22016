namespace Briefings.Articles.Reading;

/// <summary>Finds the files that a path names, without opening any.</summary>
static class InputFiles
{
    /// <param name="Defect">Why the file is not to be opened; <c>null</c> when it is.</param>
    public readonly record struct Found(string Path, string? Defect);

    public static IEnumerable<Found> Find(string path) =>
        Directory.Exists(path) ? InFolder(path) : [new Found(path, Defect(path))];

    static IEnumerable<Found> InFolder(string root)
    {
        var folders = new Stack<Found>();
        folders.Push(new Found(root, null));
        while (folders.TryPop(out var next))
        {
            if (next.Defect is not null || !Directory.Exists(next.Path))
            {
                yield return next;
                continue;
            }

            foreach (var entry in Entries(next.Path).Reverse())
                folders.Push(entry);
        }
    }

    // In ordinal order of the whole path, in which a folder sorts as if its name ended in a separator.
    static IEnumerable<Found> Entries(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos()
                .Where(entry => !entry.Name.StartsWith('.') && !entry.Name.EndsWith(".profile.yaml", StringComparison.Ordinal))
                .Select(entry => (Path: Path.Combine(folder, entry.Name), Entry: entry))
                .OrderBy(entry => entry.Entry is DirectoryInfo ? entry.Path + Path.DirectorySeparatorChar : entry.Path, StringComparer.Ordinal)
                .Select(entry => entry.Entry is DirectoryInfo ? new Found(entry.Path, LinkedFolder(entry.Entry)) : new Found(entry.Path, DefectInFolder(entry.Path)))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [new Found(folder, Unreadable("folder", e))];
        }
    }

    // A link can lead back to a folder above it.
    static string? LinkedFolder(FileSystemInfo folder) =>
        folder.LinkTarget is null ? null : "Expected a folder, found a link to one; name it on the command line to read it.";

    static string? DefectInFolder(string path) =>
        ArticleFormats.ByExtension(path) is null ? ArticleFormats.UnknownExtension(path) : Defect(path);

    static string? Defect(string path)
    {
        if (ArticleFormats.ByExtension(path) is null && Path.HasExtension(path))
            return File.Exists(path) ? ArticleFormats.UnknownExtension(path) : Missing;
        try
        {
            var file = File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path);
            if (!file.Exists)
                return file.FullName.Equals(Path.GetFullPath(path), StringComparison.Ordinal) ? Missing : "Expected a file, found a link to nothing.";
            // Pipes and devices report no length either. They are not opened: that can wait for a writer, or never end.
            return file is FileInfo { Length: 0 } ? "Expected an article, found an empty file (a pipe or device counts as one: pass it on standard input, as -)." : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Unreadable("file", e);
        }
    }

    const string Missing = "Expected a file or folder, found nothing there.";

    public static string Unreadable(string kind, Exception cause) => cause switch
    {
        UnauthorizedAccessException => $"Expected a readable {kind}, found one without permission to read it.",
        FileNotFoundException or DirectoryNotFoundException => Missing,
        _ => $"Expected a readable {kind}, found: {CleanText.Brief(cause.Message)}",
    };
}
