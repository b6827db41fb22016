using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;

namespace Briefings.Pages;

/// <summary>Tells pages that stand in for an article: paywalls, consent walls, logins, checks for robots, errors.</summary>
static partial class PageStubs
{
    /// <summary>A text of this length is an article, whatever stands beside it.</summary>
    const int WholeArticle = 1_500;

    /// <summary>What a page that says that its article is not free shows at most, as a taste.</summary>
    const int Taste = 900;

    /// <summary>Why the page is no article; <c>null</c> when it is one.</summary>
    /// <param name="text">What was found to be its article.</param>
    public static string? Problem(IHtmlDocument page, PageFacts facts, string text)
    {
        var title = page.Title ?? "";
        if (text.Length < WholeArticle && RobotCheck().Match(title) is { Success: true })
            return "Expected an article, found a check for robots.";
        if (text.Length < WholeArticle && ErrorTitle().IsMatch(title))
            return "Expected an article, found an error page.";
        if (facts.IsFree == false && text.Length < Taste)
            return "Expected an article, found its beginning before a paywall.";
        if (text.Length >= WholeArticle)
            return null;
        var words = page.Body?.TextContent is { } all ? all[..Math.Min(all.Length, 200_000)] : "";
        if (Subscribe().IsMatch(words) && !(facts.IsFree ?? false) && text.Length < Taste)
            return "Expected an article, found its beginning before a paywall.";
        if (RobotCheckWords().IsMatch(words) && text.Length < Taste)
            return "Expected an article, found a check for robots.";
        if (IsConsent(title, text, words))
            return "Expected an article, found a consent page.";
        return page.QuerySelector("input[type=password]") is not null && text.Length < 400 ? "Expected an article, found a login page." : null;
    }

    // Mostly about cookies, whatever it calls itself.
    static bool IsConsent(string title, string text, string words)
    {
        if (ConsentTitle().IsMatch(title) && text.Length < WholeArticle && Consent().Count(words) > 1)
            return true;
        var sentences = Math.Max(1, text.Count(c => c is '.' or '!' or '?'));
        return text.Length is > 0 and < WholeArticle && Consent().Count(text) >= 2 && Consent().Count(text) * 2 >= sentences;
    }

    /// <summary>A paragraph that speaks of the site, not of the news: prompts to subscribe, share, follow, read on.</summary>
    public static bool IsPrompt(string paragraph) => paragraph.Length < 300 && (Prompt().IsMatch(paragraph) || Subscribe().Match(paragraph) is { Success: true, Index: <= PromptStart });

    // A prompt begins with its business; a sentence of an article may mention it further on.
    const int PromptStart = 10;

    [GeneratedRegex(@"^\s*(?:just a moment|attention required|access denied|access to this page has been denied|are you a robot|robot check|security check|one moment, please|please wait|pardon our interruption|403 forbidden|blocked)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex RobotCheck();

    [GeneratedRegex(@"enable javascript and cookies to continue|checking (?:if the site connection is secure|your browser)|verify (?:that )?you are (?:a )?human|unusual traffic from your|complete the captcha|prove you(?:'|’)re not a robot", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex RobotCheckWords();

    [GeneratedRegex(@"^\s*(?:error\s*)?(?:404|410|500|502|503)\b|page (?:not found|cannot be found|no longer exists)|not found\s*(?:$|[|\-–])|p[áa]gina no encontrada|page introuvable|seite nicht gefunden|service unavailable", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ErrorTitle();

    [GeneratedRegex(@"subscribe (?:now )?to (?:continue|keep|read)|to (?:continue|keep) reading|continue reading (?:with|by)|already (?:a subscriber|have an account|subscribed)|(?:sign|log) in to (?:continue|read)|(?:article|content|story) is (?:only |exclusively )?(?:for|available to) (?:our )?(?:subscribers|members)|subscriber[- ]only|for subscribers only|unlock this article|become a (?:subscriber|member) to|suscr[ií]b[ae]te para|para seguir leyendo|(?:contenido|noticia|art[íi]culo) (?:exclusiv[oa] )?para suscriptores|r[ée]serv[ée] (?:à|aux) (?:nos )?abonn[ée]s|il vous reste [0-9.,]+\s*% de cet article|weiterlesen mit|jetzt weiterlesen|f(?:ü|ue)r abonnenten|assine para (?:ler|continuar)|conte[úu]do exclusivo para assinantes|per continuare a leggere|riservato agli abbonati", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Subscribe();

    [GeneratedRegex(@"^\s*(?:before you continue|we value your privacy|your privacy|privacy (?:settings|gate|consent)|consent|cookie)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ConsentTitle();

    [GeneratedRegex(@"\bcookies?\b|personal data|our (?:\d+ )?partners|privacy policy|consent|datos personales|pol[íi]tica de privacidad|donn[ée]es personnelles|datenschutz", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Consent();

    [GeneratedRegex(@"^\s*(?:advertisement|publicidad|publicit[ée]|anzeige|read (?:more|also|next)\b\s*:?|see also\s*:|related\s*:|more on this|share (?:this|on)\b|follow us (?:on|@)|sign up (?:for|to)\b|subscribe to (?:our|the)\b|get (?:the|our) [^.]{0,60}newsletter|join our (?:newsletter|whatsapp|telegram)|click here to|download (?:the|our) app|©|copyright ©|all rights reserved|\(?c\) \d{4}|this site (?:is protected by|uses cookies)|lea tambi[ée]n\b|s[íi]guenos en|lire aussi\b|lesen sie auch\b|leia (?:tamb[ée]m|mais)\b)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Prompt();
}
