using Briefings.Editions;
using Briefings.NewsEvents;
using Briefings.Profiles;
using Briefings.Rendering;
using Briefings.Stories;
using Briefings.Tests.Stories;
using NodaTime;

namespace Briefings.Tests.Editions;

/// <summary>The document that is composed of a log, without a database.</summary>
static class Composing
{
    static readonly EditionComposer Composer = new(NewsEventCatalog.Load().Frames);

    public static async Task<BriefingDocument> Compose(this Given given, string day, Profile? profile = null, long? position = null, params Edition[] earlier) =>
        (await given.ComposeWhole(day, profile, position, earlier)).Document;

    public static async Task<ComposedEdition> ComposeWhole(this Given given, string day, Profile? profile = null, long? position = null, params Edition[] earlier)
    {
        profile ??= Profile.General;
        var zone = DateTimeZoneProviders.Tzdb[profile.TimeZone];
        var stories = (await given.Fold(new StoryProjection())).All<Story>(StoryProjection.StoryPrefix).Select(s => s.Value);
        var last = earlier.LastOrDefault()?.Published;
        return Composer.Compose(new EditionInput
        {
            Profile = profile,
            Day = Given.Day(day),
            FirstDay = last?.Day.AddDays(1) ?? Given.Day(day),
            ToldUpTo = last?.LogPosition ?? long.MaxValue,
            Issue = earlier.Length + 1,
            Revision = 1,
            LogPosition = position ?? given.Position,
            KnownAt = given.Now,
            ChainHead = "",
            Extractor = "test-1",
            Stories = [.. StoryHistory.At(stories, position ?? given.Position).Select(s => LocalDays.In(s, zone))],
            Texts = given.Texts,
            Earlier = earlier,
        });
    }

    /// <summary>An edition as it would stand in the log.</summary>
    public static Edition Published(string day, long position, params string[] articles) => new($"general-{day}", position + 1, default, new EditionPublished
    {
        Profile = "general",
        Day = Given.Day(day),
        Issue = 1,
        Revision = 1,
        From = default,
        To = default,
        LogPosition = position,
        ChainHead = "",
        Renderer = "test-1",
        Template = EditionComposer.Template,
        ContentDigest = "",
        PdfSha256 = "",
        Articles = articles,
    });

    public static IReadOnlyList<string> QuotesOf(BriefingDocument document) => [.. document.Sources.SelectMany(s => s.Quotes).Select(q => q.Text)];

    /// <summary>Every citation that stands somewhere in the document.</summary>
    public static IReadOnlyList<int> CitedIn(BriefingDocument document) =>
    [
        .. document.KeyDevelopments.SelectMany(k => k.Line.Citations),
        .. document.Changes.SelectMany(c => c.Citations),
        .. document.InBrief.SelectMany(b => b.Line.Citations),
        .. document.Stories.SelectMany(s => s.TitleCitations
            .Concat(s.Lead.Citations)
            .Concat(s.Developments.Concat(s.Claims).Concat(s.Watch).Concat(s.Timeline.Select(t => t.Line)).SelectMany(l => l.Citations))
            .Concat(s.Differences.SelectMany(d => d.Sides).Select(d => d.Citation))
            .Concat(s.Actors.SelectMany(a => a.Citations))),
        .. document.Calendar.SelectMany(c => c.Line.Citations),
        .. document.Corrections.SelectMany(c => c.Citations),
    ];

    public static string Written(BriefingDocument document) => System.Text.Encoding.UTF8.GetString(new JsonRenderer().Render(document));
}
