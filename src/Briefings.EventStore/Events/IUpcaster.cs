using System.Text.Json.Nodes;

namespace Briefings.EventStore;

/// <summary>Turns a stored body into the body one schema version later; upcasters of one event type chain.</summary>
public interface IUpcaster
{
    /// <summary>The stored name of the event type.</summary>
    string EventType { get; }

    /// <summary>The schema version it reads; it answers the body of the next.</summary>
    int FromVersion { get; }

    JsonObject Upcast(JsonObject body);
}
