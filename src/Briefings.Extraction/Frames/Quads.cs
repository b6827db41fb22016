namespace Briefings.Extraction;

/// <summary>PLOVER quad classes of the roots.</summary>
static class Quads
{
    public static int Of(string root) => root switch
    {
        "AGREE" or "CONSULT" or "SUPPORT" => 1,
        "COOPERATE" or "AID" or "YIELD" => 2,
        "REQUEST" or "ACCUSE" or "REJECT" or "THREATEN" => 3,
        "PROTEST" or "MOBILIZE" or "SANCTION" or "COERCE" or "ASSAULT" => 4,
        _ => 0,
    };
}
