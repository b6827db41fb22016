using System.Globalization;
using System.Net;

namespace Briefings.Outbound;

/// <summary>The operator's word on where the program may connect to.</summary>
public sealed record OutboundOptions
{
    /// <summary>Networks such as <c>127.0.0.1/32,10.1.0.0/16</c> that may be connected to although they are not public. Defaults to none.</summary>
    public const string AllowVariable = "BRIEFINGS_OUTBOUND_ALLOW";

    /// <summary>Names a request must not have come for: some software sends none at all.</summary>
    public const string UserAgent = "Briefings/0.1 (+webhooks; feeds)";

    public IReadOnlyList<IPNetwork> Allowed { get; init; } = [];

    /// <exception cref="OutboundOptionsException">The variable holds something else than networks.</exception>
    public static OutboundOptions FromEnvironment(Func<string, string?> variable) => new() { Allowed = Parse(variable(AllowVariable) ?? "", AllowVariable) };

    /// <summary>Reads networks that are separated by commas or white space; a bare address is a network of one.</summary>
    /// <exception cref="OutboundOptionsException">Something else stands there.</exception>
    public static IReadOnlyList<IPNetwork> Parse(string networks, string where) =>
        [.. networks.Split([',', ' ', ';', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(n => Network(n, where))];

    static IPNetwork Network(string written, string where)
    {
        if (IPAddress.TryParse(written, out var address))
        {
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }

        return IPNetwork.TryParse(written, out var network)
            ? network
            : throw new OutboundOptionsException(string.Create(CultureInfo.InvariantCulture, $"Expected {where} to hold networks such as 10.1.0.0/16 (with zeros behind the prefix), found \"{written}\"."));
    }
}

/// <summary>The operator's settings for outbound connections cannot be read.</summary>
public sealed class OutboundOptionsException(string message) : Exception(message);
