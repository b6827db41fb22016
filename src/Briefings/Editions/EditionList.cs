using Briefings.EventStore;

namespace Briefings.Editions;

/// <summary>One published edition.</summary>
/// <param name="Id"><c>PROFILE-YYYY-MM-DD</c>, with <c>-rN</c> from the day's second edition on.</param>
/// <param name="Position">Where it stands in the log.</param>
public sealed record Edition(string Id, long Position, DateTimeOffset PublishedAt, EditionPublished Published)
{
    public static string IdFor(string profile, DateOnly day, int revision) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{profile}-{day:yyyy-MM-dd}{(revision > 1 ? $"-r{revision}" : "")}");
}

/// <summary>Every published edition by its id.</summary>
public sealed class EditionList : KeyedProjection<Edition>
{
    public const string ProjectionName = "editions";

    public override string Name => ProjectionName;

    public override int Version => 1;

    public override ProjectionMode Mode => ProjectionMode.Inline;

    public override IReadOnlyCollection<string>? EventTypes { get; } = ["EditionPublished"];

    public override IEnumerable<string> Keys(RecordedEvent recorded) =>
        recorded.Body is EditionPublished published ? [Edition.IdFor(published.Profile, published.Day, published.Revision)] : [];

    public override Edition? Evolve(Edition? document, RecordedEvent recorded) => recorded.Body is EditionPublished published
        ? new Edition(Edition.IdFor(published.Profile, published.Day, published.Revision), recorded.Position, recorded.RecordedAt, published)
        : document;
}
