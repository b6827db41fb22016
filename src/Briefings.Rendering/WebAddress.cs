namespace Briefings.Rendering;

/// <summary>Which addresses of strangers become links.</summary>
static class WebAddress
{
    /// <summary>Only http, https and mailto: a link must not run code or open files.</summary>
    public static bool IsSafe(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https" or "mailto";
}
