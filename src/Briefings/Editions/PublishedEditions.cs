using System.Runtime.CompilerServices;
using Briefings.EventStore;

namespace Briefings.Editions;

/// <summary>Editions in the order of publication or against it, read from the database a page at a time as they are asked for.</summary>
public static class PublishedEditions
{
    const int PageSize = 200;

    /// <param name="profile">Only this profile; all if null.</param>
    /// <param name="after">The log position to read after. Defaults to 0, the beginning.</param>
    public static IAsyncEnumerable<Edition> OldestFirst(this Documents documents, string? profile, long after = 0, CancellationToken cancellation = default) =>
        documents.Pages(profile, after, newestFirst: false, cancellation);

    /// <param name="profile">Only this profile; all if null.</param>
    public static IAsyncEnumerable<Edition> NewestFirst(this Documents documents, string? profile, CancellationToken cancellation = default) =>
        documents.Pages(profile, long.MaxValue, newestFirst: true, cancellation);

    static async IAsyncEnumerable<Edition> Pages(
        this Documents documents, string? profile, long beyond, bool newestFirst, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // The name of one profile may begin like that of another.
        var prefix = profile is null ? "" : profile + "-";
        IReadOnlyList<Edition> page;
        do
        {
            page = await documents.PageByPosition<Edition>(EditionList.ProjectionName, prefix, beyond, PageSize, newestFirst, cancellation);
            foreach (var edition in page)
            {
                if (profile is null || edition.Published.Profile == profile)
                {
                    yield return edition;
                }

                beyond = edition.Position;
            }
        }
        while (page.Count == PageSize);
    }
}
