namespace Briefings.Articles.Reading;

/// <summary>Reads a saved web page.</summary>
static class HtmlArticles
{
    public static ReadOutcome Read(ArticleInput input, byte[] bytes, ReadDefaults defaults)
    {
        var decoded = DeclaredEncodings.Page(bytes);
        if (decoded.Defect is { } undecodable)
            return input.Refuse(undecodable);
        if (Markup.Parse(decoded.Text) is not { } page)
            return input.Refuse($"Expected a page whose elements nest at most {Markup.MaximumDepth} deep, found a deeper one.");
        var facts = new PageFacts(page);
        return new ArticleParts
        {
            Input = input,
            Format = "html",
            Text = MainText.Of(page, facts.Title),
            Title = facts.Title,
            Outlet = facts.Outlet,
            Published = facts.Published is { } date ? new Stated(date, null) : null,
            DateRule = "page",
            Url = facts.Url is { } url ? new Stated(url, null) : null,
        }.ToOutcome(defaults);
    }
}
