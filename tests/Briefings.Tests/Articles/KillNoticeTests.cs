using Briefings.Articles;
using Xunit;

namespace Briefings.Tests.Articles;

public sealed class KillNoticeTests
{
    [Theory]
    [InlineData("KILL: The interview with the minister did not take place.")]
    [InlineData("MANDATORY KILL - Callao strike")]
    [InlineData("EDITORS: please withdraw the item slugged CALLAO-STRIKE.")]
    [InlineData("ATTENTION EDITORS - Do not use the following story")]
    [InlineData("This article has been removed because it did not meet our standards.")]
    [InlineData("The story published here on Sunday was retracted.")]
    [InlineData("The Ledger has withdrawn its story about the arrests.")]
    [InlineData("Retraction: no arrests were made.")]
    [InlineData("Esta noticia ha sido retirada.")]
    public void Notice_is_recognised(string text) => Assert.Equal(text, KillNotice.In("Harbour Herald\n" + text));

    [Theory]
    [InlineData("Police kill three in raid on Callao.")]
    [InlineData("Killings rose in January.")]
    [InlineData("The minister said the article should be removed from the constitution.")]
    [InlineData("This article of the treaty was signed in 1998.")]
    [InlineData("The union has withdrawn its demand.")]
    [InlineData("The paper printed the report.\nA second line.\nA third.\nThis article has been removed.")]
    public void News_is_not_taken_for_one(string text) => Assert.Null(KillNotice.In(text));
}
