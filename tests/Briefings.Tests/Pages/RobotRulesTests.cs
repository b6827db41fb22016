using Briefings.Pages;
using Xunit;

namespace Briefings.Tests.Pages;

public sealed class RobotRulesTests
{
    const string Rules = """
        # a comment
        User-agent: other
        Disallow: /

        User-agent: Briefings/2.0
        User-agent: second
        Disallow: /private   # why
        Allow: /private/news
        Disallow: /*.pdf$
        Disallow: /a*b*c

        User-agent: *
        Disallow: /
        """;

    [Theory]
    [InlineData("/", null)]
    [InlineData("/private", "line 7: Disallow: /private")]
    [InlineData("/private/x", "line 7: Disallow: /private")]
    [InlineData("/private/news/1", null)]
    [InlineData("/x/file.pdf", "line 9: Disallow: /*.pdf$")]
    [InlineData("/x/file.pdf?x", null)]
    [InlineData("/axxbyyc", "line 10: Disallow: /a*b*c")]
    [InlineData("/axxcyyb", null)]
    public void Longest_rule_of_the_own_group_counts(string path, string? expected) =>
        Assert.Equal(expected, RobotRules.Parse(Rules).Forbids(new Uri("https://w.example" + path)));

    [Fact]
    public void Group_of_all_counts_where_there_is_no_own_one_and_no_rule_allows()
    {
        Assert.Equal("line 2: Disallow: /x", RobotRules.Parse("user-agent:*\ndisallow:/x").Forbids(new Uri("https://w.example/x")));
        Assert.Null(RobotRules.Parse("User-agent: *\nDisallow:").Forbids(new Uri("https://w.example/x")));
        Assert.Null(RobotRules.Parse("<html>not found</html>").Forbids(new Uri("https://w.example/x")));
    }
}
