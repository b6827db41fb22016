namespace Briefings.Host.Cli;

/// <summary>Exit codes of every verb.</summary>
static class CliExit
{
    public const int Done = 0;

    /// <summary>Done with some inputs refused or incomplete, each named with its reason.</summary>
    public const int SomeRefused = 1;

    public const int Usage = 2;

    /// <summary>The environment: no database, a port taken, a file that cannot be written.</summary>
    public const int Environment = 3;
}

/// <summary>A verb was used in a way that cannot be carried out; the message says what was expected.</summary>
sealed class UsageException(string message) : Exception(message);

/// <summary>Something around the program is missing or in the way; the message says what to do.</summary>
sealed class EnvironmentException(string message, Exception? cause = null) : Exception(message, cause);
