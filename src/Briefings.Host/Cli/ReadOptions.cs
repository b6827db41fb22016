using System.CommandLine;
using Briefings.Articles.Reading;

namespace Briefings.Host.Cli;

/// <summary>Options that say of an article what it does not say itself.</summary>
sealed class ReadOptions
{
    public Option<DateOnly?> Published { get; } = new("--published")
    {
        Description = "Day of publication of articles that name none.",
        HelpName = "D",
        CustomParser = CliValues.Day,
    };

    public Option<string?> Source { get; } = new("--source") { Description = "Outlet of articles that name none.", HelpName = "NAME" };

    public Option<Uri?> Url { get; } = new("--url") { Description = "Address of the article, when it names none.", HelpName = "U", CustomParser = CliValues.Address };

    public ReadDefaults From(ParseResult parsed) => new(
        parsed.GetValue(Published),
        parsed.GetResult(Source) is null ? null : parsed.GetValue(Source),
        parsed.GetResult(Url) is null ? null : parsed.GetValue(Url));
}
