using Briefings.NewsEvents;
using Briefings.Rendering;
using NodaTime;

namespace Briefings.Profiles;

/// <summary>A profile file cannot be used; the message names file, line and what was expected.</summary>
public sealed class ProfileFileException(string message) : Exception(message);

/// <summary>Reads <c>NAME.profile.yaml</c>.</summary>
public static class ProfileFile
{
    public const string Suffix = ".profile.yaml";

    const int LargestBytes = 64 * 1024;

    const int MostWatched = 500;

    const int MostRecipients = 500;

    /// <exception cref="ProfileFileException">The file is missing, no YAML, or names something unknown.</exception>
    public static Profile Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LargestBytes)
            {
                throw new ProfileFileException($"{path}: expected a profile of at most {LargestBytes / 1024} kB, found {new FileInfo(path).Length / 1024} kB.");
            }

            return Parse(path, File.ReadAllText(path), Path.GetDirectoryName(Path.GetFullPath(path)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProfileFileException($"{path}: expected a profile file, {e.Message}");
        }
    }

    /// <param name="path">Names the profile in messages, and gives it its name when the text has none.</param>
    /// <param name="yaml">At most 64 kB.</param>
    /// <param name="folder">Where a logo is looked for; <c>null</c> when there is no folder, as over the network: then no logo can be named.</param>
    /// <exception cref="ProfileFileException">It is no YAML, or names something unknown.</exception>
    public static Profile Parse(string path, string yaml, string? folder = null)
    {
        if (yaml.Length > LargestBytes)
        {
            throw new ProfileFileException($"{path}: expected a profile of at most {LargestBytes / 1024} kB, found {yaml.Length / 1024} kB.");
        }

        var fields = YamlFields.Parse(path, yaml);
        var fileName = Path.GetFileName(path);
        var name = fields.Text("name", "lower-case letters, digits and hyphens", ProfileValues.IsName, 63)
            ?? (ProfileValues.NameOf(fileName, Suffix) is { } named ? named : throw fields.Refuse("name", "lower-case letters, digits and hyphens", fileName));
        var title = fields.Text("title", "words in one line", ProfileValues.IsLine, 80) ?? name;
        var profile = new Profile
        {
            Name = name,
            Title = title,
            TimeZone = fields.Text("time_zone", "an IANA time zone such as America/Bogota", z => DateTimeZoneProviders.Tzdb.GetZoneOrNull(z) is not null, 60) ?? "UTC",
            Language = fields.Text("language", $"a language with labels ({string.Join(", ", Languages.Names)})", ProfileValues.IsLanguage, 35) ?? "en",
            Handling = fields.Text("handling", "a label in one line, such as TLP:AMBER", ProfileValues.IsLine, 40) ?? "TLP:CLEAR",
            Watch = fields.Map("watch") is { } watch ? ReadWatch(watch) : new Watch(),
            Schedule = ReadSchedule(fields),
            Sections = fields.Choices<BriefingSection>("sections"),
            StoryParts = fields.Choices<StoryPart>("story_parts"),
            Length = fields.Map("length") is { } length ? ReadLength(length) : null,
            Brand = ReadBrand(fields, title, folder),
            Recipients = fields.Texts("recipients", "e-mail addresses", ProfileValues.IsAddress, MostRecipients),
            NeedsApproval = fields.Text("approval", "straight or draft", a => a is "straight" or "draft", 10) == "draft",
        };
        fields.RefuseUnknown();
        return profile;
    }

    static Watch ReadWatch(YamlFields fields)
    {
        var watch = new Watch
        {
            Actors = fields.Texts("actors", "a list of words: ids such as gustavo-petro, or names", ProfileValues.IsLine, MostWatched),
            Countries = fields.Texts("countries", "ISO 3166 alpha-3 codes such as COL", ProfileValues.IsCountry, MostWatched),
            Types = fields.Texts("types", "news event types such as MeetingScheduled", NewsEventCatalog.TypeNames.Contains, MostWatched),
            Words = fields.Texts("words", "a list of words", ProfileValues.IsLine, MostWatched),
        };
        fields.RefuseUnknown();
        return watch;
    }

    static Schedule? ReadSchedule(YamlFields fields)
    {
        var times = fields.Texts("times", "local times such as \"06:30\"", t => ProfileValues.TimeOf(t) is not null, 24).Select(t => ProfileValues.TimeOf(t) ?? default).Distinct().Order().ToList();
        var days = fields.Texts("days", "days of the week such as mon or monday", d => ProfileValues.DayOf(d) is not null, 7).Select(d => ProfileValues.DayOf(d) ?? default).Distinct().ToList();
        if (days.Count > 0 && times.Count == 0)
        {
            throw fields.Refuse("days", "given together with times", string.Join(", ", days));
        }

        return times.Count == 0 ? null : new Schedule(times, days);
    }

    static Lengths ReadLength(YamlFields fields)
    {
        var standard = Lengths.Standard;
        var length = new Lengths
        {
            KeyDevelopments = fields.Number("key_developments", 3, 7) ?? standard.KeyDevelopments,
            Changes = fields.Number("changes", 1, 50) ?? standard.Changes,
            Stories = fields.Number("stories", 1, 100) ?? standard.Stories,
            Words = fields.Number("words", 50, 1000) ?? standard.Words,
            InBrief = fields.Number("in_brief", 0, 200) ?? standard.InBrief,
            Timeline = fields.Number("timeline", 1, 50) ?? standard.Timeline,
            Actors = fields.Number("actors", 1, 50) ?? standard.Actors,
        };
        fields.RefuseUnknown();
        return length;
    }

    static Brand? ReadBrand(YamlFields fields, string title, string? folder)
    {
        const string Colour = "a colour such as #12324f that is dark enough to read (a contrast of 4.5 to 1 on white and tint, WCAG 2)";
        string? primary = null, accent = null;
        if (fields.Map("colours") is { } colours)
        {
            primary = colours.Text("primary", Colour, Colours.IsReadable, 7)?.ToLowerInvariant();
            accent = colours.Text("accent", Colour, Colours.IsReadable, 7)?.ToLowerInvariant();
            colours.RefuseUnknown();
        }

        var text = fields.Text("logo_text", "words in one line", ProfileValues.IsLine, 200) ?? title;
        Logo? logo = null;
        if (fields.Text("logo", "a PNG or JPEG file beside the profile", ProfileValues.IsLine, 255) is { } file)
        {
            logo = LogoFile.Read(folder, file, text, out var problem) ?? throw fields.Refuse("logo", problem, file);
        }

        return primary is null && accent is null && logo is null ? null : new Brand(primary, accent, logo);
    }
}
