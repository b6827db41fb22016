using System.Globalization;
using Briefings.Editions.Provenance;
using Briefings.EventStore;
using Briefings.Rendering;

namespace Briefings.Editions.Verification;

/// <summary>Checks a PDF against the log: what it carries, what was published, the chain, and every quote at its characters.</summary>
public sealed class VerifyEdition(EventLog log, Documents documents, IBriefingRenderer pages)
{
    /// <summary>The checks that need no log.</summary>
    /// <param name="pages">Makes the pages again.</param>
    public static IReadOnlyList<Check> Alone(byte[] pdf, IBriefingRenderer pages) =>
        [.. ProvenFile.Read(pdf, pages).Checks, new Check("edition", CheckOutcome.Open, "no log was asked: neither the publication nor the articles are checked")];

    public Task<IReadOnlyList<Check>> Handle(byte[] pdf, CancellationToken cancellation) => Handle(pdf, log.Audit(), cancellation);

    /// <param name="audit">Checks the log's chain; one for several files reads the log once for all of them.</param>
    public async Task<IReadOnlyList<Check>> Handle(byte[] pdf, ChainAudit audit, CancellationToken cancellation)
    {
        var file = ProvenFile.Read(pdf, pages);
        var edition = file.Provenance is { } named
            ? await documents.Load<Edition>(EditionList.ProjectionName, named.Edition, cancellation)
            : await BySha256(file.Sha256, cancellation);
        if (file.Provenance is not { } provenance)
        {
            return [.. file.Checks, edition is null
                ? new Check("edition", CheckOutcome.Open, "no edition of this database has these bytes")
                : new Check("edition", CheckOutcome.Holds, $"published as {edition.Id}, to the byte")];
        }

        var published = Published(file, provenance, edition);
        if (published.Outcome != CheckOutcome.Holds && !await IsOfThisLog(provenance, edition, cancellation))
        {
            return [.. file.Checks, published, new Check("chain", CheckOutcome.Open, "the file is of another log than this database's: its articles cannot be checked here")];
        }

        return [.. file.Checks, published, await Chain(audit, provenance, cancellation), .. await new ProvenArticles(log).Compare(provenance, cancellation)];
    }

    static Check Published(ProvenFile file, EditionProvenance provenance, Edition? edition)
    {
        if (edition is null)
        {
            return new("edition", CheckOutcome.Open, $"this database holds no edition {provenance.Edition}: it is of another one, a draft, or a view that was never published");
        }

        var recorded = edition.Published;
        var differing = new (string Name, string Expected, string Found)[]
        {
            ("the PDF's SHA-256", recorded.PdfSha256, file.Sha256),
            ("the document's digest", recorded.ContentDigest, Digests.Of(file.Json)),
            ("the provenance's SHA-256", recorded.ProvenanceSha256, Digests.Of(file.ProvenanceJson)),
            ("the log position", Text(recorded.LogPosition), Text(provenance.LogPosition)),
            ("the chain head", recorded.ChainHead, provenance.ChainHead),
        }.Where(c => c.Expected != c.Found).ToList();
        return differing.Count == 0
            ? new("edition", CheckOutcome.Holds, string.Create(CultureInfo.InvariantCulture, $"published as {edition.Id} at log position {edition.Position}, to the byte{(recorded.ApprovedBy is { } by ? $", approved by {by}" : "")}"))
            : new("edition", CheckOutcome.Fails, $"Expected what was published as {edition.Id}: {string.Join("; ", differing.Select(d => $"{d.Name} {d.Expected}, found {d.Found}"))}.");
    }

    /// <summary>Whether the file may be held against this log: it names one of its editions by the same chain, or the log had the same head there.</summary>
    async Task<bool> IsOfThisLog(EditionProvenance provenance, Edition? edition, CancellationToken cancellation) =>
        edition?.Published.ChainHead == provenance.ChainHead
        || (provenance.LogPosition >= 0 && provenance.LogPosition <= await log.HighWaterMark(cancellation) && Head(await log.ChainHead(provenance.LogPosition, cancellation)) == provenance.ChainHead);

    // From the events themselves: what the database keeps of the chain is only compared with.
    async Task<Check> Chain(ChainAudit audit, EditionProvenance provenance, CancellationToken cancellation)
    {
        var mark = await log.HighWaterMark(cancellation);
        if (provenance.LogPosition < 0 || provenance.LogPosition > mark)
        {
            return new("chain", CheckOutcome.Fails, string.Create(CultureInfo.InvariantCulture, $"Expected a log that reaches position {provenance.LogPosition}, found one that ends at {mark}."));
        }

        var found = await audit.UpTo(provenance.LogPosition, cancellation);
        if (found.FirstBroken is { } broken)
        {
            return new("chain", CheckOutcome.Fails, string.Create(CultureInfo.InvariantCulture, $"Expected the log unaltered up to position {provenance.LogPosition}, found it altered at position {broken}. {found.Problem}"));
        }

        var head = Head(found.Head);
        return head == provenance.ChainHead
            ? new("chain", CheckOutcome.Holds, string.Create(CultureInfo.InvariantCulture, $"the log has the head {head} at position {provenance.LogPosition}"))
            : new("chain", CheckOutcome.Fails, string.Create(CultureInfo.InvariantCulture, $"Expected the head {provenance.ChainHead} at log position {provenance.LogPosition}, found {head}."));
    }

    async Task<Edition?> BySha256(string sha256, CancellationToken cancellation)
    {
        await foreach (var (_, edition) in documents.All<Edition>(EditionList.ProjectionName, "", cancellation))
        {
            if (edition.Published.PdfSha256 == sha256)
            {
                return edition;
            }
        }

        return null;
    }

    static string Head(byte[] head) => Convert.ToHexStringLower(head);

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
