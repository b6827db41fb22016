using Briefings.Editions.Provenance;
using Briefings.Profiles;
using Briefings.Rendering;
using NodaTime;

namespace Briefings.Editions;

/// <summary>The document of an edition, before its pages.</summary>
/// <param name="ProfileRevision">0 when the log holds no such profile.</param>
public sealed record ComposedDay(EditionInput Input, ComposedEdition Composed, long ProfileRevision);

/// <summary>A whole edition that nothing has recorded yet.</summary>
/// <param name="Published">What would be recorded.</param>
/// <param name="Json">The document as JSON, whose digest the edition names.</param>
/// <param name="Provenance">What the PDF carries, as JSON.</param>
public sealed record MadeEdition(EditionPublished Published, BriefingDocument Document, byte[] Json, byte[] Provenance, byte[] Pdf)
{
    public string Id => Edition.IdFor(Published.Profile, Published.Day, Published.Revision);
}

/// <summary>Makes an edition from the log: the same position always gives the same bytes.</summary>
public sealed class MakeEdition(EditionInputs inputs, EditionComposer composer, IBriefingRenderer pdf)
{
    /// <summary>The form of a document that is kept and whose digest an edition names.</summary>
    readonly JsonRenderer canonical = new();

    /// <summary>Whether an edition was made by the renderer and the rules of this program, which can make it again.</summary>
    public bool Makes(EditionPublished edition) => edition.Renderer == pdf.Version && edition.Template == EditionComposer.Template;

    /// <summary>What this program makes editions with, as an edition records it.</summary>
    public (string Renderer, string Template) Versions => (pdf.Version, EditionComposer.Template);

    /// <param name="position">The last log position known; <c>null</c> for everything that was committed before the call.</param>
    /// <exception cref="StoppedProjectionException">The stories end before it.</exception>
    public async Task<ComposedDay> Compose(Profile profile, long profileRevision, DateOnly day, long? position, CancellationToken cancellation)
    {
        var input = position is { } at ? await inputs.At(at, profile, day, cancellation) : await inputs.Now(profile, day, cancellation);
        return new ComposedDay(input, composer.Compose(input), profileRevision);
    }

    public MadeEdition Print(ComposedDay composed)
    {
        var input = composed.Input;
        var document = composed.Composed.Document;
        var json = canonical.Render(document);
        var published = new EditionPublished
        {
            Profile = input.Profile.Name,
            Day = input.Day,
            Issue = input.Issue,
            Revision = input.Revision,
            From = Midnight(input.FirstDay, input.Profile),
            To = Midnight(input.Day.AddDays(1), input.Profile),
            LogPosition = input.LogPosition,
            ChainHead = input.ChainHead,
            Renderer = pdf.Version,
            Template = EditionComposer.Template,
            ContentDigest = Digests.Of(json),
            PdfSha256 = "",
            ProfileRevision = composed.ProfileRevision,
            Articles = composed.Composed.Articles,
        };
        var provenance = ProvenanceOf.Edition(input, document, json, published).ToJson();
        var bytes = pdf.Render(EditionAttachments.With(document, json, provenance, input.KnownAt));
        return new MadeEdition(published with { ProvenanceSha256 = Digests.Of(provenance), PdfSha256 = Digests.Of(bytes) }, document, json, provenance, bytes);
    }

    /// <summary>The PDF of a kept document, as it was first made.</summary>
    /// <param name="provenance"><c>null</c> when the edition carried none.</param>
    public byte[] Print(BriefingDocument document, byte[] json, byte[]? provenance) =>
        pdf.Render(provenance is null ? document : EditionAttachments.With(document, json, provenance, EditionProvenance.Read(provenance).KnownAt));

    /// <summary>Whether two documents tell the reader the same: they may know the log up to different positions.</summary>
    public bool TellTheSame(BriefingDocument one, BriefingDocument other) =>
        canonical.Render(Told(one)).AsSpan().SequenceEqual(canonical.Render(Told(other)));

    static BriefingDocument Told(BriefingDocument document) => document with { CutOff = "", Provenance = [] };

    static DateTimeOffset Midnight(DateOnly day, Profile profile) =>
        EditionSchedule.InstantOf(day, TimeOnly.MinValue, DateTimeZoneProviders.Tzdb[profile.TimeZone]);
}
