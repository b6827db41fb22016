using Briefings.Articles;
using Briefings.Articles.Reading;
using Briefings.Editions;
using Briefings.EventStore;
using Briefings.Extraction;
using Briefings.NewsEvents;
using Briefings.Profiles;
using Briefings.Webhooks;

namespace Briefings.Tests.Events;

/// <summary>A body with every field filled, for each event type: what is stored as its sample when it has none.</summary>
static class SampleBodies
{
    const string Sentence = "An official said on Monday that Gustavo Petro will meet Donald Trump at the White House on Tuesday.";

    static readonly NewsEventCatalog NewsEvents = NewsEventCatalog.Load();

    static readonly Publication Published = new(new(2026, 2, 2), new(2026, 2, 2, 6, 40, 0, TimeSpan.FromHours(-5)), "2026-02-02T06:40:00-05:00", "front matter");

    static readonly Subject Subject = new([new("gustavo-petro", "Gustavo Petro", "COL", 0.75)], [new("meeting", 2)]);

    static readonly string Hash = ArticleStream.ContentHash(Sentence);

    internal static readonly EditionPublished Edition = new()
    {
        Profile = "andean-desk",
        Day = new(2026, 2, 2),
        Issue = 3,
        Revision = 2,
        From = new(2026, 2, 1, 0, 0, 0, TimeSpan.FromHours(-5)),
        To = new(2026, 2, 3, 0, 0, 0, TimeSpan.FromHours(-5)),
        LogPosition = 58,
        ChainHead = Hash,
        Renderer = "pdf-1",
        Template = "template-1",
        ContentDigest = Hash,
        PdfSha256 = Hash,
        ProvenanceSha256 = Hash,
        ProfileRevision = 1,
        Articles = ["article-0123456789abcdef"],
        Slot = new(2026, 2, 2, 11, 30, 0, TimeSpan.Zero),
        Draft = 2,
        ApprovedBy = "Ana Ruiz",
    };

    static readonly Guid EventId = ArticleStream.EventId("article-0123456789abcdef", "news 1 0");

    static ArticleReextracted Reextracted => new ArticleReextracted
    {
        Revision = 3,
        Text = Sentence,
        ContentHash = Hash,
        Withdrawn = [EventId],
        Kept = [ArticleStream.EventId("article-0123456789abcdef", "news 1 1")],
        Changed = [new(EventId, ArticleStream.EventId("article-0123456789abcdef", "news 3 0"), ["when"])],
        Added = [ArticleStream.EventId("article-0123456789abcdef", "news 3 1")],
        Extractor = "rules-2",
    };

    static readonly WebhookDisabled Disabled = new()
    {
        Webhook = "desk",
        Host = "hooks.example",
        Reason = "Every attempt has failed since 2026-02-02 06:30 UTC.",
        FailingSince = new(2026, 2, 2, 6, 30, 0, TimeSpan.Zero)
    };

    /// <summary>The body to store, or <c>null</c> when somebody has to write one here.</summary>
    public static IEvent? For(string type) => type switch
    {
        "ArticleIngested" => new ArticleIngested
        {
            Format = "markdown",
            FileName = "meeting.md",
            Text = Sentence,
            ContentHash = Hash,
            Title = "Petro and Trump to meet",
            Outlet = "Andes Ledger",
            Url = "https://andes-ledger.example/meeting",
            Published = Published,
            Extractor = "rules-1",
            Subject = Subject,
        },
        "ArticleCorrected" => new ArticleCorrected
        {
            Revision = 2,
            Text = Sentence,
            ContentHash = Hash,
            Title = "Petro and Trump to meet on Tuesday",
            Published = Published,
            Changes = [new(90, "Wednesday.", "Tuesday.")],
            Withdrawn = [EventId],
            Extractor = "rules-1",
            Subject = Subject,
        },
        "ArticleReextracted" => Reextracted,
        "webhook.disabled" => Disabled,
        "ArticleRetracted" => new ArticleRetracted { Reason = "The interview was invented.", RetractedOn = new(2026, 2, 3) },
        "EditionPublished" => Edition,
        "EditionConfirmed" => new EditionConfirmed { Profile = "andean-desk", Day = new(2026, 2, 2), Revision = 2, Slot = new(2026, 2, 2, 11, 30, 0, TimeSpan.Zero), LogPosition = 61 },
        "EditionDrafted" => new EditionDrafted { Draft = 2, Edition = Edition },
        "EditionApproved" => new EditionApproved { Profile = "andean-desk", Day = new(2026, 2, 2), Draft = 2, ContentDigest = Hash, PdfSha256 = Hash, By = "Ana Ruiz", Note = "Checked against the wires." },
        "IssueNumbered" => new IssueNumbered { Day = new(2026, 2, 2) },
        "ProfileDefined" => new ProfileDefined
        {
            Profile = new Profile
            {
                Name = "andean-desk",
                Title = "Andean desk",
                TimeZone = "America/Bogota",
                Language = "en",
                Handling = "TLP:CLEAR",
                Watch = new Watch { Actors = ["gustavo-petro"], Countries = ["COL"], Types = ["MeetingScheduled"], Words = ["cocaine"] },
            },
        },
        _ when NewsEvents.Names.Contains(type, StringComparer.Ordinal) => NewsEvents.Create("article-0123456789abcdef", 1, Reported(type)),
        _ => OfTheLog(type),
    };

    static EventRedacted? OfTheLog(string type) => type is not "EventRedacted" ? null : new EventRedacted
    {
        EventId = EventId,
        Position = 58,
        Stream = "article-0123456789abcdef",
        Digest = Hash,
        Reason = "Names a protected witness.",
        By = "ana",
    };

    static ReportedEvent Reported(string type) => new()
    {
        Type = type,
        Root = "CONSULT",
        Quad = 1,
        Source = [new("Petro", "Gustavo Petro", "gustavo-petro", "COLGOV", "COL", "GOV")],
        Target = [new("Trump", "Donald Trump", "donald-trump", "USAGOV", "USA", "GOV")],
        When = new(new(2026, 2, 3), new(2026, 2, 4), DatePrecision.Day, "weekday after 2026-02-02", "on Tuesday"),
        Where = ["White House"],
        Modality = Modality.Planned,
        Attribution = [new(new("An official", "An official", "official", "", "", "GOV"), "said")],
        Topic = "security",
        Quantity = new(2m, "presidents", "two presidents"),
        Confidence = 0.875,
        Rule = "MeetingScheduled:1",
        Intensity = 4.5,
        Cluster = "consult donald-trump gustavo-petro",
        Evidence = new("article-0123456789abcdef", 0, 0, Sentence.Length, Sentence),
    };
}
