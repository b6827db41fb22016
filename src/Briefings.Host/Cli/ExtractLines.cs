using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Briefings.Extraction;

namespace Briefings.Host.Cli;

/// <summary>The forms of <c>extract</c> that read a JSON object a line and answer one a line.</summary>
static class ExtractLines
{
    public static Task<int> Sentences(CliContext context, string[] files, Extractor extractor, CancellationToken cancellation) =>
        Answer(context, files, (Line line) => new
        {
            line.Id,
            Events = extractor.ExtractSentence(line.Id, line.Text, Day(line.Date, "date")),
        }, cancellation);

    public static Task<int> Dates(CliContext context, string[] files, CancellationToken cancellation) =>
        Answer<object>(context, files, line =>
        {
            var reference = Day(line.Reference, "reference");
            if (line.Expression.ValueKind == JsonValueKind.String)
            {
                var when = reference is { } day ? DateResolver.Resolve(line.Text, line.Expression.GetString() ?? "", day) : When.Unknown;
                return new { line.Id, when.Start, when.End };
            }

            var found = DateResolver.Find(line.Text, reference);

            // An expression that is null, not missing, asks whether the text holds a date at all: without one there is neither date nor list.
            return found.Count == 0 && line.Expression.ValueKind == JsonValueKind.Null
                ? new { line.Id }
                : new { line.Id, Found = found.Select(f => new { f.From, f.To, f.When.Start, f.When.End }) };
        }, cancellation);

    static async Task<int> Answer<T>(CliContext context, string[] files, Func<Line, T> answer, CancellationToken cancellation)
    {
        var exit = CliExit.Done;
        await foreach (var (origin, text) in Lines(files, cancellation))
        {
            try
            {
                var line = JsonSerializer.Deserialize<Line>(text, BriefingsJson.Options) ?? throw new FormatException("found null");
                await context.WriteJson(answer(line));
            }
            catch (Exception e) when (e is JsonException or FormatException)
            {
                await context.Error.WriteLineAsync($"{origin}: expected a JSON object with id and text, {CliText.Printable(e.Message)}");
                exit = CliExit.SomeRefused;
            }
        }

        return exit;
    }

    static async IAsyncEnumerable<(string Origin, string Text)> Lines(string[] files, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var file in files)
        {
            using var reader = file == "-" ? Console.In : Open(file);
            for (var number = 1; await reader.ReadLineAsync(cancellation) is { } line; number++)
            {
                if (!string.IsNullOrWhiteSpace(line))
                {
                    yield return (string.Create(CultureInfo.InvariantCulture, $"{(file == "-" ? "standard input" : file)}, line {number}"), line);
                }
            }
        }
    }

    static StreamReader Open(string file)
    {
        try
        {
            return new StreamReader(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Expected a file of JSON lines: {e.Message}");
        }
    }

    static DateOnly? Day(string? text, string field) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new FormatException($"expected {field} to be a day such as 2026-02-02, found \"{text}\".");

    sealed record Line
    {
        public required string Id { get; init; }

        public required string Text { get; init; }

        public string? Date { get; init; }

        public string? Reference { get; init; }

        public JsonElement Expression { get; init; }
    }
}
