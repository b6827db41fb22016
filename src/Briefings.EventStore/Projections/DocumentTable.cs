using Npgsql;

namespace Briefings.EventStore;

/// <summary>Which of a projection's tables is meant: the one readers see, or one built beside it.</summary>
enum Slot
{
    Live,
    Rebuild,
    Verify,
}

/// <summary>The table that holds the documents of one projection version.</summary>
readonly record struct DocumentTable(IProjection Projection, Slot Slot)
{
    public string SlotName => Slot switch
    {
        Slot.Live => "live",
        Slot.Rebuild => "rebuild",
        _ => "verify",
    };

    public string Name => $"projection_{Projection.Name}_v{Projection.Version}{(Slot == Slot.Live ? "" : "_" + SlotName)}";

    /// <summary>A statement about this table, written as `{table}` in the text.</summary>
    public NpgsqlBatchCommand Sql(string text, params object[] values)
    {
#pragma warning disable CA2100 // The name is checked by ProjectionRegistry; a table name cannot be a parameter.
        var command = new NpgsqlBatchCommand(text.Replace("{table}", "briefings." + Name, StringComparison.Ordinal));
#pragma warning restore CA2100
        foreach (var value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        return command;
    }
}

static class ProjectionWants
{
    public static bool Wants(this IProjection projection, string type) =>
        projection.EventTypes is null || projection.EventTypes.Contains(type, StringComparer.Ordinal);
}
