using Briefings.EventStore;

namespace Briefings.Host.Http.Events;

/// <summary>An event with its line, made once for all readers.</summary>
sealed class LiveEvent(RecordedEvent recorded, string cursor)
{
    public RecordedEvent Recorded => recorded;

    public long Position => recorded.Position;

    public ReadOnlyMemory<byte> Line => field.IsEmpty ? field = EventItem.Line(recorded, cursor) : field;
}

/// <summary>
/// The newest events of the log in memory, read once for every live reader of this server. A reader holds nothing but its
/// position; one that falls out of what is kept reads the database until it is back.
/// </summary>
sealed partial class LiveTail(EventLog log, ILogger<LiveTail> logger) : BackgroundService
{
    public const int MaxEvents = 4_096;
    const int MaxBytes = 16 << 20;
    static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    readonly Lock gate = new();
    readonly LiveEvent[] ring = new LiveEvent[MaxEvents];
    int first;
    int count;
    long floor = long.MaxValue;
    long bytes;
    TaskCompletionSource more = NewSignal();

    /// <summary>Ends when something was added since it was asked for.</summary>
    public Task More => Volatile.Read(ref more).Task;

    /// <summary>The events after a position, the oldest first; <c>null</c> when some of them are no longer kept.</summary>
    public IReadOnlyList<LiveEvent>? After(long position)
    {
        lock (gate)
        {
            if (position < floor)
            {
                return null;
            }

            // What is asked for is nearly always the last few.
            var older = count;
            while (older > 0 && At(older - 1).Position > position)
            {
                older--;
            }

            return [.. Enumerable.Range(older, count - older).Select(At)];
        }
    }

    LiveEvent At(int index) => ring[(first + index) % MaxEvents];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var cursor = await Cursors.Issuer(log, stoppingToken);
                var from = await log.HighWaterMark(stoppingToken);
                Begin(from);
                await foreach (var recorded in log.Follow(from, cancellation: stoppingToken))
                {
                    Add(new LiveEvent(recorded, cursor(recorded.Position)));
                }
            }
            catch (Exception trouble) when (trouble is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // A loop's edge: readers go on from the database meanwhile.
                Stumbled(trouble);
                Begin(long.MaxValue);
                await Task.Delay(RetryInterval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    void Begin(long from)
    {
        lock (gate)
        {
            Array.Clear(ring);
            (first, count, bytes, floor) = (0, 0, 0, from);
        }

        Wake();
    }

    void Add(LiveEvent live)
    {
        lock (gate)
        {
            while (count == MaxEvents || (bytes > MaxBytes && count > 0))
            {
                floor = ring[first].Position;
                bytes -= ring[first].Recorded.Json.Length;
                (first, count) = ((first + 1) % MaxEvents, count - 1);
            }

            ring[(first + count) % MaxEvents] = live;
            bytes += live.Recorded.Json.Length;
            count++;
        }

        Wake();
    }

    void Wake() => Interlocked.Exchange(ref more, NewSignal()).TrySetResult();

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The live stream lost its place and begins anew")]
    partial void Stumbled(Exception trouble);
}
