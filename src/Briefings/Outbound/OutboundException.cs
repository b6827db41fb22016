namespace Briefings.Outbound;

/// <summary>Why nothing, or nothing usable, came back.</summary>
public enum OutboundFailure
{
    /// <summary>The address is none the program may connect to. Trying again does not help.</summary>
    Blocked,

    /// <summary>The name has no address just now.</summary>
    NameNotFound,

    /// <summary>The connection was refused, or the way there is down.</summary>
    NotReached,

    /// <summary>The certificate or the handshake was no good.</summary>
    Tls,

    /// <summary>The connection ended without an answer.</summary>
    Closed,

    /// <summary>What came back is no HTTP.</summary>
    NoHttp,

    /// <summary>Connecting, headers and body together took longer than allowed.</summary>
    TimedOut,
}

/// <summary>A request had no usable answer. The message is fit to be shown to whoever named the address: it says nothing about a blocked network.</summary>
public sealed class OutboundException(OutboundFailure failure, string message, Exception? cause = null) : Exception(message, cause)
{
    public OutboundFailure Failure => failure;
}
