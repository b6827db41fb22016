using System.CommandLine;

namespace Briefings.Host.Cli;

/// <summary>Options that every verb takes.</summary>
sealed class GlobalOptions
{
    public Option<string?> Data { get; } = new("--data")
    {
        Description = "Folder of the private PostgreSQL. Defaults to the user's data folder.",
        HelpName = "DIR",
        Recursive = true,
    };

    public Option<string?> Database { get; } = new("--database")
    {
        Description = "Connection string of a PostgreSQL (15 or newer) to use instead. Defaults to BRIEFINGS_DATABASE.",
        HelpName = "CONNECTION",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Data on standard output as JSON, one object a line.",
        Recursive = true,
    };
}
