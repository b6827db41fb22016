using Xunit;

namespace Briefings.EndToEnd;

/// <summary>A test of the real executable, with a data folder of its own that is stopped and removed at the end.</summary>
public abstract class EndToEndTest : IAsyncLifetime
{
    protected BriefingsProcess Briefings { get; } = new();

    public virtual ValueTask InitializeAsync()
    {
        BriefingsProcess.RequirePostgres();
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Briefings.DisposeAsync();
    }
}
