namespace Briefings.Extraction;

/// <summary>Countries by their codes.</summary>
public static class Countries
{
    /// <summary>The English short name of an ISO 3166 alpha-3 code; the code itself when it is unknown.</summary>
    public static string NameOf(string code) => Gazetteer.Standard.CountryName(code);
}
