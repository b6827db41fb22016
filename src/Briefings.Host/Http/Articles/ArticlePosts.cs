using System.ComponentModel;
using System.Text;
using Briefings.Articles;
using Briefings.Articles.Reading;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Briefings.Host.Http.Articles;

/// <summary>Takes articles in from a request's body.</summary>
static class ArticlePosts
{
    /// <summary>The most articles one answer tells of with their news events; the others are counted, and can be read by their ids.</summary>
    const int MaxTold = 200;

    public static async Task<Results<Created<IngestAnswer>, Ok<IngestAnswer>, UnprocessableEntity<IngestAnswer>, ProblemHttpResult>> Ingest(
        HttpContext http, BriefingsApplication application,
        [Description("Day of publication of articles that name none.")] string? published,
        [Description("Outlet of articles that name none.")] string? source,
        [Description("Address of the article, when it names none.")] string? url)
    {
        var defaults = Defaults(published, source, url);
        var results = new List<IngestedArticle>();
        var counts = new IngestCounts();
        await foreach (var result in application.IngestArticles.Handle(Inputs(http.Request, defaults, http.RequestAborted), http.RequestAborted))
        {
            counts = counts.With(result.Outcome);
            if (results.Count < MaxTold)
            {
                results.Add(await Tell(application, result, http.RequestAborted));
            }
        }

        var answer = new IngestAnswer(counts, results);
        return (counts.New, counts.Known + counts.Corrected + counts.Retracted) switch
        {
            ( > 0, _) => TypedResults.Created((string?)(results is [{ Id: { } id }] ? $"/api/v1/articles/{id}" : null), answer),
            (_, > 0) => TypedResults.Ok(answer),
            _ when counts.Refused == 0 => TypedResults.Problem("Expected an article, found an empty body.", statusCode: StatusCodes.Status400BadRequest),
            _ => TypedResults.UnprocessableEntity(answer),
        };
    }

    static async Task<IngestedArticle> Tell(BriefingsApplication application, IngestResult result, CancellationToken cancellation)
    {
        var article = result.Stream is { } stream ? await ArticleHistory.Read(application.Log, stream, cancellation) : null;
        return new IngestedArticle(
            result.Stream, result.Origin, result.Outcome, article?.Title, result.PublishedOn, result.NewsEvents, result.Note,
            [.. article?.Events.Where(e => e.WithdrawnAt is null) ?? []]);
    }

    static ReadDefaults Defaults(string? published, string? source, string? url)
    {
        Uri? address = null;
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out address) && address.Scheme is "http" or "https"))
        {
            throw QueryValues.Bad("url", "an http or https address", url);
        }

        return new ReadDefaults(QueryValues.Day(published, "published"), source is { Length: > 200 } ? throw QueryValues.Bad("source", "at most 200 characters", source) : source, address);
    }

    static async IAsyncEnumerable<ReadOutcome> Inputs(
        HttpRequest request, ReadDefaults defaults, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        if (request.HasFormContentType)
        {
            await foreach (var outcome in Files(await Form(request, cancellation), defaults, cancellation))
            {
                yield return outcome;
            }

            yield break;
        }

        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed : null;
        await using var body = Utf8(request.Body, type);
        await foreach (var outcome in ArticleUploads.Read("body", "", type?.MediaType.Value, body, defaults, cancellation))
        {
            yield return outcome;
        }
    }

    static async IAsyncEnumerable<ReadOutcome> Files(
        IFormCollection form, ReadDefaults defaults, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var own = Defaults(Field(form, "published"), Field(form, "source"), Field(form, "url"));
        var each = new ReadDefaults(own.Published ?? defaults.Published, own.Outlet ?? defaults.Outlet, own.Url ?? defaults.Url);
        foreach (var file in form.Files)
        {
            var type = MediaTypeHeaderValue.TryParse(file.ContentType, out var parsed) ? parsed : null;
            await using var body = Utf8(file.OpenReadStream(), type);
            await foreach (var outcome in ArticleUploads.Read(file.FileName is { Length: > 0 } name ? name : file.Name, file.FileName ?? "", type?.MediaType.Value, body, each, cancellation))
            {
                yield return outcome;
            }
        }

        if (Field(form, "text") is { } text)
        {
            using var body = new MemoryStream(Encoding.UTF8.GetBytes(text));
            await foreach (var outcome in ArticleUploads.Read("text", "", "text/plain", body, each, cancellation))
            {
                yield return outcome;
            }
        }
    }

    static string? Field(IFormCollection form, string name) => form.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } value ? value : null;

    static async Task<IFormCollection> Form(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return await request.ReadFormAsync(cancellation);
        }
        catch (InvalidDataException broken)
        {
            throw new BadHttpRequestException($"Expected a form (RFC 7578), found: {broken.Message}", broken);
        }
    }

    /// <summary>What a Content-Type calls by another name than UTF-8, in UTF-8.</summary>
    static Stream Utf8(Stream body, MediaTypeHeaderValue? type)
    {
        var charset = HeaderUtilities.RemoveQuotes(type?.Charset ?? default).ToString();
        if (charset.Length == 0 || string.Equals(charset, "utf-8", StringComparison.OrdinalIgnoreCase) || string.Equals(charset, "us-ascii", StringComparison.OrdinalIgnoreCase))
        {
            return body;
        }

        try
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
            return Encoding.CreateTranscodingStream(body, encoding, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        }
        catch (ArgumentException unknown)
        {
            throw new BadHttpRequestException($"Expected a charset of the WHATWG Encoding Standard, found \"{charset}\".", StatusCodes.Status415UnsupportedMediaType, unknown);
        }
    }
}

/// <param name="Items">At most 200, in the order of ingestion; <paramref name="Counts"/> counts all.</param>
sealed record IngestAnswer(IngestCounts Counts, IReadOnlyList<IngestedArticle> Items);

sealed record IngestCounts(int New = 0, int Known = 0, int Corrected = 0, int Retracted = 0, int Refused = 0)
{
    public IngestCounts With(IngestOutcome outcome) => outcome switch
    {
        IngestOutcome.New => this with { New = New + 1 },
        IngestOutcome.Known => this with { Known = Known + 1 },
        IngestOutcome.Corrected => this with { Corrected = Corrected + 1 },
        IngestOutcome.Retracted => this with { Retracted = Retracted + 1 },
        _ => this with { Refused = Refused + 1 },
    };
}

/// <param name="Id">Missing when it was refused.</param>
/// <param name="Origin">Which part of the request it was.</param>
/// <param name="PublishedOn">Missing when unknown.</param>
/// <param name="Recorded">How many news events were recorded just now.</param>
/// <param name="Note">Why it was refused, or what could not be known.</param>
/// <param name="Events">Every news event of the article that stands now.</param>
sealed record IngestedArticle(
    string? Id, string Origin, IngestOutcome Outcome, string? Title, DateOnly? PublishedOn, int Recorded, string? Note, IReadOnlyList<ArticleNewsEvent> Events);
