using System.Net;
using System.Net.Sockets;

namespace Briefings.Outbound;

/// <summary>
/// Opens connections to checked addresses only. The address that was checked is the one connected to, so that a name which
/// changes its answer in between gains nothing. Of several addresses those that are refused are left out.
/// </summary>
/// <param name="resolve">Looks a name up; defaults to the system's resolver.</param>
public sealed class OutboundConnector(OutboundOptions options, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    /// <summary>How long one address of several may take before the next is tried.</summary>
    static readonly TimeSpan PerAddress = TimeSpan.FromSeconds(5);

    readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <exception cref="OutboundException">No address may be connected to, the name has none, or none answers.</exception>
    public async ValueTask<Stream> Connect(string host, int port, CancellationToken cancellation)
    {
        var addresses = await Checked(host, cancellation);
        for (var i = 0; ; i++)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            if (i + 1 < addresses.Length)
            {
                patience.CancelAfter(PerAddress);
            }

            try
            {
                return await Open(addresses[i], port, patience.Token);
            }
            catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                if (i + 1 == addresses.Length)
                {
                    throw new OutboundException(OutboundFailure.NotReached, "The connection was refused or the host cannot be reached.", e);
                }
            }
        }
    }

    /// <summary>The addresses of a host that may be connected to, in the resolver's order.</summary>
    async Task<IPAddress[]> Checked(string host, CancellationToken cancellation)
    {
        IPAddress[] found;
        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal))
        {
            found = [literal];
        }
        else
        {
            try
            {
                found = await resolve(host, cancellation);
            }
            catch (SocketException e)
            {
                throw new OutboundException(OutboundFailure.NameNotFound, "The name of the host has no address.", e);
            }
        }

        if (found.Length == 0)
        {
            throw new OutboundException(OutboundFailure.NameNotFound, "The name of the host has no address.");
        }

        IPAddress[] permitted = [.. found.Where(a => OutboundAddresses.IsAllowed(a, options.Allowed))];
        return permitted.Length > 0 ? permitted : throw new OutboundException(OutboundFailure.Blocked, "This address is blocked: it is not on the public Internet.");
    }

    static async Task<Stream> Open(IPAddress address, int port, CancellationToken cancellation)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
