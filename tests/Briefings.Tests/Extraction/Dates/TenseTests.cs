using Briefings.Extraction;
using Xunit;

namespace Briefings.Tests.Extraction.Dates;

/// <summary>The sentence that says "Monday" on a Wednesday tells by its verbs which Monday it means.</summary>
public sealed class TenseTests
{
    [Theory]
    [InlineData("Looters set fire to a depot on Monday.")]
    [InlineData("The pilot was able to escape on Monday.")]
    [InlineData("Both armies agreed to extend the truce on Monday.")]
    [InlineData("The guard was taken to hospital on Monday.")]
    [InlineData("Officers tried to stop the march on Monday.")]
    [InlineData("On Monday, the militia that would later seize the port burned two villages.")]
    [InlineData("Crews worked to free the miners on Monday.")]
    [InlineData("The clerk who may have planned it was arrested on Monday.")]
    [InlineData("\"We met on Monday,\" she said, \"and will meet again.\"")]
    [InlineData("He told reporters on Monday he would resign.")]
    [InlineData("Fighting has raged since the night. In a speech on Monday, the king asked for calm.")]
    [InlineData("A rally planned by the union drew thousands on Monday.")]
    [InlineData("She didn't attend the talks on Monday.")]
    [InlineData("Ten dead in a ferry blast on Monday")]
    public void Past_verb_looks_back(string sentence) => Expect.Dates(sentence, "Monday: 2026-02-02");

    [Theory]
    [InlineData("The vote is to be held on Monday.")]
    [InlineData("The summit will be formally opened on Monday.")]
    [InlineData("Both leaders agreed to meet on Monday.")]
    [InlineData("He is due to be sentenced on Monday.")]
    [InlineData("The court will on Monday hear the appeal.")]
    [InlineData("Talks could begin as early as Monday.")]
    [InlineData("Ministers gather in Oslo on Monday to sign the pact.")]
    [InlineData("Her trial opens on Monday.")]
    [InlineData("The deadline is Monday.")]
    [InlineData("Monday's summit will focus on trade.")]
    [InlineData("\"We are meeting on Monday,\" she said.")]
    [InlineData("He told reporters he would resign on Monday.")]
    [InlineData("He said that on Monday he would fly to Rome.")]
    [InlineData("The visit, scheduled for Monday, was announced in a statement.")]
    [InlineData("They have until Monday to appeal.")]
    [InlineData("A hearing has been set for Monday.")]
    [InlineData("She won't attend the talks on Monday.")]
    [InlineData("Premier to host envoys on Monday")]
    public void Future_verb_looks_ahead(string sentence)
    {
        var date = DateResolver.Find(sentence, Expect.Published)[^1];
        Assert.Equal("2026-02-09", Expect.Day(date.When.Start));
    }

    [Fact]
    public void Sentence_of_another_tense_has_no_say() =>
        Expect.Dates("The court will sit. On Monday judges freed the editor. They will meet again.", "Monday: 2026-02-02");
}
