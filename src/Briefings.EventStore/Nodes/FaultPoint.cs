using System.Diagnostics;
using System.Globalization;

namespace Briefings.EventStore;

/// <summary>
/// Named places between two durable steps at which a test lets the program die. BRIEFINGS_FAULT=`point:n` kills it the
/// n-th time it comes by, `point:n:stop` freezes it there (SIGSTOP). Unset, which the compiler sees, a place costs nothing.
/// </summary>
public static class FaultPoint
{
    static readonly Fault? Armed = Fault.Parse(Environment.GetEnvironmentVariable("BRIEFINGS_FAULT"));

    public static void Pass(string point)
    {
        if (Armed is not null)
            Armed.Pass(point);
    }

    sealed class Fault(string name, int count, bool freezes)
    {
        int passed;

        /// <exception cref="ArgumentException">The text is not a point, a number and perhaps the word "stop".</exception>
        public static Fault? Parse(string? text) => text?.Split(':') switch
        {
            null or [""] => null,
            [var point, var n, .. var rest] when int.TryParse(n, CultureInfo.InvariantCulture, out var at) && at > 0 && rest is [] or ["stop"] =>
                new(point, at, rest is ["stop"]),
            _ => throw new ArgumentException($"Expected BRIEFINGS_FAULT to be point:n or point:n:stop, found \"{text}\".", nameof(text)),
        };

        public void Pass(string point)
        {
            if (!string.Equals(point, name, StringComparison.Ordinal) || Interlocked.Increment(ref passed) != count)
                return;
            using var self = Process.GetCurrentProcess();
            if (!freezes)
                self.Kill();
            using var stop = Process.Start("kill", ["-STOP", self.Id.ToString(CultureInfo.InvariantCulture)]);
            stop.WaitForExit();
        }
    }
}
