namespace Briefings.EventStore;

/// <summary>A recorded fact; every event record implements it and carries an <see cref="EventTypeAttribute"/>.</summary>
public interface IEvent;

/// <summary>The name and body version under which an event is stored; the CLR name is never stored.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventTypeAttribute(string name, int schemaVersion = 1) : Attribute
{
    public string Name => name;

    /// <summary>Version of the body, from 1. Raise it with an <see cref="IUpcaster"/> for every older one.</summary>
    public int SchemaVersion => schemaVersion;
}

/// <summary>A name under which the events of this type were stored before; their schema versions and upcasters are those of the present name.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class FormerEventTypeAttribute(string name) : Attribute
{
    public string Name => name;
}

/// <summary>The event type is read wherever a log holds it, and appended no more.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RetiredEventTypeAttribute(string reason) : Attribute
{
    /// <summary>A sentence that says what is appended instead.</summary>
    public string Reason => reason;
}

/// <summary>A stored event type: its name and the version of its body.</summary>
public readonly record struct EventTypeName(string Name, int SchemaVersion)
{
    public override string ToString() => $"{Name} v{SchemaVersion}";
}
