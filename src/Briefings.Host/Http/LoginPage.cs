using System.Text.Encodings.Web;

namespace Briefings.Host.Http;

/// <summary>Where a browser without a session ends.</summary>
static class LoginPage
{
    public static IResult Show(string? complaint, int status) => TypedResults.Content(
        PageFrame.Around("Sign in", $"""
            <h1>Briefings</h1>
            {(complaint is null ? "" : $"""<p class="complaint" role="alert">{HtmlEncoder.Default.Encode(complaint)}</p>""")}
            <form method="post" action="/login">
            <label for="key">Key</label>
            <input id="key" name="key" type="password" autocomplete="current-password" required spellcheck="false">
            <button>Sign in</button>
            </form>
            <p class="quiet">A link that signs you in once: <code>briefings keys login</code>. A key: <code>briefings keys create --scope read</code>.</p>
            """),
        "text/html; charset=utf-8",
        statusCode: status);
}
