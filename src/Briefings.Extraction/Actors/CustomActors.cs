using System.Collections.Concurrent;

namespace Briefings.Extraction;

/// <summary>A user's own actors and agent nouns, read from PETRARCH dictionary files. Immutable and thread-safe.</summary>
public sealed class CustomActors
{
    /// <summary>Gazetteers are kept for this many publication days; the codes of an actor can depend on the day.</summary>
    const int CachedDays = 64;

    readonly List<PetrarchActor> _actors;
    readonly ConcurrentDictionary<DateOnly, Gazetteer> _byDay = new();

    CustomActors(List<PetrarchActor> actors, AgentNames agents) => (_actors, Agents) = (actors, agents);

    internal AgentNames Agents { get; }

    /// <param name="actors">Text of an actors file; empty for none.</param>
    /// <param name="agents">Text of an agents file; empty for none.</param>
    /// <exception cref="FormatException">A line cannot be read; the message names it.</exception>
    public static CustomActors Read(string actors, string agents) => new(PetrarchFiles.ReadActors(actors), PetrarchFiles.ReadAgents(agents));

    internal Gazetteer At(DateOnly? day)
    {
        var key = day ?? DateOnly.MaxValue;
        if (_byDay.TryGetValue(key, out var gazetteer))
            return gazetteer;
        gazetteer = Gazetteer.With(_actors.SelectMany(a => a.Names.Select(n => (n, a.Known(key)))));
        if (_byDay.Count < CachedDays)
            _byDay.TryAdd(key, gazetteer);
        return gazetteer;
    }
}
