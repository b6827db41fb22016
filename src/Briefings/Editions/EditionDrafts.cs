using System.Globalization;
using Briefings.Articles;
using Briefings.EventStore;
using Briefings.Profiles;

namespace Briefings.Editions;

/// <summary>A draft cannot be approved or published as asked; the message says why and what to do.</summary>
public sealed class DraftRefusedException(string message) : Exception(message);

/// <summary>Lets drafts out: whoever approves one approves its digests, and nothing else is published in its name.</summary>
public sealed class EditionDrafts(EventLog log, EditionFiles files, DefineProfile profiles, MakeEdition make)
{
    const string Mark = "-draft";

    /// <summary><c>PROFILE-YYYY-MM-DD-draftN</c>.</summary>
    public static string IdOf(EditionDrafted draft) => IdOf(draft.Edition.Profile, draft.Edition.Day, draft.Draft);

    public static string IdOf(string profile, DateOnly day, int draft) => string.Create(CultureInfo.InvariantCulture, $"{Edition.IdFor(profile, day, 1)}{Mark}{draft}");

    /// <summary>What an id names; <c>null</c> when it is no draft's.</summary>
    public static (string Profile, DateOnly Day, int Draft)? Parse(string id)
    {
        const int DayLength = 10;
        var at = id.LastIndexOf(Mark, StringComparison.Ordinal);
        return at > DayLength + 1
            && int.TryParse(id.AsSpan(at + Mark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var draft)
            && DateOnly.TryParseExact(id.AsSpan(at - DayLength, DayLength), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && id[at - DayLength - 1] == '-'
                ? (id[..(at - DayLength - 1)], day, draft)
                : null;
    }

    /// <summary>Records that somebody lets the latest draft of its day go out.</summary>
    /// <param name="digest">The digest that was looked at, of the document or of the PDF; <c>null</c> for whatever the draft has.</param>
    /// <param name="by">Who approves.</param>
    /// <exception cref="DraftRefusedException">There is no such draft, a later one or an edition has overtaken it, or it has another digest.</exception>
    public async Task<EditionApproved> Approve(string id, string? digest, string by, string note, CancellationToken cancellation)
    {
        var editions = await Find(id, cancellation);
        var draft = editions.Draft ?? throw Overtaken(id);
        if (digest is not null && digest != draft.Edition.ContentDigest && digest != draft.Edition.PdfSha256)
        {
            throw new DraftRefusedException($"Expected the digest of {id}, {draft.Edition.ContentDigest} of its document or {draft.Edition.PdfSha256} of its PDF, found {digest}. Nothing is approved.");
        }

        if (editions.Approval is { } standing && standing.By == by)
        {
            return standing;
        }

        var approved = new EditionApproved
        {
            Profile = draft.Edition.Profile,
            Day = draft.Edition.Day,
            Draft = draft.Draft,
            ContentDigest = draft.Edition.ContentDigest,
            PdfSha256 = draft.Edition.PdfSha256,
            By = by,
            Note = note,
        };
        var eventId = ArticleStream.EventId(editions.Stream, $"approved {draft.Draft} {draft.Edition.PdfSha256} {by}");
        await log.Append(editions.Stream, editions.Version, [new NewEvent(eventId, approved)], new EventMetadata(Actor: by), cancellation);
        return approved;
    }

    /// <summary>Publishes a draft: made again from the log, to the approved digests, or not at all.</summary>
    /// <exception cref="DraftRefusedException">It is not approved though its profile asks for that, is overtaken, or would not come out as approved.</exception>
    public async Task<PublishedEdition> Publish(string id, CancellationToken cancellation)
    {
        var editions = await Find(id, cancellation);
        var draft = editions.Draft ?? throw Overtaken(id);
        var profile = await profiles.Revision(draft.Edition.Profile, draft.Edition.ProfileRevision, cancellation)
            ?? throw new DraftRefusedException($"Expected profile {draft.Edition.Profile} in its revision {draft.Edition.ProfileRevision}, found none in the log.");
        var asksToday = await profiles.Load(draft.Edition.Profile, upTo: null, cancellation) is { NeedsApproval: true };
        if ((profile.NeedsApproval || asksToday) && editions.Approval is null)
        {
            throw new DraftRefusedException($"Expected {id} to be approved, as profile {profile.Name} asks, found no approval. See: briefings editions approve {id}");
        }

        if (!make.Makes(draft.Edition))
        {
            throw new DraftRefusedException($"Expected {id} to be made by {make.Versions.Renderer} and {make.Versions.Template}, found {draft.Edition.Renderer} and {draft.Edition.Template}. Draft it again: briefings editions draft --profile {profile.Name}");
        }

        var made = make.Print(await make.Compose(profile, draft.Edition.ProfileRevision, draft.Edition.Day, draft.Edition.LogPosition, cancellation));
        var (expectedContent, expectedPdf) = editions.Approval is { } approval ? (approval.ContentDigest, approval.PdfSha256) : (draft.Edition.ContentDigest, draft.Edition.PdfSha256);
        if (made.Published.ContentDigest != expectedContent || made.Published.PdfSha256 != expectedPdf)
        {
            throw new DraftRefusedException($"Expected {id} to come out with the approved PDF {expectedPdf}, found {made.Published.PdfSha256}: what it rests on was altered since. See: briefings verify-log");
        }

        var published = draft.Edition with { Draft = draft.Draft, ApprovedBy = editions.Approval?.By };
        await files.Keep(made, cancellation);
        try
        {
            await log.Append(PublishEdition.Published(editions, published), cancellation);
        }
        catch (WrongExpectedVersionException)
        {
            throw new DraftRefusedException($"Expected {id} to be the next edition, found that another one went out meanwhile. Draft it again: briefings editions draft --profile {profile.Name}");
        }

        return new PublishedEdition(made.Id, published, made.Document, made.Pdf, IsNew: true);
    }

    async Task<EditionDay> Find(string id, CancellationToken cancellation)
    {
        if (Parse(id) is not var (profile, day, number) || await EditionDay.Read(log, profile, day, cancellation) is not { } editions || editions.Drafts < number || number < 1)
        {
            throw new DraftRefusedException($"Expected the id of a draft, such as general-2026-02-02{Mark}1, found \"{id}\". See: briefings editions --drafts");
        }

        return editions.Draft?.Draft == number ? editions : throw Overtaken(id);
    }

    static DraftRefusedException Overtaken(string id) => new($"Expected {id} to be the draft that waits, found that it is published or that a later draft or edition took its place. See: briefings editions --drafts");
}
