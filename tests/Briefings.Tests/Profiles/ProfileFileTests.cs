using Briefings.Profiles;
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
            watch:
              actors: [gustavo-petro]
              countries: [COL, PER]
              types: [MeetingScheduled]
              words: [cocaine]
            """);
        Assert.Equal(("andean", "Andean desk", "America/Bogota", "es", "TLP:AMBER"), (profile.Name, profile.Title, profile.TimeZone, profile.Language, profile.Handling));
        Assert.Equal(["gustavo-petro", "COL", "PER", "MeetingScheduled", "cocaine"], profile.Watch.Actors.Concat(profile.Watch.Countries).Concat(profile.Watch.Types).Concat(profile.Watch.Words));
    }

    [Fact]
    public void File_name_and_defaults_fill_what_is_not_written()
    {
        var profile = ProfileFile.Parse(Path, "watch: {}");
        Assert.Equal(("andean-desk", "andean-desk", "UTC", "en", "TLP:CLEAR"), (profile.Name, profile.Title, profile.TimeZone, profile.Language, profile.Handling));
        Assert.Empty(profile.Watch.Countries);
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
}
