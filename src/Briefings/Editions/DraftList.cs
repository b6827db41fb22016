using Briefings.EventStore;

namespace Briefings.Editions;

/// <summary>One draft and what became of it.</summary>
/// <param name="Id"><c>PROFILE-YYYY-MM-DD-draftN</c>.</param>
/// <param name="Position">Where it stands in the log.</param>
/// <param name="Edition">What it would publish.</param>
/// <param name="Status"><c>waiting</c>, <c>approved</c>, <c>published</c> or <c>overtaken</c>.</param>
public sealed record Draft(string Id, long Position, DateTimeOffset DraftedAt, int Number, EditionPublished Edition, string Status, EditionApproved? Approval);

/// <summary>The drafts of one profile's day, in order.</summary>
public sealed record DraftsOfDay(IReadOnlyList<Draft> Drafts);

/// <summary>Every draft, by profile and day.</summary>
public sealed class DraftList : KeyedProjection<DraftsOfDay>
{
    public const string ProjectionName = "drafts";

    public override string Name => ProjectionName;

    public override ProjectionMode Mode => ProjectionMode.Inline;

    public override IReadOnlyCollection<string>? EventTypes { get; } = ["EditionDrafted", "EditionApproved", "EditionPublished"];

    public override IEnumerable<string> Keys(RecordedEvent recorded) => recorded.Body switch
    {
        EditionDrafted drafted => [Edition.IdFor(drafted.Edition.Profile, drafted.Edition.Day, 1)],
        EditionApproved approved => [Edition.IdFor(approved.Profile, approved.Day, 1)],
        EditionPublished published => [Edition.IdFor(published.Profile, published.Day, 1)],
        _ => [],
    };

    public override DraftsOfDay? Evolve(DraftsOfDay? document, RecordedEvent recorded) => recorded.Body switch
    {
        EditionDrafted drafted when document?.Drafts.Any(d => d.Number == drafted.Draft) is not true => new(
        [
            .. Changed(document, _ => true, d => d with { Status = d.Status == "published" ? d.Status : "overtaken" }),
            new Draft(EditionDrafts.IdOf(drafted), recorded.Position, recorded.RecordedAt, drafted.Draft, drafted.Edition, "waiting", null),
        ]),
        EditionApproved approved when document is not null => new([.. Changed(document, d => d.Number == approved.Draft && d.Status == "waiting", d => d with { Status = "approved", Approval = approved })]),
        EditionPublished published when document is not null => new([.. Changed(
            document,
            d => d.Status is "waiting" or "approved",
            d => d with { Status = d.Number == published.Draft ? "published" : "overtaken" })]),
        _ => document,
    };

    static IEnumerable<Draft> Changed(DraftsOfDay? document, Func<Draft, bool> which, Func<Draft, Draft> change) =>
        (document?.Drafts ?? []).Select(d => which(d) ? change(d) : d);
}
