using System.Text.Json;

namespace Briefings.Editions.Provenance;

/// <summary>What every sentence of an edition rests on, as its PDF carries it: sentence → events → article revision → characters.</summary>
public sealed record EditionProvenance
{
    /// <summary>Name and version of this form.</summary>
    public const string CurrentFormat = "briefings-provenance/1";

    /// <summary>What the attachment is called.</summary>
    public const string FileName = "provenance.json";

    public required string Format { get; init; }

    /// <summary>Id of the edition.</summary>
    public required string Edition { get; init; }

    public required string Profile { get; init; }

    public required long ProfileRevision { get; init; }

    public required DateOnly Day { get; init; }

    public required int Issue { get; init; }

    public required int Revision { get; init; }

    /// <summary>The edition knows the log up to and including this position.</summary>
    public required long LogPosition { get; init; }

    /// <summary>Head of the log's hash chain there, lower-case hex.</summary>
    public required string ChainHead { get; init; }

    /// <summary>When the log took in the last thing the edition knows; <c>null</c> for an empty log.</summary>
    public DateTimeOffset? KnownAt { get; init; }

    public required string Renderer { get; init; }

    public required string Template { get; init; }

    /// <summary>Name and version of the rules that read the articles; empty when there are none.</summary>
    public required string Extractor { get; init; }

    /// <summary>SHA-256 of the document as JSON, which the PDF carries beside this, lower-case hex.</summary>
    public required string ContentDigest { get; init; }

    public required IReadOnlyList<ProvenSentence> Sentences { get; init; }

    public required IReadOnlyList<ProvenQuote> Quotes { get; init; }

    public required IReadOnlyList<ProvenEvent> Events { get; init; }

    public required IReadOnlyList<ProvenArticle> Articles { get; init; }

    static readonly JsonSerializerOptions Written = new(BriefingsJson.Options) { WriteIndented = true, NewLine = "\n" };

    /// <summary>The same bytes for the same provenance.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Written);

    /// <exception cref="JsonException">The bytes are no provenance of a form that this program knows.</exception>
    public static EditionProvenance Read(ReadOnlySpan<byte> json)
    {
        var read = JsonSerializer.Deserialize<EditionProvenance>(json, Written);
        return read?.Format == CurrentFormat
            ? read
            : throw new JsonException($"Expected the format {CurrentFormat}, found \"{read?.Format}\".");
    }
}

/// <summary>One sentence of the edition.</summary>
/// <param name="At">Where it stands in the document as JSON (RFC 6901).</param>
/// <param name="Citations">Numbers of its <see cref="ProvenQuote"/>s.</param>
/// <param name="Events">Ids of the news events that it states.</param>
public sealed record ProvenSentence(string At, string Text, IReadOnlyList<int> Citations, IReadOnlyList<Guid> Events);

/// <summary>One quote of the appendix and the characters it stands at.</summary>
/// <param name="Start">First character in the article's text of that revision, in UTF-16 code units from 0.</param>
/// <param name="End">Behind the last one.</param>
public sealed record ProvenQuote(int Number, string Article, int Revision, int Start, int End, string Text);

/// <summary>One news event and the characters it rests on.</summary>
/// <param name="BodySha256">Of its stored body, lower-case hex.</param>
public sealed record ProvenEvent(Guid Id, string Type, long Position, string Article, int Revision, int Start, int End, string BodySha256);

/// <summary>One text that something rests on.</summary>
/// <param name="TextSha256">Of the text in UTF-8, lower-case hex.</param>
public sealed record ProvenArticle(string Article, int Revision, string TextSha256);
