namespace Briefings.Articles.Reading;

/// <summary>A value as the input spells it.</summary>
/// <param name="Where">
/// Where somebody wrote it for this program, so that a defect is refused by name: <c>front matter, line 3</c>.
/// <c>null</c> for feeds and pages, whose defects their readers cannot mend: the value then counts as absent.
/// </param>
readonly record struct Stated(string Words, string? Where);

/// <summary>An article's parts as a format's reader found them; becomes a draft or a refusal.</summary>
sealed record ArticleParts
{
    public required ArticleInput Input { get; init; }

    /// <summary>Which of several articles in the input, such as <c>line 12</c>; <c>null</c> when the input is one article.</summary>
    public string? Place { get; init; }

    public required string Format { get; init; }

    public required string Text { get; init; }

    public string? Title { get; init; }

    public string? Outlet { get; init; }

    public string? Byline { get; init; }

    public Stated? Published { get; init; }

    /// <summary>The <see cref="Publication.Rule"/> of <see cref="Published"/>.</summary>
    public required string DateRule { get; init; }

    public Stated? Url { get; init; }

    /// <summary>As in <see cref="ArticleDraft.ItemId"/>.</summary>
    public string? ItemId { get; init; }

    /// <summary>As in <see cref="ArticleDraft.Original"/>.</summary>
    public DraftOriginal? Original { get; init; }

    public ReadOutcome ToOutcome(ReadDefaults defaults)
    {
        var origin = Input.At(Place);
        var text = CleanText.Body(Text);
        var title = CleanText.Line(Title);
        var outlet = CleanText.Line(Outlet) ?? CleanText.Line(defaults.Outlet);
        if (!CleanText.HasLetters(text))
            return new ReadOutcome.Refused(origin, title is null ? "Expected an article, found no text." : "Expected an article, found a title without a text.");
        if (TooLong("an article", text, ArticleLimits.TextCharacters) is { } longText)
            return new ReadOutcome.Refused(origin, longText);
        if (TooLong("a title", title, ArticleLimits.TitleCharacters) is { } longTitle)
            return new ReadOutcome.Refused(origin, longTitle);
        if (TooLong("an outlet's name", outlet, ArticleLimits.OutletCharacters) is { } longOutlet)
            return new ReadOutcome.Refused(origin, longOutlet);

        var url = Url is { } address ? WebAddress(address.Words) : null;
        if (url is null && Url is { Where: { } urlWhere } badUrl)
            return new ReadOutcome.Refused(origin, $"{urlWhere}: Expected an absolute http or https address, found {CleanText.Quote(badUrl.Words)}.");
        if (Publications.Choose(Published, DateRule, Input.FileName, defaults) is not { } published)
            return new ReadOutcome.Refused(origin, $"{Published?.Where}: Expected a date such as 2026-02-02, found {CleanText.Quote(Published?.Words ?? "")}.");

        return new ReadOutcome.Read(new ArticleDraft
        {
            Origin = origin,
            FileName = Place is null ? Input.FileName : "",
            Format = Format,
            Text = text,
            Title = title,
            Outlet = outlet,
            Byline = CleanText.Line(Byline) is { Length: <= ArticleLimits.OutletCharacters } byline ? byline : null,
            Published = published,
            Url = url ?? (Place is null ? defaults.Url : null),
            ItemId = ItemId,
            Original = Original,
        });
    }

    static string? TooLong(string what, string? found, int limit) => found is null || found.Length <= limit
        ? null
        : $"Expected {what} of at most {ArticleLimits.Number(limit)} characters, found {ArticleLimits.Number(found.Length)}.";

    static Uri? WebAddress(string words) =>
        words.Length <= ArticleLimits.UrlCharacters
        && Uri.TryCreate(words.Trim(), UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
        && address.Host.Length > 0
            ? address
            : null;
}
