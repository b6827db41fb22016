#pragma warning disable
namespace Briefings.Extraction;
public static class DateResolver { public static When Resolve(string t, string e, DateOnly r) => When.Unknown; public static IReadOnlyList<DateExpression> Find(string t, DateOnly? r) => []; }
public sealed record DateExpression(int From, int To, When When);
