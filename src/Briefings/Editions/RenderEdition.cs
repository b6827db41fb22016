using Briefings.Profiles;

namespace Briefings.Editions;

/// <summary>What came of making an edition again from the log.</summary>
/// <param name="Made">The edition, if its PDF has the recorded SHA-256; <c>null</c> otherwise.</param>
/// <param name="Problem">Why they are not; <c>null</c> when they are.</param>
/// <param name="IsOtherProgram">Whether the reason is that another renderer or other rules made it: nothing is wrong with the log.</param>
public sealed record RenderedEdition(Edition Edition, MadeEdition? Made, string? Problem, bool IsOtherProgram);

/// <summary>Makes a published edition again from nothing but the log.</summary>
public sealed class RenderEdition(DefineProfile profiles, MakeEdition make)
{
    /// <exception cref="StoppedProjectionException">The stories end before the edition.</exception>
    public async Task<RenderedEdition> Handle(Edition edition, CancellationToken cancellation)
    {
        var published = edition.Published;
        if (!make.Makes(published))
        {
            return new RenderedEdition(edition, null, $"it was made by {published.Renderer} and {published.Template}, and this program is {make.Versions.Renderer} and {make.Versions.Template}", IsOtherProgram: true);
        }

        if (await Profile(published, cancellation) is not { } profile)
        {
            return new RenderedEdition(edition, null, $"the log holds no revision {published.ProfileRevision} of profile {published.Profile}", IsOtherProgram: false);
        }

        var made = make.Print(await make.Compose(profile, published.ProfileRevision, published.Day, published.LogPosition, cancellation));
        return made.Published.PdfSha256 == published.PdfSha256
            ? new RenderedEdition(edition, made, null, IsOtherProgram: false)
            : new RenderedEdition(edition, null, Difference(published, made.Published), IsOtherProgram: false);
    }

    async Task<Profile?> Profile(EditionPublished published, CancellationToken cancellation) => published.ProfileRevision > 0
        ? await profiles.Revision(published.Profile, published.ProfileRevision, cancellation)
        : (await profiles.AsOf(published.Profile, published.LogPosition, cancellation))?.Profile;

    static string Difference(EditionPublished recorded, EditionPublished made) =>
        recorded.ChainHead != made.ChainHead ? $"the log up to position {recorded.LogPosition} is not what it was: its chain head was {recorded.ChainHead} and is {made.ChainHead}"
        : recorded.ContentDigest != made.ContentDigest ? $"its document came out with the digest {made.ContentDigest} instead of {recorded.ContentDigest}"
        : $"its PDF came out with the SHA-256 {made.PdfSha256} instead of {recorded.PdfSha256}";
}
