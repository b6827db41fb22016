namespace Briefings.Profiles;

/// <summary>A profile as the log holds it.</summary>
/// <param name="Revision">Version of its stream, from 1.</param>
public sealed record StandingProfile(Profile Profile, long Revision);
