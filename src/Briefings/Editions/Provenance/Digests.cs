using System.Security.Cryptography;
using System.Text;

namespace Briefings.Editions.Provenance;

/// <summary>SHA-256 in lower-case hex.</summary>
static class Digests
{
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));
}
