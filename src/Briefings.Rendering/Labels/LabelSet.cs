using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Briefings.Rendering.Labels;

/// <summary>The fixed words of a briefing in one language, read from <c>Labels/xx.json</c>. A language is one such file.</summary>
sealed record LabelSet
{
    public required string Issue { get; init; }

    public required string IssueLabel { get; init; }

    public required string Period { get; init; }

    public required string CutOff { get; init; }

    public required string Handling { get; init; }

    public required string Page { get; init; }

    public required string KeyDevelopments { get; init; }

    public required string NothingNew { get; init; }

    public required string Changes { get; init; }

    public required string Change { get; init; }

    public required Dictionary<string, string> ChangeKinds { get; init; }

    public required string Story { get; init; }

    public required string StoryNumber { get; init; }

    public required string Stories { get; init; }

    public required Plural IndependentSources { get; init; }

    public required Plural Outlets { get; init; }

    public required Dictionary<string, string> Standings { get; init; }

    public required string Claims { get; init; }

    public required string Differences { get; init; }

    public required string Timeline { get; init; }

    public required string When { get; init; }

    public required string Event { get; init; }

    public required string Learned { get; init; }

    public required string Actors { get; init; }

    public required string Actor { get; init; }

    public required string Role { get; init; }

    public required string Position { get; init; }

    public required string Watch { get; init; }

    public required string Calendar { get; init; }

    public required string Corrections { get; init; }

    public required string Before { get; init; }

    public required string Now { get; init; }

    public required string Withdrawn { get; init; }

    public required string CarriedIn { get; init; }

    public required string Sources { get; init; }

    public required string SourcesNote { get; init; }

    public required string Method { get; init; }

    public required string Gaps { get; init; }

    public required string Provenance { get; init; }

    public required string OpenSource { get; init; }

    public required string OpenAddress { get; init; }

    public required string OpenStory { get; init; }

    public required string BackToText { get; init; }

    public required string NextIssue { get; init; }

    public required string Previous { get; init; }

    public required string InBrief { get; init; }

    public required string Relations { get; init; }

    public required string FurtherSources { get; init; }

    public required string With { get; init; }

    public required string Legend { get; init; }

    public required string Word { get; init; }

    public required string Meaning { get; init; }

    public required string Kind { get; init; }

    public required Dictionary<string, string> LegendKinds { get; init; }

    public required string WhyItMatters { get; init; }

    public required string Since { get; init; }

    public required string Confidence { get; init; }

    public required string Likelihood { get; init; }

    public required string OpenFurther { get; init; }

    public required string Contents { get; init; }

    public required string Skip { get; init; }

    /// <summary>Long and short, so that a date is never broken between its day, month and year.</summary>
    public required HashSet<string> Months { get; init; }

    /// <summary>Words of composed sentences, by name; see <see cref="Languages.Wording"/>.</summary>
    public required Dictionary<string, string> Wording { get; init; }

    const string Fallback = "en";

    static readonly FrozenDictionary<string, Lazy<LabelSet>> Languages = typeof(LabelSet).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith("labels.", StringComparison.Ordinal))
        .ToFrozenDictionary(name => name.Split('.')[1], name => new Lazy<LabelSet>(() => Read(name)), StringComparer.OrdinalIgnoreCase);

    /// <summary>The labels of a language; English when it has none.</summary>
    /// <param name="language">A BCP 47 tag; only its first part counts.</param>
    public static LabelSet For(string language) =>
        (Languages.TryGetValue(language.Split('-', '_')[0], out var labels) ? labels : Languages[Fallback]).Value;

    public static IEnumerable<string> LanguageNames => Languages.Keys.Order(StringComparer.Ordinal);

    public string ChangeKind(ChangeKind kind) => ChangeKinds[kind switch
    {
        Rendering.ChangeKind.New => "new",
        Rendering.ChangeKind.Up => "up",
        Rendering.ChangeKind.Down => "down",
        Rendering.ChangeKind.Corrected => "corrected",
        Rendering.ChangeKind.Resolved => "resolved",
        _ => "continuing",
    }];

    public string LegendKind(LegendKind kind) => LegendKinds[kind switch
    {
        Rendering.LegendKind.Likelihood => "likelihood",
        Rendering.LegendKind.Confidence => "confidence",
        Rendering.LegendKind.Change => "change",
        _ => "standing",
    }];

    public string Standing(Standing standing) => Standings[standing switch
    {
        Rendering.Standing.Claimed => "claimed",
        Rendering.Standing.Planned => "planned",
        Rendering.Standing.Projected => "projected",
        Rendering.Standing.Denied => "denied",
        Rendering.Standing.Proposed => "proposed",
        Rendering.Standing.Threatened => "threatened",
        _ => "reported",
    }];

    /// <summary>Puts numbers and names into a label's places.</summary>
    public static string Fill(string label, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.InvariantCulture, label, values);

    static LabelSet Read(string resource)
    {
        using var stream = typeof(LabelSet).Assembly.GetManifestResourceStream(resource);
        return (stream is null ? null : JsonSerializer.Deserialize(stream, LabelJson.Default.LabelSet))
            ?? throw new InvalidDataException($"The labels {resource} cannot be read.");
    }
}

/// <param name="Many">Holds {0}, the number.</param>
sealed record Plural(string One, string Many)
{
    public string For(int count) => count == 1 ? One : LabelSet.Fill(Many, count);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LabelSet))]
sealed partial class LabelJson : JsonSerializerContext;
