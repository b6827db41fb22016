using Briefings.EventStore;

namespace Briefings.Articles;

/// <summary>Takes an article back: its events stay in the log, and no later briefing states them.</summary>
public sealed class RetractArticle(EventLog log, Documents documents, TimeProvider clock)
{
    /// <summary>The stream that was retracted, or <c>null</c> when no article answers to the name.</summary>
    /// <param name="article">A stream name or an address.</param>
    public async Task<string?> Handle(string article, string reason, CancellationToken cancellation)
    {
        var stream = ArticleStream.Named(article);
        if (await documents.Load<ArticleState>(ArticleIndex.ProjectionName, stream, cancellation) is not { } state)
        {
            return null;
        }

        if (!state.Retracted)
        {
            await log.Append(stream, ExpectedVersion.Any, [Retraction(stream, reason, clock.GetUtcNow())], null, cancellation);
        }

        return stream;
    }

    /// <summary>An article is retracted once: a second retraction has the same id.</summary>
    internal static NewEvent Retraction(string stream, string reason, DateTimeOffset now) =>
        new(ArticleStream.EventId(stream, "retracted"), new ArticleRetracted { Reason = reason, RetractedOn = DateOnly.FromDateTime(now.UtcDateTime) });
}
