using System.Diagnostics.Metrics;
using Briefings.EventStore;
using Briefings.Host.Http.Events;

namespace Briefings.Host.Background;

/// <summary>Looks every few seconds at what the gauges of <c>/metrics</c> show: how far the log is and the projections behind it.</summary>
sealed partial class MetricsWork : BackgroundService
{
    /// <summary>Every instrument of the program stands in this meter.</summary>
    public const string MeterName = "Briefings";

    static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>How long after its time an edition that is not there counts as late.</summary>
    static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    readonly BriefingsApplication application;
    readonly TimeProvider clock;
    readonly ILogger<MetricsWork> logger;
    volatile Seen seen = new();

    /// <summary>What the database said last.</summary>
    sealed record Seen
    {
        public DateTimeOffset At { get; init; } = DateTimeOffset.UnixEpoch;

        public (long Settled, long Taken) Mark { get; init; }

        public long PartitionRoom { get; init; }

        public IReadOnlyList<ProjectionStatus> Projections { get; init; } = [];

        public int Problems { get; init; }

        public int LateEditions { get; init; }
    }

    public MetricsWork(BriefingsApplication application, StreamReaders readers, IMeterFactory meters, TimeProvider clock, ILogger<MetricsWork> logger)
    {
        (this.application, this.clock, this.logger) = (application, clock, logger);
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("briefings.log.high_water_mark", () => seen.Mark.Settled, null, "The position at or below which the log is settled.");
        meter.CreateObservableGauge("briefings.log.held_back", () => seen.Mark.Taken - seen.Mark.Settled, null, "Positions that appends under way keep from being settled; above 0 for a moment at a time.");
        meter.CreateObservableGauge("briefings.log.seen_at", () => seen.At.ToUnixTimeSeconds(), null, "When these gauges were last read from the database, in seconds since 1970.");
        meter.CreateObservableGauge("briefings.log.partition_room", () => seen.PartitionRoom, null, "Positions left in the partitions of the log that stand ready.");
        meter.CreateObservableGauge("briefings.edition.late", () => seen.LateEditions, null, "Profiles whose edition is not published five minutes after its time.");
        meter.CreateObservableGauge("briefings.problems", () => seen.Problems, null, "What keeps the projections from their work: stopped ones, a full disk.");
        meter.CreateObservableGauge("briefings.projection.position", () => Each(s => s.Position), null, "The last position a projection finished.");
        meter.CreateObservableGauge("briefings.projection.lag", () => Each(s => s.Lag), null, "How far a projection is behind the log, in positions.");
        meter.CreateObservableGauge("briefings.projection.stopped", () => Each(s => s.Error is null ? 0 : 1), null, "1 while a projection is stopped at an event it cannot apply, or waits for a newer program.");
        meter.CreateObservableGauge("briefings.projection.dead_letters", () => Each(s => s.DeadLetters), null, "Events a projection has given up on.");
        meter.CreateObservableGauge("briefings.stream.readers", () => readers.Count, null, "Readers of the live stream.");
    }

    IEnumerable<Measurement<long>> Each(Func<ProjectionStatus, long> value) =>
        seen.Projections.Select(s => new Measurement<long>(value(s), new KeyValuePair<string, object?>("projection", s.Name)));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                seen = await Look(stoppingToken);
            }
            catch (Exception trouble) when (!stoppingToken.IsCancellationRequested)
            {
                // A loop's edge: gauges that cannot be read must not end the program.
                NotSeen(trouble.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task<Seen> Look(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return new()
        {
            At = now,
            Mark = await application.Log.Mark(cancellation),
            PartitionRoom = await application.Log.PartitionRoom(cancellation),
            Projections = await application.Projections.Status(cancellation),
            Problems = (await application.Projections.Problems(cancellation)).Count,
            LateEditions = (await application.ScheduledEditions.At(now, cancellation)).Count(s => s.Due?.At < now - Late),
        };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The gauges keep their last values: {Reason}")]
    partial void NotSeen(string reason);
}
