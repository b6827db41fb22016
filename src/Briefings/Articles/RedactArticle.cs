using Briefings.Editions;
using Briefings.EventStore;
using Briefings.Feeds;

namespace Briefings.Articles;

/// <summary>What a redaction took out.</summary>
/// <param name="Stream">The stream it concerns.</param>
/// <param name="Positions">The events whose bodies were taken out by this call; empty if they were out before.</param>
/// <param name="Editions">The editions and drafts that cite the article, and are kept no more.</param>
public sealed record ArticleRedaction(string Stream, IReadOnlyList<long> Positions, IReadOnlyList<string> Editions);

/// <summary>Keeps text of articles somewhere beside log, projections, originals and editions.</summary>
public interface IArticleTextHolder
{
    /// <summary>Forgets what it keeps of the events redacted. Called again after a crash, so twice does no harm.</summary>
    Task Forget(ArticleRedaction redaction, CancellationToken cancellation);
}

/// <summary>Takes what an event or a whole article says out of the log, and out of everything that was made of it.</summary>
public sealed class RedactArticle(
    EventLog log, Projector projections, ProjectionRegistry registry, OriginalFiles originals, EditionFiles files, QuarantinedArticles quarantined,
    BegunRedactions begun, IReadOnlyList<IArticleTextHolder> holders)
{
    /// <summary>The redactions that a killed program had begun: whoever serves goes on with them.</summary>
    public Task<IReadOnlyList<BegunRedaction>> Left(CancellationToken cancellation) => begun.Left(cancellation);

    /// <summary>Every projection is rebuilt; asked for again, what a crash left undone is done.</summary>
    /// <param name="what">The id of an event, a stream, or an address.</param>
    /// <param name="by">Who does it.</param>
    /// <exception cref="RedactionRefusedException">Nothing in the log answers to the name, or it is the record of a redaction.</exception>
    public async Task<ArticleRedaction> Handle(
        string what, string reason, string by, IProgress<ProjectionProgress>? progress, CancellationToken cancellation)
    {
        var events = await Find(what, cancellation);
        await using var turn = await begun.Begin(new(what, reason, by), cancellation);
        FaultPoint.Pass("redact.begun");
        try
        {
            var redaction = await Redact(events, reason, by, progress, cancellation);
            await begun.End(what, cancellation);
            return redaction;
        }
        catch (RedactionRefusedException)
        {
            await begun.End(what, CancellationToken.None);
            throw;
        }
    }

    async Task<ArticleRedaction> Redact(
        List<RecordedEvent> events, string reason, string by, IProgress<ProjectionProgress>? progress, CancellationToken cancellation)
    {
        var stream = events[0].Stream;
        var kept = events.Select(e => (e.Body as ArticleIngested)?.Original ?? (e.Body as ArticleCorrected)?.Original).OfType<Original>().Distinct().ToList();
        foreach (var original in kept)
        {
            // First, since the bodies name them.
            await originals.Delete(original, cancellation);
            FaultPoint.Pass("redact.forgotten");
        }

        if (events[0].Type == "ArticleIngested")
        {
            events.AddRange(await quarantined.Of(stream, cancellation));
        }

        var redacted = await log.Redact([.. events.Select(e => e.Id)], reason, by, cancellation);
        var redaction = new ArticleRedaction(stream, [.. redacted.Select(e => e.Position)], await Withhold(stream, cancellation));
        foreach (var holder in holders)
        {
            await holder.Forget(redaction with { Positions = [.. events.Select(e => e.Position)] }, cancellation);
            FaultPoint.Pass("redact.cleared");
        }

        foreach (var projection in registry.All)
        {
            await projections.Rebuild(projection.Name, progress, cancellation);
            FaultPoint.Pass("redact.rebuilt");
        }

        return redaction;
    }

    async Task<List<RecordedEvent>> Find(string what, CancellationToken cancellation)
    {
        if (Guid.TryParse(what, out var id))
        {
            return await log.Find(id, cancellation) is { } one ? [one] : throw new RedactionRefusedException($"Expected the id of a recorded event, found {id}.");
        }

        // What a desk wrote when it retracted the article is its own.
        var isAddress = Uri.TryCreate(what, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
        var events = await log.ReadStream(isAddress ? ArticleStream.NameFor(url, "") : what, cancellation: cancellation).Where(e => e.Type != "ArticleRetracted").ToListAsync(cancellation);
        return events.Count > 0 && events[0].Type == "ArticleIngested" ? events : throw new RedactionRefusedException($"Expected an article of the log or the id of an event, found \"{what}\".");
    }

    /// <summary>Editions hold the article's words; what the log says of them stays, so that a copy can still be told to be genuine.</summary>
    async Task<IReadOnlyList<string>> Withhold(string stream, CancellationToken cancellation)
    {
        var withheld = new List<string>();
        await foreach (var recorded in log.ReadAll(0, null, ["EditionPublished", "EditionDrafted"], cancellation))
        {
            var edition = recorded.Body as EditionPublished ?? (recorded.Body as EditionDrafted)?.Edition;
            if (edition?.Articles.Contains(stream, StringComparer.Ordinal) != true)
            {
                continue;
            }

            foreach (var digest in (string[])[edition.ContentDigest, edition.ProvenanceSha256 ?? "", edition.PdfSha256])
            {
                await files.Delete(digest, cancellation);
                FaultPoint.Pass("redact.withheld");
            }

            withheld.Add(recorded.Body is EditionDrafted draft ? EditionDrafts.IdOf(draft) : Edition.IdFor(edition.Profile, edition.Day, edition.Revision));
        }

        return withheld;
    }
}
