using System.Globalization;

namespace Briefings.Host.Cli;

/// <summary>One line on standard error that is written over as a long work goes on; only on a terminal.</summary>
sealed class ProgressLine(TextWriter error, TimeProvider clock, string unit)
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    readonly long began = clock.GetTimestamp();
    long written = clock.GetTimestamp();
    int shown;

    public void Show(int done)
    {
        if (Console.IsErrorRedirected || clock.GetElapsedTime(written) < Interval)
        {
            return;
        }

        written = clock.GetTimestamp();
        var line = string.Create(CultureInfo.InvariantCulture, $"{done:#,0} {unit}, {done / clock.GetElapsedTime(began).TotalSeconds:#,0} a second");
        error.Write($"\r{line.PadRight(shown)}");
        shown = line.Length;
    }

    /// <summary>Makes room for what is written next.</summary>
    public void Clear()
    {
        if (shown > 0)
        {
            error.Write($"\r{new string(' ', shown)}\r");
            shown = 0;
        }
    }
}
