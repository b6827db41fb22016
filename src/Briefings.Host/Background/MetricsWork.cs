using System.Diagnostics.Metrics;
using Briefings.EventStore;
using Briefings.Host.Http.Events;
using Npgsql;

namespace Briefings.Host.Background;

/// <summary>Looks every few seconds at what the gauges of <c>/metrics</c> show: how far the log is and the projections behind it.</summary>
sealed partial class MetricsWork : BackgroundService
{
    /// <summary>Every instrument of the program stands in this meter.</summary>
    public const string MeterName = "Briefings";

    static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    readonly EventLog log;
    readonly Projector projections;
    readonly TimeProvider clock;
    readonly ILogger<MetricsWork> logger;
    volatile Seen seen = new(0, []);

    sealed record Seen(long HighWaterMark, IReadOnlyList<ProjectionStatus> Projections);

    public MetricsWork(EventLog log, Projector projections, StreamReaders readers, IMeterFactory meters, TimeProvider clock, ILogger<MetricsWork> logger)
    {
        (this.log, this.projections, this.clock, this.logger) = (log, projections, clock, logger);
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("briefings.log.high_water_mark", () => seen.HighWaterMark, null, "The position at or below which the log is settled.");
        meter.CreateObservableGauge("briefings.projection.position", () => Each(s => s.Position), null, "The last position a projection finished.");
        meter.CreateObservableGauge("briefings.projection.lag", () => Each(s => s.Lag), null, "How far a projection is behind the log, in positions.");
        meter.CreateObservableGauge("briefings.projection.stopped", () => Each(s => s.Error is null ? 0 : 1), null, "1 while a projection is stopped at an event it cannot apply.");
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
                seen = new(await log.HighWaterMark(stoppingToken), await projections.Status(stoppingToken));
            }
            catch (NpgsqlException trouble)
            {
                NotSeen(trouble.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The gauges keep their last values: {Reason}")]
    partial void NotSeen(string reason);
}
