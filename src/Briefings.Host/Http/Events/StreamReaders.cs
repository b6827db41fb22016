using System.Collections.Concurrent;
using Briefings.Host.Http.Access;
using Briefings.Keys;

namespace Briefings.Host.Http.Events;

/// <summary>The live readers of this server: how many, and whether their keys still stand.</summary>
sealed partial class StreamReaders(KeyRing keys, ILogger<StreamReaders> logger) : BackgroundService
{
    /// <summary>The most readers one server takes; further ones are told to come back.</summary>
    public const int Max = 2_000;

    // With what KeyRing remembers, a revoked key's streams end within a second.
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(400);

    readonly ConcurrentDictionary<object, (string? KeyId, CancellationTokenSource Ending)> readers = new();

    public int Count => readers.Count;

    /// <summary>Counts a reader in until it is disposed; <c>null</c> when there are too many.</summary>
    /// <param name="ending">Cancelled when the reader's key is revoked or expires.</param>
    public IDisposable? Enter(Caller? caller, CancellationTokenSource ending)
    {
        var reader = new Reader(readers);
        return readers.Count < Max && readers.TryAdd(reader, (caller?.KeyId, ending)) ? reader : null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await EndRevoked(stoppingToken);
            }
            catch (Exception trouble) when (!stoppingToken.IsCancellationRequested)
            {
                // A loop's edge: whatever it was, the service goes on.
                NotChecked(trouble.Message);
            }
        }
    }

    async Task EndRevoked(CancellationToken cancellation)
    {
        foreach (var group in readers.ToArray().Where(r => r.Value.KeyId is not null).GroupBy(r => r.Value.KeyId ?? "", StringComparer.Ordinal))
        {
            if (!await keys.IsActive(group.Key, cancellation))
            {
                foreach (var (_, (_, ending)) in group)
                {
                    try
                    {
                        await ending.CancelAsync();
                    }
                    catch (ObjectDisposedException)
                    {
                        // It ended by itself.
                    }
                }
            }
        }
    }

    sealed class Reader(ConcurrentDictionary<object, (string?, CancellationTokenSource)> readers) : IDisposable
    {
        public void Dispose() => readers.TryRemove(this, out _);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The keys of live readers wait to be checked: {Reason}")]
    partial void NotChecked(string reason);
}
