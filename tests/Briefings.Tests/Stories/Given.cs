using System.Globalization;
using Briefings.Articles;
using Briefings.EventStore;
using Briefings.Extraction;
using Briefings.NewsEvents;
using Briefings.Tests.Articles;
using Xunit;

namespace Briefings.Tests.Stories;

/// <summary>Events as a test tells them, recorded in order.</summary>
sealed class Given
{
    readonly List<RecordedEvent> recorded = [];
    readonly Dictionary<string, long> versions = new(StringComparer.Ordinal);

    public IReadOnlyList<RecordedEvent> Recorded => recorded;

    public long Position => recorded.Count;

    /// <summary>Texts by stream and revision, as an edition checks its quotes against them.</summary>
    public Dictionary<(string Stream, int Revision), string> Texts { get; } = [];

    /// <summary>When the events from here on are recorded.</summary>
    public DateTimeOffset Now { get; private set; } = new(2026, 2, 5, 0, 0, 0, TimeSpan.Zero);

    public static Actor Petro { get; } = new("Petro", "Gustavo Petro", "gustavo-petro", "COLGOV", "COL", "GOV");

    public static Actor Trump { get; } = new("Trump", "Donald Trump", "donald-trump", "USAGOV", "USA", "GOV");

    public Given At(string instant)
    {
        Now = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
        return this;
    }

    /// <param name="day">A day, an instant, or <c>null</c> for unknown.</param>
    public Given Article(string stream, string? day, string text, string? outlet = null, Subject? about = null, string? title = null) => Record(stream, new ArticleIngested
    {
        Format = "text",
        FileName = stream + ".txt",
        Text = text,
        ContentHash = ArticleStream.ContentHash(text),
        Title = title,
        Outlet = outlet,
        Published = Newsroom.On(day),
        Extractor = "test-1",
        Subject = about ?? About("talks", Petro, Trump),
    });

    public Given Corrected(string stream, int revision, string? day, string before, string after, params Guid[] withdrawn) => Corrected(stream, revision, day, before, after, null, withdrawn);

    public Given Corrected(string stream, int revision, string? day, string before, string after, string? title, Guid[] withdrawn) => Record(stream, new ArticleCorrected
    {
        Title = title,
        Revision = revision,
        Text = after,
        ContentHash = ArticleStream.ContentHash(after),
        Published = Newsroom.On(day),
        Changes = TextDifference.Between(before, after),
        Withdrawn = withdrawn,
        Extractor = "test-1",
        Subject = About("talks", Petro, Trump),
    });

    public Given Reextracted(string stream, params Guid[] withdrawn) => Record(stream, new ArticleReextracted { Revision = 1, Withdrawn = withdrawn, Kept = [], Changed = [], Added = [], Extractor = "test-2" });

    /// <summary>Retracted now, or at noon UTC of a day.</summary>
    public Given Retracted(string stream, string? day = null)
    {
        var now = day is null ? this : At(day + "T12:00:00Z");
        return now.Record(stream, new ArticleRetracted { Reason = "invented", RetractedOn = DateOnly.FromDateTime(Now.UtcDateTime) });
    }

    public Given Reported(string stream, ReportedEvent reported, int revision = 1) =>
        Record(stream, new MeetingScheduled { Article = stream, Revision = revision, Reported = reported });

    /// <summary>A meeting of Petro and Trump as a sentence of a text tells it.</summary>
    public static ReportedEvent Meeting(string text, string sentence, string? day = null, Modality modality = Modality.Planned, string cluster = "meeting", Quantity? quantity = null)
    {
        var start = text.IndexOf(sentence, StringComparison.Ordinal);
        return new ReportedEvent
        {
            Type = "MeetingScheduled",
            Root = "CONSULT",
            Quad = 1,
            Source = [Petro],
            Target = [Trump],
            When = day is null ? When.Unknown : new When(Day(day), Day(day).AddDays(1), DatePrecision.Day, "test", day),
            Modality = modality,
            Quantity = quantity,
            Confidence = 0.9,
            Rule = "test:1",
            Intensity = 4,
            Cluster = cluster,
            Evidence = new Evidence("x", 0, start, start + sentence.Length, sentence),
        };
    }

    public static Subject About(string word, params Actor[] actors) => new(
        [.. actors.Select(a => new SubjectActor(a.Id, a.Name, a.Country, 1.0 / actors.Length))],
        [new SubjectWord(word, 3), new SubjectWord(word + "s", 1)]);

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The documents of a projection after all events, each applied as often as asked.</summary>
    public async Task<InMemoryDocuments> Fold(IProjection projection, int times = 1)
    {
        var documents = new InMemoryDocuments();
        foreach (var one in recorded)
        {
            for (var i = 0; i < times; i++)
            {
                await projection.Apply(one, documents, TestContext.Current.CancellationToken);
            }
        }

        return documents;
    }

    public Guid LastId => recorded[^1].Id;

    Given Record(string stream, IEvent body)
    {
        switch (body)
        {
            case ArticleIngested ingested:
                Texts[(stream, 1)] = ingested.Text;
                break;
            case ArticleCorrected corrected:
                Texts[(stream, corrected.Revision)] = corrected.Text;
                break;
            default:
                break;
        }

        var version = versions[stream] = versions.GetValueOrDefault(stream) + 1;
        recorded.Add(new RecordedEvent
        {
            Position = recorded.Count + 1,
            Stream = stream,
            Version = version,
            Id = ArticleStream.EventId(stream, version.ToString(CultureInfo.InvariantCulture)),
            Type = body.GetType().Name,
            Body = body,
            RecordedAt = Now,
        });
        return this;
    }
}
