using Briefings.Extraction;
using Briefings.Profiles;
using Briefings.Rendering;
using Briefings.Tests.Stories;
using Xunit;
using static Briefings.Tests.Editions.Composing;

namespace Briefings.Tests.Editions;

public sealed class EditionComposerTests
{
    const string Tuesday = "They meet on Tuesday.";
    const string Wednesday = "They meet on Wednesday.";

    /// <summary>One article of 1 February with a report of a meeting on the 3rd.</summary>
    static Given OneReport() => new Given().Article("article-1", "2026-02-01", Tuesday, "Ledger", title: "Talks").Reported("article-1", Given.Meeting(Tuesday, Tuesday, "2026-02-03"));

    [Fact]
    public async Task Withdrawn_report_is_gone_from_that_day_on_and_stays_in_the_editions_before()
    {
        var given = OneReport();
        given.Corrected("article-1", 2, "2026-02-02", Tuesday, Wednesday, given.LastId).Reported("article-1", Given.Meeting(Wednesday, Wednesday, "2026-02-04"), revision: 2);
        Assert.Equal([Tuesday], QuotesOf(await given.Compose("2026-02-01")));
        Assert.Equal([Wednesday], QuotesOf(await given.Compose("2026-02-02")));
    }

    [Fact]
    public async Task Retracted_article_is_stated_by_no_edition_that_knows_of_it_and_the_first_one_says_so()
    {
        var given = OneReport();
        var before = given.Position;
        given.Retracted("article-1", "2026-02-02");
        Assert.Equal([Tuesday], QuotesOf(await given.Compose("2026-02-01", position: before)));
        foreach (var day in new[] { "2026-02-01", "2026-02-02" })
        {
            var after = await given.Compose(day);
            Assert.Empty(after.Stories);
            Assert.Empty(after.Sources);
            var note = Assert.Single(after.Corrections);
            Assert.Equal((Tuesday, null), (note.Old, note.New));
            Assert.Contains("retracted on 2 February 2026: invented", note.Text, StringComparison.Ordinal);
            Assert.Contains("was retracted", Assert.Single(after.Changes).Text, StringComparison.Ordinal);
        }

        Assert.Empty((await given.Compose("2026-02-03", earlier: Published("2026-02-02", given.Position))).Corrections);
        Assert.Empty((await given.Compose("2026-01-31")).Corrections);
    }

