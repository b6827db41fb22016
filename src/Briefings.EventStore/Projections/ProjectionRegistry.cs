using System.Text.RegularExpressions;

namespace Briefings.EventStore;

/// <summary>The projections of this program, by name.</summary>
public sealed partial class ProjectionRegistry
{
    readonly Dictionary<string, IProjection> byName = new(StringComparer.Ordinal);

    /// <exception cref="ProjectionRegistryException">Two share a name, or a name or version cannot stand in a table name.</exception>
    public ProjectionRegistry(IEnumerable<IProjection> projections)
    {
        foreach (var projection in projections)
        {
            if (!TableWord().IsMatch(projection.Name) || projection.Version < 1)
                throw new ProjectionRegistryException($"{projection.GetType().FullName}: expected a name of lower-case words joined by _ and a version from 1, found \"{projection.Name}\" v{projection.Version}.");
            if (!byName.TryAdd(projection.Name, projection))
                throw new ProjectionRegistryException($"Projection \"{projection.Name}\" is claimed by both {byName[projection.Name].GetType().FullName} and {projection.GetType().FullName}.");
        }
    }

    /// <summary>All of them, ordered by name.</summary>
    public IEnumerable<IProjection> All => byName.Values.OrderBy(p => p.Name, StringComparer.Ordinal);

    /// <exception cref="ProjectionRegistryException">There is no projection of that name.</exception>
    public IProjection this[string name] => byName.TryGetValue(name, out var projection)
        ? projection
        : throw new ProjectionRegistryException($"Expected a projection out of {string.Join(", ", All.Select(p => p.Name))}, found \"{name}\".");

    public bool Contains(string name) => byName.ContainsKey(name);

    [GeneratedRegex("^[a-z][a-z0-9_]{0,39}\\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TableWord();
}

/// <summary>The projections of this program contradict each other, or one was asked for that it does not have.</summary>
public sealed class ProjectionRegistryException(string message) : Exception(message);
