using Briefings.Articles;
using Briefings.EventStore;
using Briefings.Profiles;
using Briefings.Rendering;

namespace Briefings.Editions;

/// <summary>An edition with its document and its PDF.</summary>
/// <param name="IsNew">Whether this call made it; <c>false</c> when nothing that it tells had changed since.</param>
public sealed record PublishedEdition(string Id, EditionPublished Published, BriefingDocument Document, byte[] Pdf, bool IsNew)
{
    /// <summary>Whether it waits for approval and is not published.</summary>
    public bool IsDraft { get; init; }
}

/// <summary>Publishes the briefing of a profile for a day, once for each state of what it tells.</summary>
public sealed class PublishEdition(EventLog log, Documents documents, EditionFiles files, DefineProfile profiles, MakeEdition make)
{
    const int Attempts = 5;

    public static string StreamFor(string profile, DateOnly day) => EditionDay.StreamFor(profile, day);

    /// <summary>
    /// The standing edition of the day if nothing that it tells has changed since, else a further one. Where the profile asks
    /// for approval it is a draft.
    /// </summary>
    /// <param name="slot">The scheduled instant it is made for, attended to once; <c>null</c> when somebody asks for it.</param>
    /// <exception cref="StoppedProjectionException">The stories end before the log does.</exception>
    public Task<PublishedEdition> Handle(StandingProfile profile, DateOnly day, CancellationToken cancellation, DateTimeOffset? slot = null) =>
        Handle(profile, day, profile.Profile.NeedsApproval, slot, cancellation);

    /// <summary>The same for a profile that is recorded first, unless it stands so already.</summary>
    public async Task<PublishedEdition> Handle(Profile profile, DateOnly day, CancellationToken cancellation) =>
        await Handle(await Recorded(profile, cancellation), day, cancellation);

    /// <summary>The same, as a draft whatever the profile asks for.</summary>
    public async Task<PublishedEdition> Draft(Profile profile, DateOnly day, CancellationToken cancellation) =>
        await Handle(await Recorded(profile, cancellation), day, asDraft: true, null, cancellation);

    async Task<StandingProfile> Recorded(Profile profile, CancellationToken cancellation) => new(profile, await profiles.Handle(profile, cancellation));

