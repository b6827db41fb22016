using System.Net;
using System.Net.Sockets;

namespace Briefings.Outbound;

/// <summary>
/// Which addresses the program may connect to on somebody's request: those of the public Internet, and what the operator allows.
/// Source of the refused ranges: the IANA special-purpose address registries (RFC 6890 and its updates), RFC 8215, RFC 3879, RFC 4291.
/// </summary>
public static class OutboundAddresses
{
    static readonly IPNetwork[] Refused =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
            "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    static readonly IPNetwork Mapped = IPNetwork.Parse("::ffff:0:0/96");

    // Only 2000::/3 is given out as global unicast; everything that is not is refused, also what is not assigned yet.
    static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Whether an address may be connected to: it is public, or lies in a network that is allowed by name.</summary>
    public static bool IsAllowed(IPAddress address, IReadOnlyList<IPNetwork> allowed)
    {
        var plain = Plain(address);
        return allowed.Any(n => n.Contains(plain)) || !IsRefused(plain);
    }

    /// <summary>Whether an address belongs to no public network: private, loopback, link-local, shared, translated, documentation, multicast, reserved.</summary>
    public static bool IsRefused(IPAddress address)
    {
        var plain = Plain(address);
        return Refused.Any(n => n.Contains(plain))
            || (plain.AddressFamily == AddressFamily.InterNetworkV6 && !GlobalUnicast.Contains(plain));
    }

    /// <summary>An address in IPv6 form that stands for one of IPv4 as the latter, and without a zone.</summary>
    static IPAddress Plain(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        var withoutZone = new IPAddress(bytes);
        return Mapped.Contains(withoutZone) ? new IPAddress(bytes.AsSpan(12)) : withoutZone;
    }
}
