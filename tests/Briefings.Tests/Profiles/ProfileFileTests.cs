using Briefings.Profiles;
using Briefings.Rendering;
using Briefings.Tests.Rendering;
using Xunit;

namespace Briefings.Tests.Profiles;

public sealed class ProfileFileTests
{
    const string Path = "desks/andean-desk.profile.yaml";

    [Fact]
    public void Profile_is_read_whole()
    {
        var profile = ProfileFile.Parse(Path, """
            name: andean
            title: Andean desk
            time_zone: America/Bogota
            language: es
            handling: TLP:AMBER
            times: ["18:00", 06:30]
            days: [mon, Friday]
            sections: [stories, key_developments]
            story_parts: [timeline]
            length: { words: 200, key_developments: 5, in_brief: 0 }
            colours: { primary: "#1B3A5C" }
            recipients: [desk@example.org, o'neil+night@mail.example.org]
            approval: draft
            watch:
              actors: [gustavo-petro]
              countries: [COL, PER]
              types: [MeetingScheduled]
              words: [cocaine]
            """);
        Assert.Equal(("andean", "Andean desk", "America/Bogota", "es", "TLP:AMBER"), (profile.Name, profile.Title, profile.TimeZone, profile.Language, profile.Handling));
        Assert.Equal(["gustavo-petro", "COL", "PER", "MeetingScheduled", "cocaine"], profile.Watch.Actors.Concat(profile.Watch.Countries).Concat(profile.Watch.Types).Concat(profile.Watch.Words));
        Assert.Equal([new TimeOnly(6, 30), new TimeOnly(18, 0)], profile.Schedule?.Times);
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Friday], profile.Schedule?.Days);
        Assert.Equal([BriefingSection.Stories, BriefingSection.KeyDevelopments], profile.Sections);
        Assert.Equal([StoryPart.Timeline], profile.StoryParts);
        Assert.Equal((200, 5, 0, Lengths.Standard.Stories), (profile.Length?.Words, profile.Length?.KeyDevelopments, profile.Length?.InBrief, profile.Length?.Stories));
        Assert.Equal("#1b3a5c", profile.Brand?.Primary);
        Assert.Equal(["desk@example.org", "o'neil+night@mail.example.org"], profile.Recipients);
        Assert.True(profile.NeedsApproval);
    }

    [Fact]
    public void File_name_and_defaults_fill_what_is_not_written()
    {
        var profile = ProfileFile.Parse(Path, "watch: {}");
        Assert.Equal(("andean-desk", "andean-desk", "UTC", "en", "TLP:CLEAR"), (profile.Name, profile.Title, profile.TimeZone, profile.Language, profile.Handling));
        Assert.Empty(profile.Watch.Countries);
        Assert.Equal((null, null, null, false), (profile.Schedule, profile.Length, profile.Brand, profile.NeedsApproval));
    }

    [Theory]
    [InlineData("", "expected name and title, found an empty file")]
    [InlineData("title: [", "line ")]
    [InlineData("title: A\nwatch: COL", "line 2")]
    [InlineData("title: A\nwatch:\n  countries: COL", "line 3")]
    [InlineData("title: A\ncolour: red", "colour")]
    [InlineData("title: A\ncolour: red", "line 2")]
    [InlineData("name: Andean Desk", "name to be lower-case letters, digits and hyphens, found \"Andean Desk\"")]
    [InlineData("name: ../../etc", "found \"../../etc\"")]
    [InlineData("title: ' '", "title to be words")]
    [InlineData("time_zone: Bogota", "time_zone to be an IANA time zone such as America/Bogota, found \"Bogota\"")]
    [InlineData("watch: { countries: [Colombia] }", "watch.countries to be ISO 3166 alpha-3 codes such as COL, found \"Colombia\"")]
    [InlineData("watch: { countries: [~] }", "watch.countries")]
    [InlineData("title: A\nwatch:\n  countries: [COL, XYZ]", "line 3: expected watch.countries")]
    [InlineData("title: A\nwatch:\n  types: [MeetingScheduled, MeetingCancelled]", "line 3: expected watch.types to be news event types such as MeetingScheduled, found \"MeetingCancelled\"")]
    [InlineData("title: A\nwatch:\n  towns: [Lima]", "line 3: expected one of watch.actors, watch.countries, watch.types, watch.words, found \"watch.towns\"")]
    [InlineData("title: A\ntitle: B", "line 2")]
    [InlineData("language: fr", "language to be a language with labels (en, es), found \"fr\"")]
    [InlineData("handling: \"TLP:RED\\r\\nX: y\"", "handling")]
    [InlineData("times: [6am]", "times to be local times such as \"06:30\", found \"6am\"")]
    [InlineData("times: [\"24:00\"]", "times")]
    [InlineData("days: [mon]", "days to be given together with times")]
    [InlineData("times: [\"06:30\"]\ndays: [Montag]", "line 2: expected days")]
    [InlineData("sections: [horoscope]", "sections to be some of key_developments, changes, stories")]
    [InlineData("length: { words: 20 }", "length.words to be a number from 50 to 1000, found \"20\"")]
    [InlineData("colours: { accent: \"#ffee00\" }", "dark enough to read")]
    [InlineData("colours: { accent: red }", "colours.accent to be a colour such as #12324f")]
    [InlineData("recipients: [\"a@example.org\\r\\nBcc: b@example.org\"]", "recipients")]
    [InlineData("recipients: [Ann <a@example.org>]", "recipients")]
    [InlineData("recipients: [a@b@example.org]", "recipients")]
    [InlineData("recipients: a@example.org", "recipients to be a list of e-mail addresses")]
    [InlineData("approval: maybe", "approval to be straight or draft, found \"maybe\"")]
    [InlineData("logo: logo.png", "logo to be a PNG or JPEG file beside the profile")]
    [InlineData("title: &a [x]\nwatch: *a", "without references")]
    [InlineData("title: [[[[[[[[[[", "at most 8 deep")]
    [InlineData("[a, b]", "key: value")]
    [InlineData("watch: { actors: [~] }", "watch.actors")]
    [InlineData("watch: { types: [''] }", "watch.types")]
    [InlineData("watch: { words: [cocaine, ''] }", "watch.words")]
    public void Mistake_is_named_with_file_and_place(string yaml, string place)
    {
        var mistake = Assert.Throws<ProfileFileException>(() => ProfileFile.Parse(Path, yaml));
        Assert.StartsWith(Path, mistake.Message, StringComparison.Ordinal);
        Assert.Contains(place, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_file_and_folder_are_named()
    {
        Assert.StartsWith("/nowhere/x.profile.yaml: expected a profile file", Assert.Throws<ProfileFileException>(() => ProfileFile.Read("/nowhere/x.profile.yaml")).Message, StringComparison.Ordinal);
        Assert.Throws<ProfileFileException>(() => ProfileFile.Read(System.IO.Path.GetTempPath()));
    }

    [Fact]
    public void Longest_nesting_that_fits_in_the_file_is_refused() =>
        Assert.Contains("at most 8 deep", Assert.Throws<ProfileFileException>(() => ProfileFile.Parse(Path, new string('[', 60_000))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("logo.png", true, "")]
    [InlineData("../logo.png", false, "beside the profile")]
    [InlineData("text.png", false, "a PNG of 8 bits a channel")]
    [InlineData("huge.png", false, "at most 2000 by 2000 pixels")]
    [InlineData("heavy.png", false, "at most 128 kB")]
    [InlineData("missing.png", false, "beside the profile")]
    public void Logo_is_a_small_image_beside_the_profile(string file, bool isRead, string problem)
    {
        var folder = Directory.CreateTempSubdirectory("briefings-logo-");
        try
        {
            var png = SampleDocuments.Rich.Brand!.Logo!.Bytes;
            byte[] huge = [.. png];
            huge[16] = 1;
            File.WriteAllBytes(System.IO.Path.Combine(folder.FullName, "logo.png"), png);
            File.WriteAllBytes(System.IO.Path.Combine(folder.FullName, "huge.png"), huge);
            File.WriteAllBytes(System.IO.Path.Combine(folder.FullName, "heavy.png"), [.. png, .. new byte[200_000]]);
            File.WriteAllText(System.IO.Path.Combine(folder.FullName, "text.png"), "<svg onload=alert(1)>");
            var path = System.IO.Path.Combine(folder.FullName, "desk.profile.yaml");
            File.WriteAllText(path, $"title: Desk\nlogo: {file}\nlogo_text: The desk");
            if (isRead)
            {
                var logo = ProfileFile.Read(path).Brand?.Logo;
                Assert.Equal(("image/png", 8, 8, "The desk"), (logo?.MediaType, logo?.Width, logo?.Height, logo?.Text));
                Assert.Equal(png, logo?.Bytes);
            }
            else
            {
                Assert.Contains(problem, Assert.Throws<ProfileFileException>(() => ProfileFile.Read(path)).Message, StringComparison.Ordinal);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
