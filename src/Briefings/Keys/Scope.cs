namespace Briefings.Keys;

/// <summary>What a route asks of its caller, and what a key allows.</summary>
public enum Scope
{
    /// <summary>Asks for nothing. No key has it.</summary>
    Open,

    /// <summary>To read articles, events, stories, actors, editions and their like.</summary>
    Read,

    /// <summary>To hand in articles, and nothing else: what collects news need not see what the desk makes of it.</summary>
    Ingest,

    /// <summary>Everything, and the other scopes with it.</summary>
    Admin,
}

public static class Scopes
{
    /// <summary>Those a key may have.</summary>
    public static IReadOnlyList<Scope> Grantable { get; } = [Scope.Read, Scope.Ingest, Scope.Admin];

    public static string Text(this Scope scope) => scope switch
    {
        Scope.Read => "read",
        Scope.Ingest => "ingest",
        Scope.Admin => "admin",
        _ => "open",
    };

    /// <summary>The scope of that name, or <c>null</c> when no key may have one.</summary>
    public static Scope? Parse(string text) => Grantable.Cast<Scope?>().FirstOrDefault(s => s?.Text() == text);

    public static bool Allow(this IReadOnlyCollection<Scope> granted, Scope asked) =>
        asked is Scope.Open || granted.Contains(asked) || granted.Contains(Scope.Admin);
}
