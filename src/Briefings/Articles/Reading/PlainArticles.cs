namespace Briefings.Articles.Reading;

/// <summary>Reads plain text and Markdown, with or without front matter.</summary>
static class PlainArticles
{
    public static ReadOutcome Read(ArticleInput input, byte[] bytes, bool isMarkdown, ReadDefaults defaults)
    {
        var decoded = TextDecoding.Strict(bytes);
        if (decoded.Defect is { } undecodable)
            return input.Refuse(undecodable);
        var block = FrontMatter.Read(decoded.Text);
        if (block.Defect is { } unreadable)
            return input.Refuse(unreadable);

        var title = Field(block, FieldNames.Title)?.Words;
        var body = isMarkdown ? MarkdownText.Of(block.Body, ref title) : block.Body;
        return new ArticleParts
        {
            Input = input,
            Format = isMarkdown ? "markdown" : "text",
            Text = body,
            Title = title,
            Outlet = Field(block, FieldNames.Outlet)?.Words,
            Published = Field(block, FieldNames.Published),
            DateRule = "front matter",
            Url = Field(block, FieldNames.Url),
        }.ToOutcome(defaults);
    }

    static Stated? Field(FrontMatter.Block block, string name) => block.Fields.TryGetValue(name, out var field) ? field : null;
}
