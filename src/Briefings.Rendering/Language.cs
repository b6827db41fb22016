namespace Briefings.Rendering;

/// <summary>The language tag that readers and browsers are told.</summary>
static class Language
{
    /// <summary>The document's tag when it has the shape of one, else <c>en</c>.</summary>
    public static string TagOf(BriefingDocument document) =>
        Valid(document.Language) ?? "en";

    /// <summary>The tag when it has the shape of one, else <c>null</c>.</summary>
    public static string? Valid(string? tag) =>
        tag is { Length: >= 2 and <= 35 } && tag.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? tag : null;
}
