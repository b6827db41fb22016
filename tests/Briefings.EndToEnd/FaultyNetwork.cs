using System.Net;
using System.Net.Sockets;

namespace Briefings.EndToEnd;

/// <summary>A TCP port of this machine that leads to the Unix socket of a server, until a test cuts the wire.</summary>
sealed class FaultyNetwork : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource ending = new();
    readonly List<Socket> ends = [];
    readonly Lock gate = new();
    readonly string socketPath;

    public FaultyNetwork(string socketPath)
    {
        this.socketPath = socketPath;
        listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Bytes are swallowed and nobody is told: neither side sees the other end.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Drops every present connection with a reset.</summary>
    public void Reset()
    {
        lock (gate)
        {
            foreach (var end in ends)
                end.Close(0);
            ends.Clear();
        }
    }

    async Task Accept()
    {
        while (!ending.IsCancellationRequested)
        {
            var near = await listener.AcceptSocketAsync(ending.Token);
            var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await far.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), ending.Token);
            }
            catch (SocketException)
            {
                near.Close(0);
                continue;
            }

            lock (gate)
                ends.AddRange([near, far]);
            _ = Pump(near, far);
            _ = Pump(far, near);
        }
    }

    async Task Pump(Socket from, Socket to)
    {
        var buffer = new byte[16384];
        try
        {
            while (await from.ReceiveAsync(buffer, ending.Token) is > 0 and var count)
            {
                if (!IsSilent)
                    await to.SendAsync(buffer.AsMemory(0, count), ending.Token);
            }

            if (!IsSilent)
                to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            if (!IsSilent)
                to.Close();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        Reset();
        ending.Dispose();
    }
}
