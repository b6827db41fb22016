using System.Globalization;
using System.Text;

namespace Briefings.Articles.Reading;

/// <summary>Months as feeds and pages name them: English, Spanish, French, German, Italian, Portuguese, Dutch, whole or shortened.</summary>
static class MonthNames
{
    static readonly string[] Names =
    [
        "jan january enero ene janvier janv januar jaenner gennaio gen janeiro januari",
        "feb february febrero fevrier fevr fev februar febbraio fevereiro februari",
        "mar march marzo mars marz maerz mrz mrt maart marco",
        "apr april abril abr avril avr aprile",
        "may mayo mai mag maggio maio mei",
        "jun june junio juin juni giugno giu junho",
        "jul july julio juillet juil juli luglio lug julho",
        "aug august agosto ago aout augustus",
        "sep sept september septiembre setiembre septembre settembre set setembro",
        "oct october octubre octobre oktober okt ottobre ott outubro out",
        "nov november noviembre novembre novembro",
        "dec december diciembre dic decembre dezember dez dicembre dezembro",
    ];

    static readonly Dictionary<string, int> ByName = Names
        .SelectMany((names, index) => names.Split(' ').Select(name => (name, Month: index + 1)))
        .ToDictionary(entry => entry.name, entry => entry.Month, StringComparer.OrdinalIgnoreCase);

    /// <summary>1 to 12, or 0 for a word that names no month. Accents and a full stop at the end do not matter.</summary>
    public static int Find(string word) => ByName.GetValueOrDefault(Plain(word));

    static string Plain(string word)
    {
        var plain = new StringBuilder(word.Length);
        foreach (var c in word.TrimEnd('.').Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                plain.Append(c);
        }

        return plain.ToString();
    }
}
