using System.Globalization;
using System.Text;

namespace Briefings.Extraction;

/// <summary>Stable ids from names: lower-case letters and digits joined by hyphens, accents dropped.</summary>
static class Slug
{
    public static string Of(string name)
    {
        var slug = new StringBuilder(name.Length);
        var gap = false;
        foreach (var c in Decompose(name))
        {
            if (char.IsLetterOrDigit(c))
            {
                if (gap && slug.Length > 0)
                    slug.Append('-');
                slug.Append(char.ToLowerInvariant(c));
                gap = false;
            }
            else if (char.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.OtherPunctuation))
            {
                gap = true;
            }
        }
        return slug.ToString();
    }

    static string Decompose(string name)
    {
        try
        {
            return name.Normalize(NormalizationForm.FormD);
        }
        catch (ArgumentException)
        {
            // Lone surrogates cannot be decomposed.
            return name;
        }
    }
}
