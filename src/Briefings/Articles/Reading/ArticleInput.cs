namespace Briefings.Articles.Reading;

/// <summary>What an input is called.</summary>
/// <param name="Origin">The path as the caller wrote it, or <c>standard input</c>.</param>
/// <param name="FileName">Without folders; empty for standard input.</param>
readonly record struct ArticleInput(string Origin, string FileName)
{
    public static ArticleInput StandardInput { get; } = new("standard input", "");

    public static ArticleInput File(string path) => new(path, Path.GetFileName(path));

    public string At(string? place) => place is null ? Origin : $"{Origin}, {place}";

    public ReadOutcome Refuse(string reason) => new ReadOutcome.Refused(Origin, reason);

    public ReadOutcome Refuse(string? place, string reason) => new ReadOutcome.Refused(At(place), reason);
}
