namespace Briefings.Rendering;

/// <summary>The language tag that readers and browsers are told.</summary>
static class Language
{
    /// <summary>The document's tag when it has the shape of one, else <c>en</c>.</summary>
    public static string TagOf(BriefingDocument document) =>
        document.Language is { Length: >= 2 and <= 35 } tag && tag.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? tag : "en";
}
