using System.Collections.Concurrent;

namespace Briefings.Pages;

/// <summary>Lets one request a host through at a time, and the next a while after it. Safe to share between threads.</summary>
public sealed class HostGate(TimeProvider clock, TimeSpan pause)
{
    readonly ConcurrentDictionary<string, Lane> lanes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits for the host's turn; the turn ends with the result.</summary>
    public async Task<IDisposable> Enter(string host, CancellationToken cancellation)
    {
        var lane = lanes.GetOrAdd(host, _ => new Lane());
        await lane.Turn.WaitAsync(cancellation);
        try
        {
            var wait = lane.FreeAt - clock.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, clock, cancellation);
            }

            return new Pass(clock, pause, lane);
        }
        catch
        {
            lane.Turn.Release();
            throw;
        }
    }

    sealed class Lane
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public DateTimeOffset FreeAt { get; set; }
    }

    sealed class Pass(TimeProvider clock, TimeSpan pause, Lane lane) : IDisposable
    {
        public void Dispose()
        {
            lane.FreeAt = clock.GetUtcNow() + pause;
            lane.Turn.Release();
        }
    }
}
