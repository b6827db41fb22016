using System.Globalization;
using System.Security.Cryptography;

namespace Briefings.EventStore;

/// <summary>One running program among those that share the projections of a database.</summary>
/// <param name="Id">48 random bits, so that it fits into the key of an advisory lock.</param>
/// <param name="Name">What people know it by: machine and process.</param>
public sealed record NodeIdentity(long Id, string Name)
{
    /// <summary>
    /// What its connections call themselves. The others end all connections of that name once the node has been silent
    /// for too long, so it must not be shared by another program.
    /// </summary>
    public string ApplicationName { get; } = string.Create(CultureInfo.InvariantCulture, $"briefings-{Id:x12}");

    public static NodeIdentity New()
    {
        Span<byte> random = stackalloc byte[8];
        RandomNumberGenerator.Fill(random);
        return new(
            BitConverter.ToInt64(random) & 0xffff_ffff_ffff,
            string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}"));
    }
}
