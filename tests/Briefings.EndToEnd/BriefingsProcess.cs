using System.Diagnostics;
using System.Text;
using Xunit;

namespace Briefings.EndToEnd;

/// <summary>Runs the real executable on a data folder of its own.</summary>
public sealed class BriefingsProcess : IAsyncDisposable
{
    static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "Briefings.Host.dll");

    /// <summary>The PostgreSQL named by the environment, if any, is not for these tests: they start and kill their own.</summary>
    public BriefingsProcess() => Folder = Directory.CreateTempSubdirectory("briefings-e2e-").FullName;

    /// <summary>A folder for the test's files, and the data folder of the private server.</summary>
    public string Folder { get; }

    /// <summary>The repository's own sample articles.</summary>
    public static string Seeds { get; } = Path.Combine(Root(), "seeds");

    /// <summary>Skips at home and fails in CI when the machine has no PostgreSQL to start.</summary>
    public static void RequirePostgres()
    {
        var folders = (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")) : []);
        if (System.Environment.GetEnvironmentVariable("CI") is not "true" && !folders.Any(f => File.Exists(Path.Combine(f, "initdb"))))
        {
            Assert.Skip("No PostgreSQL binaries on this machine.");
        }
    }

    /// <summary>Set for every run from here on.</summary>
    public IDictionary<string, string> Environment { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? Folder);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public async Task<Finished> Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Finished(process.ExitCode, await output, await error);
    }

    /// <summary>The running process, for those who want to kill it.</summary>
    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Executable, .. arguments, "--data", Folder])
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("BRIEFINGS_DATABASE");
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        await Run("stop");
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>The repository's top folder.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Briefings.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Expected Briefings.sln above the test's folder.");
    }
}

/// <summary>What a run left behind.</summary>
public sealed record Finished(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