    [Fact]
    public async Task Retraction_in_the_evening_is_dated_by_the_readers_clock()
    {
        var given = OneReport().At("2026-02-03T02:00:00Z").Retracted("article-1");
        var note = Assert.Single((await given.Compose("2026-02-02", Profile.General with { TimeZone = "America/Bogota" })).Corrections);
        Assert.Contains("retracted on 2 February 2026", note.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retraction_after_the_days_edition_is_noted_in_the_next_one_with_the_edition_that_carried_it()
    {
        var given = OneReport();
        var published = Published("2026-02-01", given.Position, "article-1");
        given.At("2026-02-01T20:00:00Z").Retracted("article-1");
        var note = Assert.Single((await given.Compose("2026-02-02", earlier: published)).Corrections);
        Assert.Equal(["1 February 2026 (no. 1)"], note.Carried);
    }

    [Fact]
    public async Task Correction_that_keeps_the_first_date_is_noted_in_the_next_edition()
    {
        var given = OneReport();
        var published = Published("2026-02-01", given.Position, "article-1");
        given.Corrected("article-1", 2, "2026-01-31", Tuesday, Wednesday, given.LastId);
        var document = await given.Compose("2026-02-02", earlier: published);
        var note = Assert.Single(document.Corrections);
        Assert.Equal((Tuesday, Wednesday), (note.Old, note.New));
        Assert.Equal(["1 February 2026 (no. 1)"], note.Carried);
    }

    [Fact]
    public async Task Correction_note_quotes_the_sentences_that_changed_after_earlier_insertions()
    {
        const string before = "One day. Four boats sailed. They meet on Wednesday. The end.";
        const string after = "A very new and rather long opening. Four boats sailed. They meet on Tuesday. The end.";
        var given = new Given().Article("article-1", "2026-02-01", before, "Ledger").Corrected("article-1", 2, "2026-02-01", before, after);
        var changed = (await given.Compose("2026-02-01")).Corrections.Single();
        Assert.Equal(("One day.", "A very new and rather long opening."), (changed.Old, changed.New));

        const string inserted = "One day. Brand new words here. Four boats sailed. Some more words there. They meet on Tuesday. The end.";
        var later = new Given().Article("article-1", "2026-02-01", before, "Ledger").Corrected("article-1", 2, "2026-02-01", before, inserted);
        var moved = (await later.Compose("2026-02-01")).Corrections.Single();
        Assert.Equal(("They meet on Wednesday.", "They meet on Tuesday."), (moved.Old, moved.New));
    }

    [Fact]
    public async Task Source_has_its_corrected_title_from_that_day_on()
    {
        var given = OneReport().Corrected("article-1", 2, "2026-02-02", Tuesday, Tuesday + " Again.", "Talks on Tuesday", []);
        Assert.Equal("Talks", (await given.Compose("2026-02-01")).Sources.Single().Title);
        var source = (await given.Compose("2026-02-02")).Sources.Single();
        Assert.Equal(("Talks on Tuesday", "corrected 2 February 2026"), (source.Title, source.Status));
    }

    [Fact]
    public async Task Date_that_completes_an_article_is_no_correction_of_its_outlet()
    {
        var given = new Given().Article("article-1", null, Tuesday, "Ledger").Reported("article-1", Given.Meeting(Tuesday, Tuesday)).Corrected("article-1", 2, "2026-02-01", Tuesday, Tuesday);
        var document = await given.Compose("2026-02-01");
        Assert.Equal(("1 February 2026", ""), (document.Sources.Single().Published, document.Sources.Single().Status));
        Assert.Empty(document.Corrections);
        Assert.DoesNotContain(document.Changes, c => c.Kind == ChangeKind.Corrected);
    }

    [Fact]
    public async Task Article_that_comes_after_its_days_edition_is_told_in_the_next_one()
    {
        var given = new Given().Article("article-0", "2026-02-01", "Something.", "Wire", Given.About("football"));
        var published = Published("2026-02-01", given.Position);
        given.Article("article-1", "2026-02-01", Tuesday, "Ledger").Reported("article-1", Given.Meeting(Tuesday, Tuesday, "2026-02-03"));
        var next = await given.Compose("2026-02-02", earlier: published);
        Assert.Equal("NEW", Assert.Single(next.Stories).Status);
        Assert.Contains(next.Gaps, g => g.Contains("arrived after the edition before", StringComparison.Ordinal));
        Assert.Empty((await given.Compose("2026-02-03", earlier: Published("2026-02-02", given.Position))).Stories);
    }

    [Fact]
    public async Task Story_without_a_report_of_the_day_is_named_as_continuing_and_has_no_section()
    {
        var document = await OneReport().Compose("2026-02-02");
        Assert.Empty(document.Stories);
        Assert.Equal(ChangeKind.Continuing, Assert.Single(document.Changes).Kind);
        Assert.Contains(document.Gaps, g => g.StartsWith("No article in the log", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Article_of_a_later_day_is_not_known_yet()
    {
        var given = OneReport().Article("article-2", "2026-02-02", Wednesday, "Wire").Reported("article-2", Given.Meeting(Wednesday, Wednesday, "2026-02-04"));
        var document = await given.Compose("2026-02-01");
        Assert.Equal([Tuesday], QuotesOf(document));
        Assert.DoesNotContain("2 February", Written(document), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_as_of_a_position_gives_the_document_from_before()
    {
        var given = OneReport();
        var (position, before) = (given.Position, Written(await given.Compose("2026-02-02")));
        given.Corrected("article-1", 2, "2026-02-02", Tuesday, Wednesday, given.LastId)
            .Article("article-2", "2026-02-02", Wednesday, "Wire").Reported("article-2", Given.Meeting(Wednesday, Wednesday, "2026-02-04"))
            .At("2026-02-05T00:00:00Z").Retracted("article-1");
        Assert.Equal(before, Written(await given.Compose("2026-02-02", position: position)));
    }

    [Fact]
    public async Task Differing_dates_are_shown_with_both_quotes()
    {
        var given = OneReport().Article("article-2", "2026-02-01", Wednesday, "Wire").Reported("article-2", Given.Meeting(Wednesday, Wednesday, "2026-02-04"));
        var document = await given.Compose("2026-02-01");
        var sides = Difference(document, "Date").Sides;
        Assert.Equal([("Ledger", "3 February 2026", Tuesday), ("Wire", "4 February 2026", Wednesday)], sides.Select(s => (s.Outlet, s.Value, s.Quote)).OrderBy(s => s.Outlet, StringComparer.Ordinal));
        Assert.All(sides, s => Assert.Equal(s.Quote, Quoted(document, s.Citation)));
        Assert.Equal("sources differ on the date", document.KeyDevelopments[0].Line.Note);
    }

    [Fact]
    public async Task Differing_numbers_are_shown_with_both_quotes()
    {
        const string seventeen = "Police arrested 17 workers.";
        const string fourteen = "Police held 14 workers.";
        var given = new Given()
            .Article("article-1", "2026-02-01", seventeen, "Ledger").Reported("article-1", Held(seventeen, 17))
            .Article("article-2", "2026-02-01", fourteen, "Wire").Reported("article-2", Held(fourteen, 14));
        Assert.Equal([("14 workers", fourteen), ("17 workers", seventeen)], Difference(await given.Compose("2026-02-01"), "Number").Sides.Select(s => (s.Value, s.Quote)).Order());

        static ReportedEvent Held(string text, decimal count) =>
            Given.Meeting(text, text, "2026-02-01", Modality.Happened, quantity: new Quantity(count, "workers", ""));
    }

    [Fact]
    public async Task Of_many_values_the_most_reported_are_shown_and_all_are_counted()
    {
        var given = new Given();
        foreach (var i in Enumerable.Range(0, 8))
        {
            var count = i < 2 ? 14 : 20 + i;
            var text = $"Outlet {i} tells that police took {count} dockers away, in its own words {i * 7}.";
            given.Article($"article-{i}", "2026-02-01", text, $"Outlet {i}").Reported($"article-{i}", Given.Meeting(text, text, "2026-02-01", Modality.Happened, quantity: new Quantity(count, "dockers", "")));
        }

        var document = await given.Compose("2026-02-01");
        var difference = Difference(document, "Number");
        Assert.Contains("7 values", difference.Subject, StringComparison.Ordinal);
        Assert.Equal(4, difference.Sides.Count);
        Assert.Equal("14 dockers", difference.Sides[0].Value);
        Assert.Equal(4, document.KeyDevelopments[0].Line.Further);
        Assert.All(document.FurtherSources, f => Assert.Contains(f.With, n => document.KeyDevelopments[0].Line.Citations.Contains(n)));
    }

    [Fact]
    public async Task What_somebody_says_in_quotation_marks_is_no_fact()
    {
        const string said = "\"Police killed our people,\" Petro said.";
        var given = new Given().Article("article-1", "2026-02-01", said, "Ledger")
            .Reported("article-1", Given.Meeting(said, said, "2026-02-01", Modality.Happened) with { Statement = said });
        Assert.Equal(Standing.Claimed, (await given.Compose("2026-02-01")).KeyDevelopments.Single().Line.Standing);
    }

    [Fact]
    public async Task Plan_of_the_edition_before_that_has_happened_is_resolved()
    {
        const string met = "Petro met Trump in Washington.";
        var given = OneReport();
        var before = given.Position;
        given.Article("article-2", "2026-02-04", met, "Wire").Reported("article-2", Given.Meeting(met, met, "2026-02-03", Modality.Happened));
        var document = await given.Compose("2026-02-04", earlier: Published("2026-02-03", before, "article-1"));
        var change = document.Changes[0];
        Assert.Equal((ChangeKind.Resolved, "planned before, now reported to have happened"), (change.Kind, change.Rule));
        Assert.NotEmpty(change.Citations);
        Assert.Equal("No. 1, 3 February 2026", document.Previous?.Text);
    }

    [Fact]
    public async Task Denial_is_shown_beside_the_report_it_denies()
    {
        const string denial = "Trump denied that they met.";
        var given = new Given()
            .Article("article-1", "2026-02-01", Tuesday, "Ledger").Reported("article-1", Given.Meeting(Tuesday, Tuesday, "2026-02-01", Modality.Happened))
            .Article("article-2", "2026-02-01", denial, "Wire").Reported("article-2", Given.Meeting(denial, denial, "2026-02-01", Modality.Denied));
        Assert.Equal([("denied", denial), ("reported", Tuesday)], Difference(await given.Compose("2026-02-01"), "Whether it is so").Sides.Select(s => (s.Value, s.Quote)).Order());
    }

    [Fact]
    public async Task One_article_that_tells_two_days_does_not_differ_with_itself()
    {
        var given = OneReport().Reported("article-1", Given.Meeting(Tuesday, Tuesday, "2026-02-04"));
        Assert.Empty((await given.Compose("2026-02-01")).Stories.Single().Differences);
    }

    [Fact]
    public async Task Plan_that_has_happened_is_told_as_happened()
    {
        const string met = "They met.";
        var given = OneReport().Article("article-2", "2026-02-03", met, "Wire").Reported("article-2", Given.Meeting(met, met, modality: Modality.Happened));
        var document = await given.Compose("2026-02-03");
        Assert.Equal(Standing.Reported, document.KeyDevelopments.Single().Line.Standing);
        Assert.Empty(document.Calendar);
    }

    [Fact]
    public async Task Quote_that_is_not_in_the_article_is_not_printed()
    {
        var given = OneReport();
        given.Texts[("article-1", 1)] = "They meet on tuesday.";
        var altered = await given.Compose("2026-02-01");
        Assert.DoesNotContain("Tuesday.", Written(altered with { Method = [] }), StringComparison.Ordinal);
        Assert.Empty(altered.Stories);
        given.Texts.Remove(("article-1", 1));
        Assert.Empty((await given.Compose("2026-02-01")).Sources);
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(3, 3)]
    [InlineData(0, 500)]
    [InlineData(30, 20)]
    public async Task Quote_with_impossible_offsets_is_not_printed(int start, int end)
    {
        var reported = Given.Meeting(Tuesday, Tuesday, "2026-02-03");
        var given = new Given().Article("article-1", "2026-02-01", Tuesday).Reported("article-1", reported with { Evidence = reported.Evidence with { Start = start, End = end } });
        Assert.Empty((await given.Compose("2026-02-01")).Sources);
    }

    [Theory]
    [InlineData(Modality.Alleged, Standing.Claimed)]
    [InlineData(Modality.Denied, Standing.Denied)]
    [InlineData(Modality.Projected, Standing.Projected)]
    public async Task What_is_not_fact_stays_under_claims(Modality modality, Standing standing)
    {
        const string drugs = "Petro allegedly met Trump.";
        var given = new Given().Article("article-1", "2026-02-01", $"{Tuesday} {Wednesday} {drugs}", "Ledger")
            .Reported("article-1", Given.Meeting($"{Tuesday} {Wednesday} {drugs}", Tuesday, "2026-02-03"))
            .Reported("article-1", Given.Meeting($"{Tuesday} {Wednesday} {drugs}", Wednesday, "2026-02-01", Modality.Happened, "other"))
            .Reported("article-1", Given.Meeting($"{Tuesday} {Wednesday} {drugs}", drugs, "2026-01-01", modality, "alleged"));
        var story = (await given.Compose("2026-02-01")).Stories.Single();
        var line = Assert.Single(story.Claims);
        Assert.Equal(standing, line.Standing);
        Assert.DoesNotContain(story.Developments.Append(story.Lead), l => l.Standing == standing);
    }

    [Fact]
    public async Task What_somebody_says_stays_a_claim()
    {
        var said = Given.Meeting(Tuesday, Tuesday, "2026-02-01", Modality.Happened) with { Attribution = [new Attribution(Given.Trump, "said")] };
        var given = new Given().Article("article-1", "2026-02-01", Tuesday, "Ledger").Reported("article-1", said);
        Assert.Equal(Standing.Claimed, (await given.Compose("2026-02-01")).KeyDevelopments.Single().Line.Standing);
    }

    [Fact]
    public async Task Citations_are_dense_from_1_and_each_is_quoted_once()
    {
        var given = OneReport()
            .Article("article-2", "2026-02-01", $"{Wednesday} {Tuesday}", "Wire")
            .Reported("article-2", Given.Meeting($"{Wednesday} {Tuesday}", Wednesday, "2026-02-04"))
            .Reported("article-2", Given.Meeting($"{Wednesday} {Tuesday}", Tuesday, "2026-01-04", Modality.Alleged, "other"));
        var document = await given.Compose("2026-02-01");
        var numbers = document.Sources.SelectMany(s => s.Quotes).Select(q => q.Number).Order().ToList();
        Assert.Equal(Enumerable.Range(1, 3), numbers);
        Assert.Equal(numbers, CitedIn(document).Distinct().Order());
        Assert.Equal(["Ledger", "Wire"], document.Sources.Select(s => s.Outlet).Order(StringComparer.Ordinal));
        Assert.Equal(["article-1", "article-2"], (await given.ComposeWhole("2026-02-01")).Articles.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Undated_and_unnamed_articles_are_named_among_the_gaps()
    {
        var given = new Given().At("2026-02-01T12:00:00Z").Article("article-1", null, Tuesday).Reported("article-1", Given.Meeting(Tuesday, Tuesday));
        var document = await given.Compose("2026-02-01");
        Assert.Contains(document.Gaps, g => g.StartsWith("1 article names no publication date", StringComparison.Ordinal));
        Assert.Contains(document.Gaps, g => g.StartsWith("1 article names no outlet", StringComparison.Ordinal));
        Assert.Contains(document.Gaps, g => g.StartsWith("1 reported event has no date", StringComparison.Ordinal));
        Assert.Equal(("Outlet not named (article-1.txt)", "date unknown"), (document.Sources.Single().Outlet, document.Sources.Single().Published));
    }

    [Fact]
    public async Task Empty_day_says_so()
    {
        var document = await new Given().Compose("2026-02-01");
        Assert.Equal(["No article in the log was published on 1 February 2026."], document.Gaps);
        Assert.Empty(document.Stories);
        Assert.Empty(document.Changes);
        Assert.Contains("2 February 2026", Assert.Single((await new Given().Compose("2026-02-03", earlier: Published("2026-02-01", 0))).Gaps), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watched_story_comes_first_and_says_why()
    {
        var union = new Actor("union", "Dock workers' union", "dock-workers-union", "PERLAB", "PER", "LAB");
        var given = OneReport().Article("article-2", "2026-02-01", Wednesday, "Wire", Given.About("strike", union))
            .Reported("article-2", Given.Meeting(Wednesday, Wednesday, modality: Modality.Alleged) with { Source = [union], Target = [] });
        Assert.Equal(["story-1", "story-2"], (await given.Compose("2026-02-01")).Stories.Select(s => s.Anchor));
        Assert.All(
            new[] { new Watch { Actors = ["dock-workers-union"] }, new Watch { Actors = ["DOCK WORKERS' UNION"] }, new Watch { Countries = ["PER"] }, new Watch { Words = ["wednesday"] } },
            watch => AssertFirst(given, watch).GetAwaiter().GetResult());

        static async Task AssertFirst(Given given, Watch watch)
        {
            var first = (await given.Compose("2026-02-01", Profile.General with { Watch = watch })).Stories[0];
            Assert.Equal("story-2", first.Anchor);
            Assert.StartsWith("Watched: ", first.Reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Ledger", "Quite other words were written about the two leaders there.", 1)]
    [InlineData("Wire", "They meet on Tuesday in the White House, the wire says.", 1)]
    [InlineData("Wire", "Quite other words were written about the two leaders there.", 2)]
    public async Task Source_is_independent_when_neither_outlet_nor_wording_is_that_of_another(string outlet, string text, int independent)
    {
        const string first = "They meet on Tuesday in the White House, the wire says.";
        var given = new Given()
            .Article("article-1", "2026-02-01", first, "Ledger").Reported("article-1", Given.Meeting(first, first, "2026-02-03"))
            .Article("article-2", "2026-02-01", text, outlet).Reported("article-2", Given.Meeting(text, text, "2026-02-03"));
        var document = await given.Compose("2026-02-01");
        Assert.Equal(independent, document.Stories.Single().IndependentSources);
        Assert.StartsWith(independent == 1 ? "1 source ·" : "2 independent sources ·", document.KeyDevelopments[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_articles_that_name_no_outlet_and_share_no_wording_are_two_sources()
    {
        const string other = "Quite other words were written about the two leaders there.";
        var given = new Given()
            .Article("article-1", "2026-02-01", Tuesday).Reported("article-1", Given.Meeting(Tuesday, Tuesday, "2026-02-03"))
            .Article("article-2", "2026-02-01", other).Reported("article-2", Given.Meeting(other, other, "2026-02-03"));
        Assert.Equal(2, (await given.Compose("2026-02-01")).Stories.Single().IndependentSources);
    }

    [Fact]
    public async Task Wire_text_in_an_outlet_makes_one_source_of_the_wire_and_the_outlets_own_report()
    {
        const string wire = "They meet on Tuesday in the White House, the wire says.";
        const string own = "Quite other words were written about the two leaders there.";
        var given = new Given()
            .Article("article-1", "2026-02-01", wire, "Wire").Reported("article-1", Given.Meeting(wire, wire, "2026-02-03"))
            .Article("article-2", "2026-02-01", own, "Ledger").Reported("article-2", Given.Meeting(own, own, "2026-02-03"))
            .Article("article-3", "2026-02-01", wire + " ", "Ledger").Reported("article-3", Given.Meeting(wire, wire, "2026-02-03"));
        Assert.Equal((1, 2), ((await given.Compose("2026-02-01")).Stories.Single().IndependentSources, (await given.Compose("2026-02-01")).Stories.Single().Outlets));
    }

    [Fact]
    public async Task Calendar_holds_plans_from_the_day_on()
    {
        var given = OneReport();
        Assert.Equal(Given.Day("2026-02-03"), Assert.Single((await given.Compose("2026-02-03")).Calendar).Day);
        Assert.Empty((await given.Compose("2026-02-04")).Calendar);
    }

    static Difference Difference(BriefingDocument document, string subject) =>
        Assert.Single(document.Stories.Single().Differences, d => d.Subject.StartsWith(subject, StringComparison.Ordinal));

    static string Quoted(BriefingDocument document, int number) => document.Sources.SelectMany(s => s.Quotes).Single(q => q.Number == number).Text;
}
