using Xunit;

namespace Briefings.Tests.Extraction.Dates;

public sealed class NonDateTests
{
    [Theory]
    [InlineData("It may or may not rain.")]
    [InlineData("May we ask why?")]
    [InlineData("Troops march on the city; Theresa May objected.")]
    [InlineData("April Jones and June Carter sang.")]
    [InlineData("The motion passed by 5-4.")]
    [InlineData("Some 2026 people queued for 1998 seats and 2000 dollars.")]
    [InlineData("The Sun and the Sunday Times ran the story.")]
    [InlineData("She sat in the sun and they wed.")]
    [InlineData("Two thirds, or 2/3, of a 24/7 staff of 1,998 left.")]
    [InlineData("Call +44 20 1998-2010 or 555-2019-1234.")]
    [InlineData("See section 3.1.2, page 2015/4 and file 133-03-03-2020.")]
    [InlineData("It kicked off at 10:30 with a 4:3 picture.")]
    [InlineData("He waited, day after day, for the second half.")]
    [InlineData("The third attack in two weeks killed three in ten minutes.")]
    [InlineData("They reached the end of the line in the first week.")]
    [InlineData("The two presidents fell out after the fall of the city.")]
    [InlineData("The report is up-to-date; 2015-1-32 is no day, 32-2015 no month.")]
    [InlineData("She is 45, he is 1.98 m tall; a USD 2000 fine stands.")]
    public void Words_and_figures_that_are_no_date(string sentence) => Expect.NoDate(sentence);
}
