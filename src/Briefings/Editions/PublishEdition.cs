using Briefings.Articles;
using Briefings.EventStore;
using Briefings.Profiles;
using Briefings.Rendering;
using NodaTime;
using NodaTime.Extensions;

namespace Briefings.Editions;

/// <summary>An edition with its document and its PDF.</summary>
/// <param name="IsNew">Whether this call published it; <c>false</c> when nothing had changed since.</param>
public sealed record PublishedEdition(string Id, EditionPublished Published, BriefingDocument Document, byte[] Pdf, bool IsNew);

/// <summary>Publishes the briefing of a profile for a day, once for each state of the log.</summary>
public sealed class PublishEdition(
    EventLog log, Documents documents, EditionFiles files, EditionInputs inputs, EditionComposer composer, IBriefingRenderer pdf)
{
    const int Attempts = 5;

    /// <summary>The form of a document that is kept and whose digest an edition names.</summary>
    readonly JsonRenderer canonical = new();

    public static string StreamFor(string profile, DateOnly day) => $"edition-{Edition.IdFor(profile, day, 1)}";

    static string IssuesStreamFor(string profile) => $"issues-{profile}";

    /// <summary>The latest edition of the day if the log has brought nothing since, else a further one.</summary>
    public async Task<PublishedEdition> Handle(Profile profile, DateOnly day, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Standing(profile, day, cancellation) ?? await Publish(profile, day, cancellation);
            }
            catch (WrongExpectedVersionException) when (attempt < Attempts)
            {
                // Another command published first: see whether its edition will do.
            }
        }
    }

    /// <summary>An edition as it was published: its kept bytes, or the same bytes rendered again from its kept document.</summary>
    /// <exception cref="InvalidDataException">Kept bytes were altered, or the PDF is lost and cannot be rendered to the recorded SHA-256.</exception>
    public async Task<PublishedEdition?> Load(string id, CancellationToken cancellation) =>
        await documents.Load<Edition>(EditionList.ProjectionName, id, cancellation) is { } edition
            ? await Load(edition.Id, edition.Published, cancellation)
            : null;

    async Task<PublishedEdition?> Load(string id, EditionPublished published, CancellationToken cancellation)
    {
        if (await files.Load(published.ContentDigest, cancellation) is not { } kept)
        {
            return null;
        }

        var document = JsonRenderer.Read(kept);
        var bytes = await files.Load(published.PdfSha256, cancellation) ?? pdf.Render(document);
        return EditionFiles.Digest(bytes) == published.PdfSha256
            ? new PublishedEdition(id, published, document, bytes, IsNew: false)
            : throw new InvalidDataException($"Expected edition {id} to have the PDF {published.PdfSha256} of {published.Renderer}, found it lost, and {pdf.Version} renders another. Its document is unharmed.");
    }

    async Task<PublishedEdition?> Standing(Profile profile, DateOnly day, CancellationToken cancellation)
    {
        EditionPublished? latest = null;
        await foreach (var recorded in log.ReadStream(StreamFor(profile.Name, day), cancellation: cancellation))
        {
            latest = recorded.Body as EditionPublished ?? latest;
        }

        if (latest is null || latest.Renderer != pdf.Version || latest.Template != EditionComposer.Template)
        {
            return null;
        }

        await foreach (var recorded in log.ReadAll(latest.LogPosition, cancellation: cancellation))
        {
            var changesNothing = recorded.Body is EditionPublished or IssueNumbered
                || (recorded.Body is ProfileDefined defined && defined.Profile.Name != profile.Name);
            if (!changesNothing)
            {
                return null;
            }
        }

        return await Load(Edition.IdFor(profile.Name, day, latest.Revision), latest, cancellation);
    }

    async Task<PublishedEdition> Publish(Profile profile, DateOnly day, CancellationToken cancellation)
    {
        // The position the stories have reached, not the log's: an article that another program takes in meanwhile is in both or in neither.
        var input = await inputs.Now(profile, day, cancellation);
        var composed = composer.Compose(input);
        var document = canonical.Render(composed.Document);
        var bytes = pdf.Render(composed.Document);
        var published = new EditionPublished
        {
            Profile = profile.Name,
            Day = day,
            Issue = input.Issue,
            Revision = input.Revision,
            From = Midnight(input.FirstDay, profile),
            To = Midnight(day.AddDays(1), profile),
            LogPosition = input.LogPosition,
            ChainHead = input.ChainHead,
            Renderer = pdf.Version,
            Template = EditionComposer.Template,
            ContentDigest = await files.Keep(document, canonical.MediaType, cancellation),
            PdfSha256 = await files.Keep(bytes, pdf.MediaType, cancellation),
            Articles = composed.Articles,
        };
        var appended = await log.Append(Appends(published), cancellation);
        return new PublishedEdition(Edition.IdFor(profile.Name, day, published.Revision), published, composed.Document, bytes, IsNew: !appended[0].AlreadyAppended);
    }

    /// <summary>The edition, and with a day's first one its issue number: both or neither, and each only if nobody else took it.</summary>
    static IReadOnlyList<StreamAppend> Appends(EditionPublished published)
    {
        var stream = StreamFor(published.Profile, published.Day);
        var edition = new StreamAppend(stream, published.Revision - 1, [new NewEvent(ArticleStream.EventId(stream, $"published {published.Revision} {published.LogPosition} {published.PdfSha256}"), published)]);
        if (published.Revision > 1)
        {
            return [edition];
        }

        var issues = IssuesStreamFor(published.Profile);
        var numbered = new NewEvent(ArticleStream.EventId(issues, $"issue {published.Issue} {published.Day:O}"), new IssueNumbered { Day = published.Day });
        return [edition, new StreamAppend(issues, published.Issue - 1, [numbered])];
    }

    static DateTimeOffset Midnight(DateOnly day, Profile profile) =>
        day.ToLocalDate().AtStartOfDayInZone(DateTimeZoneProviders.Tzdb[profile.TimeZone]).ToDateTimeOffset();
}
