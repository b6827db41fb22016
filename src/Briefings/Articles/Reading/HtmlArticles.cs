using Briefings.Pages;

namespace Briefings.Articles.Reading;

/// <summary>Reads a saved web page.</summary>
static class HtmlArticles
{
    public static ReadOutcome Read(ArticleInput input, byte[] bytes, ReadDefaults defaults)
    {
        var reading = PageReader.Read(bytes);
        return reading.Page is { } page ? Read(input, page, defaults) : input.Refuse(reading.Defect ?? "Expected an article.");
    }

    /// <summary>The article that a page is.</summary>
    public static ReadOutcome Read(ArticleInput input, PageDocument page, ReadDefaults defaults) => new ArticleParts
    {
        Input = input,
        Format = "html",
        Text = page.Text,
        Title = page.Title,
        Outlet = page.Site,
        Byline = page.Byline,
        Published = page.Published is { } date ? new Stated(date, null) : null,
        DateRule = "page",
        Url = page.Canonical is { } url ? new Stated(url.AbsoluteUri, null) : null,
    }.ToOutcome(defaults);
}
