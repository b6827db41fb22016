using System.Collections.Concurrent;
using Briefings.EventStore;

namespace Briefings.Host.Background;

/// <summary>How far a rebuild has come.</summary>
/// <param name="State">running, done or failed.</param>
/// <param name="Position">The last position it has finished.</param>
/// <param name="Target">Where it will end, as far as is known.</param>
sealed record RebuildState(string Projection, string State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, long Position, long Target, string? Error);

/// <summary>Rebuilds that this server was asked for. One that is cut short goes on where it was when it is asked for again.</summary>
sealed partial class RebuildWork(Projector projections, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<RebuildWork> log)
{
    readonly ConcurrentDictionary<string, RebuildState> latest = new(StringComparer.Ordinal);
    readonly Lock gate = new();

    public RebuildState? Find(string projection) => latest.GetValueOrDefault(projection);

    /// <summary>Begins a rebuild and does not wait for it; <c>null</c> while one is under way here.</summary>
    public RebuildState? Begin(string projection)
    {
        var state = new RebuildState(projection, "running", clock.GetUtcNow(), null, 0, 0, null);
        lock (gate)
        {
            if (Find(projection) is { State: "running" })
            {
                return null;
            }

            latest[projection] = state;
        }

        _ = Task.Run(() => Run(state), CancellationToken.None);
        return state;
    }

    async Task Run(RebuildState state)
    {
        try
        {
            var position = await projections.Rebuild(state.Projection, new Seen(this), lifetime.ApplicationStopping);
            latest[state.Projection] = state with { State = "done", EndedAt = clock.GetUtcNow(), Position = position, Target = position };
        }
        catch (Exception failure)
        {
            // The edge of a task that nobody waits for: whoever asks for its state is told.
            var last = Find(state.Projection) ?? state;
            var reason = failure is PoisonException ? failure.Message : failure is OperationCanceledException ? "The server was stopped." : "The program failed. What is known of it stands in its log.";
            latest[state.Projection] = last with { State = "failed", EndedAt = clock.GetUtcNow(), Error = reason };
            Failed(failure, state.Projection);
        }
    }

    sealed class Seen(RebuildWork work) : IProgress<ProjectionProgress>
    {
        public void Report(ProjectionProgress value)
        {
            if (work.Find(value.Projection) is { State: "running" } running)
            {
                work.latest[value.Projection] = running with { Position = value.Position, Target = value.Target };
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The rebuild of {Projection} failed")]
    partial void Failed(Exception failure, string projection);
}
