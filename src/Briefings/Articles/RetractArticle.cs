using Briefings.EventStore;

namespace Briefings.Articles;

/// <summary>Takes an article back: its events stay in the log, and no later briefing states them.</summary>
public sealed class RetractArticle(EventLog log, Documents documents, TimeProvider clock)
{
    /// <summary>The stream that was retracted, or <c>null</c> when no article answers to the name.</summary>
    /// <param name="article">A stream name or an address.</param>
    public async Task<string?> Handle(string article, string reason, CancellationToken cancellation)
    {
        var stream = Uri.TryCreate(article, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? ArticleStream.NameFor(url, "")
            : article;
        if (await documents.Load<ArticleState>(ArticleIndex.ProjectionName, stream, cancellation) is not { } state)
        {
            return null;
        }

        if (!state.Retracted)
        {
            var retracted = new ArticleRetracted { Reason = reason, RetractedOn = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) };
            await log.Append(stream, ExpectedVersion.Any, [new NewEvent(ArticleStream.EventId(stream, "retracted"), retracted)], null, cancellation);
        }

        return stream;
    }
}
