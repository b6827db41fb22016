using Briefings.EventStore;
using Briefings.Stories;

namespace Briefings.Webhooks;

/// <summary>How far the stories have come; below it, the story of every event is known.</summary>
sealed class StoryPosition(Projector projections)
{
    public Task<long> Read(CancellationToken cancellation) => projections.Position(StoryProjection.ProjectionName, cancellation);
}
