using Npgsql;

namespace Briefings.EventStore;

/// <summary>What a connection string gets besides what its author wrote: time-outs by which both ends notice a silent network, sessions that are left as they are.</summary>
public static class ConnectionSettings
{
    /// <summary>How long to wait for a connection, from the server or from a pool that is exhausted, in seconds.</summary>
    const int Timeout = 5;

    /// <summary>After how many seconds of silence the system asks whether the other end is there, and how often then.</summary>
    const int KeepAliveTime = 10, KeepAliveInterval = 5;

    /// <summary>For how many seconds a server of several is remembered as standby or away: a promotion is seen after it.</summary>
    const int HostRecheckSeconds = 1;

    // Milliseconds and seconds. Without effect on a Unix socket, where the system tells at once that the other end is gone.
    const string ServerSide = "-c tcp_user_timeout=20000 -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3";

    /// <summary>Adds what is missing; what the author wrote stays as it is.</summary>
    public static string Complete(string connectionString, NodeIdentity node)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var written = settings.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (!written.Contains("Application Name"))
            settings.ApplicationName = node.ApplicationName;
        if (!written.Contains("Timeout"))
            settings.Timeout = Timeout;
        if (!written.Contains("Options"))
            settings.Options = ServerSide;

        // A session goes back to the pool as it came: locks and listening are taken back by whoever took them, settings are local.
        // The reset would put seven statements before each append (ADR 7).
        if (!written.Contains("No Reset On Close"))
            settings.NoResetOnClose = true;
        if (!written.Contains("Host Recheck Seconds"))
            settings.HostRecheckSeconds = HostRecheckSeconds;
        if (!written.Contains("TCP Keepalive") && !(settings.Host ?? "").Split(',').Any(IsSocketFolder))
            (settings.TcpKeepAlive, settings.TcpKeepAliveTime, settings.TcpKeepAliveInterval) = (true, KeepAliveTime, KeepAliveInterval);
        return settings.ConnectionString;
    }

    // The system refuses to set a keep-alive on a Unix socket.
    static bool IsSocketFolder(string host) => host.StartsWith('/') || host.StartsWith('@');
}
