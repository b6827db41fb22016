namespace Briefings.Extraction;

/// <summary>A user's own actors and agents, read from PETRARCH dictionary files.</summary>
public sealed class CustomActors
{
    internal CustomActors(Gazetteer gazetteer, AgentNames agents) => (Gazetteer, Agents) = (gazetteer, agents);

    internal Gazetteer Gazetteer { get; }

    internal AgentNames Agents { get; }
}
