using System.Text.Json;
using Briefings.Articles;
using Briefings.EventStore;

namespace Briefings.Profiles;

/// <summary>Keeps profiles in the log, so that an edition can be made again with the profile it was made for.</summary>
public sealed class DefineProfile(EventLog log, JsonSerializerOptions json)
{
    public static string StreamFor(string name) => $"profile-{name}";

    /// <summary>The profile as it stands, or <c>null</c> when none has that name.</summary>
    /// <param name="upTo">The log position to look at; <c>null</c> for all of it.</param>
    public async Task<Profile?> Load(string name, long? upTo, CancellationToken cancellation)
    {
        Profile? profile = null;
        await foreach (var recorded in log.ReadStream(StreamFor(name), cancellation: cancellation))
        {
            profile = recorded.Body is ProfileDefined defined && recorded.Position <= (upTo ?? long.MaxValue) ? defined.Profile : profile;
        }

        return profile;
    }

    const int Attempts = 5;

    /// <summary>Records a profile unless it stands so already.</summary>
    public async Task Handle(Profile profile, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Define(profile, cancellation);
                return;
            }
            catch (WrongExpectedVersionException) when (attempt < Attempts)
            {
                // Another command defined it first: see whether it stands so now.
            }
        }
    }

    async Task Define(Profile profile, CancellationToken cancellation)
    {
        var stream = StreamFor(profile.Name);
        var (version, standing) = (0L, (Profile?)null);
        await foreach (var recorded in log.ReadStream(stream, cancellation: cancellation))
        {
            (version, standing) = (recorded.Version, (recorded.Body as ProfileDefined)?.Profile ?? standing);
        }

        if (standing is not null && Written(standing) == Written(profile))
        {
            return;
        }

        var id = ArticleStream.EventId(stream, $"defined {version + 1} {Written(profile)}");
        await log.Append(stream, version, [new NewEvent(id, new ProfileDefined { Profile = profile })], null, cancellation);
    }

    string Written(Profile profile) => JsonSerializer.Serialize(profile, json);
}
