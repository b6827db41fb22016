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
    readonly FrozenDictionary<string, (Type Clr, EventTypeName Current)> types;
    readonly FrozenDictionary<Type, string> retired;
    readonly FrozenDictionary<EventTypeName, IUpcaster> upcasters;

    EventCatalog(JsonSerializerOptions json, Dictionary<Type, EventTypeName> names, IEnumerable<IUpcaster> upcasters)
    {
        this.json = json;
        this.names = names.ToFrozenDictionary();
        types = ByStoredName(names).ToFrozenDictionary(StringComparer.Ordinal);
        retired = names.Keys.Where(t => t.GetCustomAttribute<RetiredEventTypeAttribute>() is not null)
            .ToFrozenDictionary(t => t, t => t.GetCustomAttribute<RetiredEventTypeAttribute>()!.Reason);
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
        foreach (var type in events.Append(typeof(EventRedacted)).Distinct())
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

    /// <summary>The name to store an event under that is about to be appended.</summary>
    /// <exception cref="EventCatalogException">The type is not in the catalog, or is retired.</exception>
    public EventTypeName NameToStore(IEvent body) => retired.TryGetValue(body.GetType(), out var reason)
        ? throw new EventCatalogException($"Event type \"{NameOf(body).Name}\" is retired: {reason} Logs that hold it are still read; none is appended.")
        : NameOf(body);

    /// <summary>Whether a stored name is one of this program's, at present or formerly.</summary>
    public bool Knows(string type) => types.ContainsKey(type);

    /// <summary>Whether this program can read bodies stored under a name and schema version.</summary>
    public bool Knows(EventTypeName stored) => types.TryGetValue(stored.Name, out var known) && stored.SchemaVersion <= known.Current.SchemaVersion;

    /// <summary>What an event type is called at present; the name itself if the program does not know it.</summary>
    public string CurrentName(string stored) => types.TryGetValue(stored, out var known) ? known.Current.Name : stored;

    /// <summary>Every name under which events of some types are stored, the former ones included.</summary>
    public IEnumerable<string> StoredNames(IEnumerable<string> current)
    {
        var wanted = current.Select(CurrentName).ToHashSet(StringComparer.Ordinal);
        return types.Where(t => wanted.Contains(t.Value.Current.Name)).Select(t => t.Key).Union(wanted, StringComparer.Ordinal);
    }

    /// <summary>The body as it is stored: UTF-8 JSON without U+0000 and lone surrogates, which become U+FFFD.</summary>
    public byte[] Write(IEvent body) => JsonText.Normalize(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), OptionsFor(body.GetType())));

    /// <summary>Reads a stored body, through the upcasters if its schema version is an old one.</summary>
    /// <exception cref="UnknownEventTypeException">The name is not in the catalog, or its schema version is newer than the catalog's.</exception>
    public IEvent Read(string type, int schemaVersion, ReadOnlySpan<byte> body)
    {
        if (!types.TryGetValue(type, out var known) || schemaVersion > known.Current.SchemaVersion)
            throw new UnknownEventTypeException(new(type, schemaVersion));

        var read = schemaVersion == known.Current.SchemaVersion
            ? JsonSerializer.Deserialize(body, known.Clr, OptionsFor(known.Clr))
            : Upcast(known.Current with { SchemaVersion = schemaVersion }, known.Current.SchemaVersion, JsonSerializer.Deserialize<JsonObject>(body))
                .Deserialize(known.Clr, OptionsFor(known.Clr));
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

    // The log's own event is written the same way whatever the program's options are.
    JsonSerializerOptions OptionsFor(Type type) => type == typeof(EventRedacted) ? JsonSerializerOptions.Web : json;

    static Dictionary<string, (Type, EventTypeName)> ByStoredName(Dictionary<Type, EventTypeName> names)
    {
        var found = names.ToDictionary(n => n.Value.Name, n => (n.Key, n.Value), StringComparer.Ordinal);
        foreach (var (type, name) in names)
        {
            foreach (var former in type.GetCustomAttributes<FormerEventTypeAttribute>())
            {
                if (!found.TryAdd(former.Name, (type, name)))
                    throw new EventCatalogException($"Event type \"{former.Name}\" is claimed by both {found[former.Name].Item1.FullName} and {type.FullName}.");
            }
        }

        return found;
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

    static bool IsEvent(Type type) => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IEvent)) && type != typeof(Redacted);
}

/// <summary>The event types of this program contradict each other; it cannot start.</summary>
public sealed class EventCatalogException(string message) : Exception(message);

/// <summary>The log holds an event this program does not know, written by a newer one.</summary>
public sealed class UnknownEventTypeException(EventTypeName type, long? position = null)
    : Exception($"Expected an event type of this program, found {type}{(position is null ? "" : FormattableString.Invariant($" at position {position}"))}.{(position is null ? "" : " A newer program wrote it: let that one, or a later one, move the projections.")}")
{
    public EventTypeName Type => type;

    /// <summary>Where it stands, if that is known.</summary>
    public long? Position => position;
}