    async Task<PublishedEdition> Handle(StandingProfile profile, DateOnly day, bool asDraft, DateTimeOffset? slot, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Decide(profile, day, asDraft, slot, cancellation);
            }
            catch (WrongExpectedVersionException) when (attempt < Attempts)
            {
                // Another program was first: see whether its edition will do.
            }
        }
    }

    async Task<PublishedEdition> Decide(StandingProfile standingProfile, DateOnly day, bool asDraft, DateTimeOffset? slot, CancellationToken cancellation)
    {
        var (profile, revision) = standingProfile;
        var editions = await EditionDay.Read(log, profile.Name, day, cancellation);
        var standing = await Standing(editions, asDraft, cancellation);
        if (standing is not null && (slot is { } at && editions.Slots.Contains(at)))
        {
            return standing;
        }

        if (standing is not null && await NothingSince(standing.Published.LogPosition, profile, cancellation))
        {
            return await Confirm(editions, standing, slot, standing.Published.LogPosition, cancellation);
        }

        // The position the stories have reached, not the log's: an article that another program takes in meanwhile is in both or in neither.
        var composed = await make.Compose(profile, revision, day, null, cancellation);
        if (standing is not null && make.TellTheSame(standing.Document, composed.Composed.Document))
        {
            return await Confirm(editions, standing, slot, composed.Input.LogPosition, cancellation);
        }

        var made = make.Print(composed);
        made = made with { Published = made.Published with { Slot = slot } };
        await files.Keep(made, cancellation);
        var (appends, id) = asDraft ? Drafted(editions, made.Published) : (Published(editions, made.Published), made.Id);
        var appended = await log.Append(appends, cancellation);
        return new PublishedEdition(id, made.Published, made.Document, made.Pdf, IsNew: !appended[0].AlreadyAppended) { IsDraft = asDraft };
    }

    /// <summary>An edition as it was published: its kept bytes, or the same bytes rendered again from its kept document.</summary>
    /// <exception cref="InvalidDataException">Kept bytes were altered, or the PDF is lost and cannot be rendered to the recorded SHA-256.</exception>
    public async Task<PublishedEdition?> Load(string id, CancellationToken cancellation) =>
        await documents.Load<Edition>(EditionList.ProjectionName, id, cancellation) is { } edition
            ? await Load(edition.Id, edition.Published, cancellation)
            : null;

    /// <summary>The same for what an event says of an edition or a draft; <c>null</c> when its document is lost.</summary>
    /// <exception cref="InvalidDataException">See above.</exception>
    public async Task<PublishedEdition?> Load(string id, EditionPublished published, CancellationToken cancellation)
    {
        if (await files.Load(published.ContentDigest, cancellation) is not { } kept)
        {
            return null;
        }

        var document = JsonRenderer.Read(kept);
        var bytes = await files.Load(published.PdfSha256, cancellation)
            ?? make.Print(document, kept, published.ProvenanceSha256.Length > 0 ? await files.Load(published.ProvenanceSha256, cancellation) : null);
        return EditionFiles.Digest(bytes) == published.PdfSha256
            ? new PublishedEdition(id, published, document, bytes, IsNew: false)
            : throw new InvalidDataException($"Expected edition {id} to have the PDF {published.PdfSha256} of {published.Renderer}, found it lost, and {make.Versions.Renderer} renders another. Its document is unharmed.");
    }

    /// <summary>What the day has and this program would make again: the draft that waits, or the edition that went out.</summary>
    async Task<PublishedEdition?> Standing(EditionDay editions, bool asDraft, CancellationToken cancellation)
    {
        if (asDraft && editions.Draft is { } draft)
        {
            return make.Makes(draft.Edition) && await Load(EditionDrafts.IdOf(draft), draft.Edition, cancellation) is { } waiting ? waiting with { IsDraft = true } : null;
        }

        return editions.Latest is { } latest && make.Makes(latest) ? await Load(Edition.IdFor(latest.Profile, latest.Day, latest.Revision), latest, cancellation) : null;
    }

    /// <summary>Whether the log has brought nothing since that any edition tells: the rest is left to a comparison.</summary>
    async Task<bool> NothingSince(long position, Profile profile, CancellationToken cancellation)
    {
        await foreach (var recorded in log.ReadAll(position, cancellation: cancellation))
        {
            var tellsNothing = recorded.Body is EditionPublished or EditionDrafted or EditionApproved or EditionConfirmed or IssueNumbered
                || (recorded.Body is ProfileDefined defined && defined.Profile.Name != profile.Name);
            if (!tellsNothing)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Records that a scheduled time was attended to, so that nobody attends to it again.</summary>
    async Task<PublishedEdition> Confirm(EditionDay editions, PublishedEdition standing, DateTimeOffset? slot, long position, CancellationToken cancellation)
    {
        if (slot is { } at)
        {
            var confirmed = new EditionConfirmed { Profile = editions.Profile, Day = editions.Day, Revision = standing.Published.Revision, Slot = at, LogPosition = position };
            await log.Append(editions.Stream, editions.Version, [new NewEvent(ArticleStream.EventId(editions.Stream, $"confirmed {at:O}"), confirmed)], null, cancellation);
        }

        return standing;
    }

    static (IReadOnlyList<StreamAppend> Appends, string Id) Drafted(EditionDay editions, EditionPublished made)
    {
        var drafted = new EditionDrafted { Draft = editions.Drafts + 1, Edition = made };
        var id = ArticleStream.EventId(editions.Stream, $"drafted {drafted.Draft} {made.LogPosition} {made.PdfSha256}");
        return ([new StreamAppend(editions.Stream, editions.Version, [new NewEvent(id, drafted)])], EditionDrafts.IdOf(drafted));
    }

    /// <summary>The edition, and with a day's first one its issue number: both or neither, and each only if nobody else took it.</summary>
    internal static IReadOnlyList<StreamAppend> Published(EditionDay editions, EditionPublished published)
    {
        var id = ArticleStream.EventId(editions.Stream, $"published {published.Revision} {published.LogPosition} {published.PdfSha256}");
        var edition = new StreamAppend(editions.Stream, editions.Version, [new NewEvent(id, published)]);
        if (published.Revision > 1)
        {
            return [edition];
        }

        var issues = $"issues-{published.Profile}";
        var numbered = new NewEvent(ArticleStream.EventId(issues, $"issue {published.Issue} {published.Day:O}"), new IssueNumbered { Day = published.Day });
        return [edition, new StreamAppend(issues, published.Issue - 1, [numbered])];
    }
}
