using System.Text.Json;
using Briefings.Actors;
using Briefings.EventStore;
using Briefings.Extraction;
using Briefings.Stories;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Briefings.Tests.Stories;

public sealed class StoryProperties
{
    const string Text = "They meet on Tuesday.";

    static readonly Actor Dockers = new("dock workers", "Dock workers' union", "dock-workers-union", "PERLAB", "PER", "LAB");

    public static TheoryData<IProjection> Projections => [new StoryProjection(), new ActorProjection()];

    [Theory]
    [MemberData(nameof(Projections))]
    public void Fold_does_not_depend_on_batch_boundaries(IProjection projection) => Prop.ForAll(
        (from events in Logs() from size in Gen.Choose(1, 7) select (events, size)).ToArbitrary(),
        c => Folded(projection, c.events, c.size) == Folded(projection, c.events, int.MaxValue)).Check(Config.QuickThrowOnFailure);

    [Theory]
    [MemberData(nameof(Projections))]
    public void Event_that_is_delivered_twice_changes_nothing(IProjection projection) => Prop.ForAll(
        Logs().ToArbitrary(),
        events => Folded(projection, [.. events.SelectMany(e => new[] { e, e })], int.MaxValue) == Folded(projection, events, int.MaxValue)).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void History_at_a_position_is_what_was_folded_up_to_it() => Prop.ForAll(
        (from events in Logs() from position in Gen.Choose(0, events.Count) select (events, position)).ToArbitrary(),
        c => JsonSerializer.Serialize(StoryHistory.At(Stories(c.events), c.position).Select(Local), BriefingsJson.Options)
            == JsonSerializer.Serialize(Stories([.. c.events.Take(c.position)]).Select(Local), BriefingsJson.Options)).Check(Config.QuickThrowOnFailure);

    static Story Local(Story story) => LocalDays.In(story, NodaTime.DateTimeZone.Utc);

    static List<Story> Stories(IReadOnlyList<RecordedEvent> events)
    {
        var documents = new StoredDocuments();
        foreach (var recorded in events)
        {
            new StoryProjection().Apply(recorded, documents, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }

        return documents.All<Story>(StoryProjection.StoryPrefix);
    }

    static string Folded(IProjection projection, IReadOnlyList<RecordedEvent> events, int size)
    {
        var documents = new StoredDocuments();
        foreach (var batch in events.Chunk(size))
        {
            foreach (var recorded in batch)
            {
                projection.Apply(recorded, documents, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            }

            documents.Commit();
        }

        return documents.Written();
    }

    /// <summary>Logs of up to five articles that are reported on, corrected, dated and retracted in any order.</summary>
    static Gen<IReadOnlyList<RecordedEvent>> Logs() => Gen.Choose(0, 999).ArrayOf().Select(steps =>
    {
        var given = new Given();
        var (revisions, last) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, Guid>(StringComparer.Ordinal));
        foreach (var step in steps)
        {
            var stream = $"article-{step % 5}";
            var day = FormattableString.Invariant($"2026-02-{1 + (step / 5 % 20):00}");
            if (!revisions.ContainsKey(stream))
            {
                revisions[stream] = 1;
                given.Article(stream, step % 3 == 0 ? null : day, Text, about: step % 2 == 0 ? Given.About("talks", Given.Petro, Given.Trump) : Given.About("strike", Dockers));
            }
            else if (step % 4 == 0)
            {
                given.Corrected(stream, ++revisions[stream], step % 8 == 0 ? null : day, Text, Text + " Or not.", last.TryGetValue(stream, out var id) ? [id] : []);
            }
            else if (step % 17 == 0)
            {
                given.Retracted(stream);
            }
            else
            {
                given.Reported(stream, Given.Meeting(Text, Text, step % 6 == 0 ? null : day, step % 2 == 0 ? Modality.Planned : Modality.Happened), revisions[stream]);
                last[stream] = given.LastId;
            }
        }

        return given.Recorded;
    });

    /// <summary>Documents that go through JSON at the end of every batch, as the database keeps them.</summary>
    sealed class StoredDocuments : IDocumentSession
    {
        readonly SortedDictionary<string, object> documents = new(StringComparer.Ordinal);

        public ValueTask<T?> Load<T>(string key, CancellationToken cancellation = default)
            where T : class => ValueTask.FromResult(documents.GetValueOrDefault(key) as T);

        public void Store<T>(string key, T document)
            where T : class => documents[key] = document;

        public void Delete(string key) => documents.Remove(key);

        public List<T> All<T>(string prefix) => [.. documents.Where(d => d.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(d => (T)d.Value)];

        public void Commit()
        {
            foreach (var (key, document) in documents.ToList())
            {
                documents[key] = JsonSerializer.Deserialize(JsonSerializer.Serialize(document, document.GetType(), BriefingsJson.Options), document.GetType(), BriefingsJson.Options)
                    ?? throw new InvalidOperationException("Expected a document.");
            }
        }

        public string Written() => JsonSerializer.Serialize(documents, BriefingsJson.Options);
    }
}
