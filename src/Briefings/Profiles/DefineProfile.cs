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
    public async Task<Profile?> Load(string name, long? upTo, CancellationToken cancellation) =>
        (await Revisions(name, cancellation)).LastOrDefault(r => r.Position <= (upTo ?? long.MaxValue)).Standing?.Profile;

    /// <summary>The profile that a look at a log position is for: as it stood there or, when it began later, as it began, so that what is defined later still changes nothing.</summary>
    public async Task<StandingProfile?> AsOf(string name, long position, CancellationToken cancellation)
    {
        var revisions = await Revisions(name, cancellation);
        return revisions.LastOrDefault(r => r.Position <= position).Standing ?? revisions.FirstOrDefault().Standing;
    }

    /// <summary>The profile as an edition recorded it; <c>null</c> when there is no such revision.</summary>
    public async Task<Profile?> Revision(string name, long revision, CancellationToken cancellation) =>
        (await Revisions(name, cancellation)).FirstOrDefault(r => r.Standing?.Revision == revision).Standing?.Profile;

    /// <summary>Since when the schedule and the zone that a profile has at a log position were what they are; <c>null</c> when it had none there.</summary>
    public async Task<DateTimeOffset?> ScheduledSince(string name, long position, CancellationToken cancellation)
    {
        var list = new ProfileList();
        ProfileState? state = null;
        await foreach (var recorded in log.ReadStream(StreamFor(name), cancellation: cancellation))
        {
            state = recorded.Position <= position ? list.Evolve(state, recorded) : state;
        }

        return state?.Profile.Schedule is null ? null : state.ScheduledSince;
    }

    async Task<List<(long Position, StandingProfile? Standing)>> Revisions(string name, CancellationToken cancellation)
    {
        var revisions = new List<(long, StandingProfile?)>();
        await foreach (var recorded in log.ReadStream(StreamFor(name), cancellation: cancellation))
        {
            if (recorded.Body is ProfileDefined defined)
            {
                revisions.Add((recorded.Position, new StandingProfile(defined.Profile, recorded.Version)));
            }
        }

        return revisions;
    }

    const int Attempts = 5;

    /// <summary>Records a profile unless it stands so already; answers its revision.</summary>
    public async Task<long> Handle(Profile profile, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Define(profile, cancellation);
            }
            catch (WrongExpectedVersionException) when (attempt < Attempts)
            {
                // Another command defined it first: see whether it stands so now.
            }
        }
    }

    async Task<long> Define(Profile profile, CancellationToken cancellation)
    {
        var stream = StreamFor(profile.Name);
        var (version, revision, standing) = (0L, 0L, (Profile?)null);
        await foreach (var recorded in log.ReadStream(stream, cancellation: cancellation))
        {
            version = recorded.Version;
            (revision, standing) = recorded.Body is ProfileDefined defined ? (recorded.Version, defined.Profile) : (revision, standing);
        }

        if (standing is not null && Written(standing) == Written(profile))
        {
            return revision;
        }

        var id = ArticleStream.EventId(stream, $"defined {version + 1} {Written(profile)}");
        return (await log.Append(stream, version, [new NewEvent(id, new ProfileDefined { Profile = profile })], null, cancellation)).Version;
    }

    string Written(Profile profile) => JsonSerializer.Serialize(profile, json);
}
