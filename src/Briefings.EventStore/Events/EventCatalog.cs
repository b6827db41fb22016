using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Briefings.EventStore;

/// <summary>Which event types there are, and how their bodies are written and read. Immutable and safe to share.</summary>
public sealed class EventCatalog
{
    readonly JsonSerializerOptions json;
    readonly FrozenDictionary<Type, EventTypeName> names;
    readonly FrozenDictionary<string, (Type Clr, int SchemaVersion)> types;
    readonly FrozenDictionary<EventTypeName, IUpcaster> upcasters;

    EventCatalog(JsonSerializerOptions json, Dictionary<Type, EventTypeName> names, IEnumerable<IUpcaster> upcasters)
    {
        this.json = json;
        this.names = names.ToFrozenDictionary();
        types = names.ToFrozenDictionary(n => n.Value.Name, n => (n.Key, n.Value.SchemaVersion), StringComparer.Ordinal);
        this.upcasters = ByVersion(upcasters).ToFrozenDictionary();
        Types = [.. names.Values.OrderBy(n => n.Name, StringComparer.Ordinal)];
        RequireUpcasters();
    }

    /// <summary>Every event type at its current schema version, ordered by name.</summary>
    public IReadOnlyList<EventTypeName> Types { get; }

    /// <summary>Finds the event types of some assemblies.</summary>
    /// <exception cref="EventCatalogException">A type has no name, two share one, or an old version has no upcaster.</exception>
    public static EventCatalog Scan(
        JsonSerializerOptions json, IEnumerable<Assembly> assemblies, IEnumerable<IUpcaster>? upcasters = null) =>
        Of(json, assemblies.SelectMany(a => a.GetTypes()).Where(IsEvent), upcasters);

    /// <summary>A catalog of exactly these event types.</summary>
    /// <exception cref="EventCatalogException">A type has no name, two share one, or an old version has no upcaster.</exception>
    public static EventCatalog Of(JsonSerializerOptions json, IEnumerable<Type> events, IEnumerable<IUpcaster>? upcasters = null)
    {
        var found = new Dictionary<Type, EventTypeName>();
        var owners = new Dictionary<string, Type>(StringComparer.Ordinal);
        foreach (var type in events)
        {
            var stored = type.GetCustomAttribute<EventTypeAttribute>()
                ?? throw new EventCatalogException($"{type.FullName}: an event needs [EventType(\"…\")], the name it is stored under.");
            if (string.IsNullOrWhiteSpace(stored.Name) || stored.SchemaVersion < 1)
                throw new EventCatalogException($"{type.FullName}: expected a name and a schema version from 1, found \"{stored.Name}\" v{stored.SchemaVersion}.");
            if (!owners.TryAdd(stored.Name, type))
                throw new EventCatalogException($"Event type \"{stored.Name}\" is claimed by both {owners[stored.Name].FullName} and {type.FullName}.");
            found.Add(type, new(stored.Name, stored.SchemaVersion));
        }

        return new(json, found, upcasters ?? []);
    }

    /// <summary>The stored name of an event's type.</summary>
    /// <exception cref="EventCatalogException">The type is not in the catalog.</exception>
    public EventTypeName NameOf(IEvent body) => names.TryGetValue(body.GetType(), out var name)
        ? name
        : throw new EventCatalogException($"{body.GetType().FullName} is not in the event catalog.");

    public bool Knows(string type) => types.ContainsKey(type);

    /// <summary>The body as it is stored: UTF-8 JSON without U+0000 and lone surrogates, which become U+FFFD.</summary>
    public byte[] Write(IEvent body) => JsonText.Normalize(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), json));

    /// <summary>Reads a stored body, through the upcasters if its schema version is an old one.</summary>
    /// <exception cref="UnknownEventTypeException">The name is not in the catalog, or its schema version is newer than the catalog's.</exception>
    public IEvent Read(string type, int schemaVersion, ReadOnlySpan<byte> body)
    {
        if (!types.TryGetValue(type, out var known) || schemaVersion > known.SchemaVersion)
            throw new UnknownEventTypeException(new(type, schemaVersion));

        var read = schemaVersion == known.SchemaVersion
            ? JsonSerializer.Deserialize(body, known.Clr, json)
            : Upcast(new(type, schemaVersion), known.SchemaVersion, JsonSerializer.Deserialize<JsonObject>(body))
                .Deserialize(known.Clr, json);
        return read as IEvent ?? throw new JsonException($"Expected a body of event type {type} v{schemaVersion}, found null.");
    }

    JsonObject Upcast(EventTypeName stored, int target, JsonObject? body)
    {
        for (var version = stored.SchemaVersion; version < target; version++)
            body = upcasters[stored with { SchemaVersion = version }].Upcast(body ?? []);
        return body ?? [];
    }

    void RequireUpcasters()
    {
        foreach (var type in Types)
        {
            for (var version = 1; version < type.SchemaVersion; version++)
            {
                if (!upcasters.ContainsKey(type with { SchemaVersion = version }))
                    throw new EventCatalogException($"Event type \"{type.Name}\" is at v{type.SchemaVersion} and has no upcaster from v{version}.");
            }
        }
    }

    static Dictionary<EventTypeName, IUpcaster> ByVersion(IEnumerable<IUpcaster> upcasters)
    {
        var found = new Dictionary<EventTypeName, IUpcaster>();
        foreach (var upcaster in upcasters)
        {
            var from = new EventTypeName(upcaster.EventType, upcaster.FromVersion);
            if (!found.TryAdd(from, upcaster))
                throw new EventCatalogException($"{from} is upcast by both {found[from].GetType().FullName} and {upcaster.GetType().FullName}.");
        }

        return found;
    }

    static bool IsEvent(Type type) => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IEvent));
}

/// <summary>The event types of this program contradict each other; it cannot start.</summary>
public sealed class EventCatalogException(string message) : Exception(message);

/// <summary>The log holds an event this program does not know, written by a newer one.</summary>
public sealed class UnknownEventTypeException(EventTypeName type)
    : Exception($"Expected an event type of this program, found {type}.")
{
    public EventTypeName Type => type;
}
