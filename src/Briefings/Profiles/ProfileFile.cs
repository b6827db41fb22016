using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Briefings.Profiles;

/// <summary>A profile file cannot be used; the message names file, line and what was expected.</summary>
public sealed class ProfileFileException(string message) : Exception(message);

/// <summary>Reads <c>NAME.profile.yaml</c>.</summary>
public static partial class ProfileFile
{
    public const string Suffix = ".profile.yaml";

    /// <exception cref="ProfileFileException">The file is missing, no YAML, or names something unknown.</exception>
    public static Profile Read(string path)
    {
        string yaml;
        try
        {
            yaml = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProfileFileException($"{path}: expected a profile file, {e.Message}");
        }

        return Parse(path, yaml);
    }

    public static Profile Parse(string path, string yaml)
    {
        Written written;
        try
        {
            written = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build().Deserialize<Written?>(yaml)
                ?? throw new ProfileFileException($"{path}: expected name and title, found an empty file.");
        }
        catch (YamlException e)
        {
            throw new ProfileFileException($"{path}, line {e.Start.Line}: {e.InnerException?.Message ?? e.Message}");
        }

        var fileName = Path.GetFileName(path);
        var name = written.Name ?? (fileName.EndsWith(Suffix, StringComparison.Ordinal) ? fileName[..^Suffix.Length] : "");
        Expect(NamePattern().IsMatch(name), "name", "lower-case letters, digits and hyphens", name);
        var zone = written.TimeZone ?? "UTC";
        Expect(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null, "time_zone", "an IANA time zone such as America/Bogota", zone);
        Expect(!string.IsNullOrWhiteSpace(written.Title ?? name), "title", "words", written.Title ?? "");
        ExpectWords(written.Watch?.Actors, "watch.actors");
        ExpectWords(written.Watch?.Countries, "watch.countries");
        ExpectWords(written.Watch?.Types, "watch.types");
        ExpectWords(written.Watch?.Words, "watch.words");
        var countries = written.Watch?.Countries ?? [];
        foreach (var country in countries)
        {
            Expect(CountryPattern().IsMatch(country), "watch.countries", "ISO 3166 alpha-3 codes such as COL", country);
        }

        var approval = written.Approval ?? "none";
        Expect(approval is "required" or "none", "approval", "required or none", approval);
        return new Profile
        {
            Name = name,
            Title = written.Title ?? name,
            TimeZone = zone,
            Language = written.Language ?? "en",
            Handling = written.Handling ?? "TLP:CLEAR",
            NeedsApproval = approval == "required",
            Schedule = ReadSchedule(written.Schedule, Expect),
            Watch = new Watch
            {
                Actors = written.Watch?.Actors ?? [],
                Countries = countries,
                Types = written.Watch?.Types ?? [],
                Words = written.Watch?.Words ?? [],
            },
        };

        // An empty word stands in every sentence, and a missing one in none.
        void ExpectWords(List<string>? words, string field) => Expect((words ?? []).TrueForAll(w => !string.IsNullOrWhiteSpace(w)), field, "a list of words", "");

        void Expect(bool holds, string field, string expected, string found)
        {
            if (!holds)
            {
                throw new ProfileFileException($"{path}: expected {field} to be {expected}, found \"{found}\".");
            }
        }
    }

    static Schedule ReadSchedule(WrittenSchedule? written, Action<bool, string, string, string> expect)
    {
        return new Schedule
        {
            Times = [.. (written?.Times ?? []).Select(Time).Distinct().Order()],
            Days = [.. (written?.Days ?? []).Select(Day).Distinct().OrderBy(d => ((int)d + 6) % 7)],
        };

        TimeOnly Time(string? text)
        {
            expect(TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time), "schedule.times", "times of day such as \"06:30\"", text ?? "");
            return time;
        }

        DayOfWeek Day(string? text)
        {
            var days = Enum.GetValues<DayOfWeek>().Where(d => d.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)).ToList();
            expect(days.Count == 1, "schedule.days", "days of the week such as monday", text ?? "");
            return days[0];
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}$", RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[A-Z]{3}$", RegexOptions.NonBacktracking)]
    private static partial Regex CountryPattern();

    sealed class Written
    {
        public string? Name { get; set; }

        public string? Title { get; set; }

        public string? TimeZone { get; set; }

        public string? Language { get; set; }

        public string? Handling { get; set; }

        public WrittenWatch? Watch { get; set; }

        public WrittenSchedule? Schedule { get; set; }

        public string? Approval { get; set; }
    }

    sealed class WrittenSchedule
    {
        public List<string?>? Times { get; set; }

        public List<string?>? Days { get; set; }
    }

    sealed class WrittenWatch
    {
        public List<string>? Actors { get; set; }

        public List<string>? Countries { get; set; }

        public List<string>? Types { get; set; }

        public List<string>? Words { get; set; }
    }
}
